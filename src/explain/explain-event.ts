import { catalogueId } from '../knowledge/code-causes.ts';
import { loadEventFacts, loadEventTable } from '../knowledge/events.ts';
import type { EventFacts, EventFlag } from '../knowledge/events.ts';
import { emptyExplanation } from './entry.ts';
import type { Explanation } from './entry.ts';

/** Events whose status flags the table of bits explains. */
const withFlags = new Set([12288, 12289]);

/** Explains a licensing event by its id; null where no event table holds the id. */
export async function explainEvent(id: number): Promise<Explanation | null> {
  const facts = await loadEventFacts(id);
  if (facts === null) return null;
  const { flags, flagsSource } = await loadEventTable();
  const showsFlags = withFlags.has(id);
  return {
    ...emptyExplanation('event', String(id)),
    scope: [facts.loggedBy === 'any' ? 'any machine' : facts.loggedBy, `${facts.log} log`],
    meaning: `${facts.meaning}.`,
    causes: facts.causes.map(({ cause, text }) => ({ cause: catalogueId(cause), text })),
    evidence: [howToSee(id, facts), ...facts.reading, ...facts.notes, ...fieldsOf(facts), ...(showsFlags ? flags.map(flagLine) : [])],
    disputed: facts.disputed,
    sources: [...facts.sources, ...(showsFlags ? [flagsSource] : [])],
    certainty: facts.confidence === 'high' ? 'high: read in the message table of Windows or on pages of Microsoft' : `${facts.confidence}: not read in full in any source`,
  };
}

function howToSee(id: number, facts: EventFacts): string {
  const provider = facts.log === 'Application' ? 'ProviderName="Microsoft-Windows-Security-SPP";' : '';
  const level = facts.level === null ? '' : `; level ${facts.level}`;
  return `Get-WinEvent -FilterHashtable @{LogName="${facts.log}";${provider}Id=${id}} -MaxEvents 5 (${facts.versions}${level})`;
}

const fieldsOf = (facts: EventFacts): string[] =>
  facts.fields.length > 0
    ? facts.fields.map((f) => `field ${f.position} ${f.name}: ${f.meaning}`)
    : facts.strings.map((s) => `text ${s}`);

const flagLine = (flag: EventFlag): string => `flag ${flag.bit}: ${flag.name}, ${flag.kind}`;
