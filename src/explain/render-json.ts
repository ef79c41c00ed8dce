import type { ExplainEntry, Explanation } from './entry.ts';

const entryOf = (e: Explanation): ExplainEntry => ({
  kind: e.kind,
  id: e.id,
  known: e.known,
  symbols: e.symbols,
  scope: e.scope,
  meaning: e.meaning,
  causes: e.causes,
  evidence: e.evidence,
  remedies: e.remedies,
  avoid: [...e.disputed, ...e.avoid],
  verifyWith: e.verifyWith,
  sources: e.sources,
  decoded: e.decoded,
});

/** The explanations as schema `kmsdoctor.explain/1`, ending in a line break. */
export const renderExplainJson = (explanations: readonly Explanation[]): string =>
  `${JSON.stringify({ schema: 'kmsdoctor.explain/1', entries: explanations.map(entryOf) }, null, 2)}\n`;
