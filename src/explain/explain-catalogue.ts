import type { Cause } from '../model/cause.ts';
import type { Check, FindingSpec } from '../model/check.ts';
import { fieldWord } from '../model/remedy.ts';
import { placeWords, riskWords } from '../report/words.ts';
import { findingExample } from '../model/finding-example.ts';
import { emptyExplanation } from './entry.ts';
import type { ExplainCatalogue, Explanation } from './entry.ts';

/** Explains a cause id, a check id or a finding's tag from the catalogue of checks; null where it holds no such word. */
export function explainFromCatalogue(word: string, catalogue: ExplainCatalogue): Explanation | null {
  const lower = word.toLowerCase();
  const merged = Object.hasOwn(catalogue.mergedCauses ?? {}, lower) ? catalogue.mergedCauses?.[lower]?.into : undefined;
  const cause = catalogue.causes.find((c) => c.id === (merged ?? lower));
  if (cause !== undefined) return explainCause(cause, catalogue, merged === undefined ? null : lower);
  const check = catalogue.checks.find((c) => c.id === lower);
  if (check !== undefined) return explainCheck(check, catalogue);
  const tag = word.toUpperCase();
  const owner = catalogue.checks.find((c) => Object.hasOwn(c.findings, tag));
  const finding = owner?.findings[tag];
  return owner === undefined || finding === undefined ? null : explainTag(tag, finding, owner, catalogue);
}

/** Every word of the catalogue, for finding the nearest to a mistyped one. */
export const catalogueWords = (catalogue: ExplainCatalogue): string[] => [
  ...catalogue.causes.map((c) => c.id),
  ...Object.keys(catalogue.mergedCauses ?? {}),
  ...catalogue.checks.flatMap((c) => [c.id, ...Object.keys(c.findings)]),
];

function explainCause(cause: Cause, catalogue: ExplainCatalogue, asked: string | null): Explanation {
  const certain = { high: 'high: its sources agree', medium: 'medium: its sources support it in part', low: 'low: little is written about it' };
  const within = Object.values(catalogue.mergedCauses ?? {}).filter((m) => m.into === cause.id).map((m) => ` ${m.says}`);
  return {
    ...emptyExplanation('cause', cause.id),
    asked,
    scope: [cause.area],
    meaning: `${cause.title}. ${cause.says}${within.join('')}`,
    evidence: [
      ...(cause.explains.length > 0 ? [`explains ${cause.explains.join(', ')}`] : []),
      ...(cause.confirm ?? []).map((signs) => `confirmed by ${signs.join(' with ')}`),
      ...(cause.support?.length ? [`made likely by ${cause.support.join(', ')}`] : []),
      ...(cause.ruleOut?.length ? [`ruled out by ${cause.ruleOut.join(', ')}`] : []),
    ],
    remedies: cause.remedies.flatMap((id) => remedyLines(proceduresOf(id, catalogue), id)),
    procedures: cause.remedies.flatMap((id) => proceduresOf(id, catalogue)),
    verifyWith: cause.verifyWith,
    sources: cause.sources,
    certainty: certain[cause.confidence],
  };
}

type Procedure = Explanation['procedures'][number];

const named = (text: string): string => text.replace(/\{(\w+)\}/g, (_, field: string) => (field === 'port' ? '1688' : fieldWord(field)));

/** The remedy with a word such as ZONE for what no evidence fills here, and the usual port; empty where the catalogue holds none. */
function proceduresOf(id: string, catalogue: ExplainCatalogue): Procedure[] {
  return (catalogue.remedies ?? []).filter((r) => r.id === id).map(({ title, risk, where, steps }) => ({
    title: named(`${title} (${placeWords[where]}; ${riskWords[risk]})`),
    steps: steps.map(({ say, run }) => ({ say: named(say), ...(run === undefined ? {} : { run: named(run) }) })),
  }));
}

function remedyLines(procedures: readonly Procedure[], id: string): string[] {
  if (procedures.length === 0) return [id];
  return procedures.flatMap(({ title, steps }) => [title, ...steps.map((s) => (s.run === undefined ? s.say : `${s.say.replace(/:$/, '')}: ${s.run}`))]);
}

const causesWith = (signs: readonly string[], catalogue: ExplainCatalogue): Explanation['causes'] =>
  catalogue.causes
    .filter((c) => c.explains.some((s) => signs.includes(s)) || c.support?.some((s) => signs.includes(s)) || c.confirm?.some((set) => set.some((s) => signs.includes(s))))
    .map((c) => ({ cause: c.id, text: c.title }));

function explainCheck(check: Check, catalogue: ExplainCatalogue): Explanation {
  const tags = Object.entries(check.findings);
  return {
    ...emptyExplanation('check', check.id),
    scope: [check.id.split('/')[0] ?? ''],
    meaning: `${check.title}.`,
    causes: causesWith(tags.map(([tag]) => tag), catalogue),
    evidence: [
      `needs ${check.needs.join(', ') || 'nothing'}`,
      ...(check.wants?.length ? [`also looks at ${check.wants.join(', ')}`] : []),
      ...tags.map(([tag, finding]) => `raises ${tag} (${finding.severity})`),
    ],
    verifyWith: [check.id],
    sources: check.sources,
  };
}

function explainTag(tag: string, finding: FindingSpec, check: Check, catalogue: ExplainCatalogue): Explanation {
  const words = { fail: 'something is wrong', warn: 'a warning', note: 'a fact, neither good nor bad' };
  return {
    ...emptyExplanation('tag', tag),
    scope: [check.id.split('/')[0] ?? ''],
    meaning: `${findingExample(finding) ?? withoutExample(finding, check)} A finding of ${check.id}: ${words[finding.severity]}.`,
    causes: causesWith([tag], catalogue),
    evidence: [`raised from ${[...check.needs, ...(check.wants ?? [])].join(', ') || 'no evidence of its own'}`],
    verifyWith: [check.id],
    sources: check.sources,
  };
}

const withoutExample = (finding: FindingSpec, check: Check): string =>
  finding.severity === 'note' ? `Noted where the check looks whether this holds: ${check.title}.` : `Raised where this does not hold: ${check.title}.`;
