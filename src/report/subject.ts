import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';

/** More machines than this are counted, not named. */
const mostNames = 6;

/** What the report calls its subject; of a paste with several clients their names. */
export function subjectLabel({ subject, related }: Case): string {
  const names = [subject, ...related.filter((r) => r.role === 'client').map((r) => r.subject)];
  const more = names.length > mostNames ? [`${names.length - mostNames} more`] : [];
  return cleanText([...names.slice(0, mostNames), ...more].join(' and '));
}
