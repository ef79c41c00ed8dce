import { runExplain } from '../../src/commands/explain.ts';
import type { ExplainCatalogue, ExplainEntry } from '../../src/explain/entry.ts';

/** A small catalogue of made-up checks, enough to explain causes, checks and tags. */
const catalogue: ExplainCatalogue = {
  causes: [
    {
      id: 'made-up-cause', title: 'A made-up cause', says: 'It is only here for tests.', area: 'dns', prevalence: 'rare', confidence: 'high', explains: ['THING_MISSING', '0xC004F074'],
      confirm: [['THING_MISSING', 'THING_KNOWN']], support: ['THING_KNOWN'], ruleOut: ['THING_FOUND'], remedies: ['put-it-back'], verifyWith: ['dns/thing-there'], sources: ['a page'],
    },
  ],
  checks: [
    {
      id: 'dns/thing-there', title: 'The thing is there', sources: ['a page'], needs: ['dnsSrv'], wants: ['machine'],
      findings: {
        THING_MISSING: { severity: 'fail', says: (a: { zone: string; daysLate: number }) => `Zone ${a.zone} has lacked the thing for ${a.daysLate} days.` },
        THING_KNOWN: { severity: 'note', says: (a: { names: readonly string[] }) => `Known as ${a.names.map((n) => n).join(', ')}.` },
        THING_LATE: { severity: 'warn', says: (a: { minutes: number }) => `The thing is ${(a.minutes / 60).toFixed(1)} h late.` },
      },
      judge: () => [],
    },
  ],
  remedies: [{ id: 'put-it-back', title: 'Put it back', risk: 'changes-dns', where: 'dns', steps: [{ say: 'Add the thing', run: 'Add-Thing -Zone {zone}' }, { say: 'Wait' }] }],
  mergedCauses: { 'old-cause': { into: 'made-up-cause', says: 'An old cause looks the same.' } },
};

export const noCatalogue = { format: 'json', width: 80, color: false } as const;
export const withCatalogue = { ...noCatalogue, loadCatalogue: () => Promise.resolve(catalogue) };

/** The entries that the JSON form gives for words. */
export async function entriesOf(...words: string[]): Promise<ExplainEntry[]> {
  const { out } = await runExplain(words, withCatalogue);
  return out === '' ? [] : (JSON.parse(out) as { entries: ExplainEntry[] }).entries;
}

/** The single entry for a word. */
export async function entryOf(word: string): Promise<ExplainEntry> {
  const entries = await entriesOf(word);
  const entry = entries[0];
  if (entry === undefined || entries.length !== 1) throw new Error(`${word}: ${entries.length} entries`);
  return entry;
}

/** The text form, eighty columns wide, without colour. */
export const textOf = async (word: string, width = 80): Promise<string> => (await runExplain([word], { ...withCatalogue, format: 'text', width })).out;
