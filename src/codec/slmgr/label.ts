import { slmgrLabels } from '../../knowledge/slmgr-labels.ts';
import type { SlmgrField } from '../../knowledge/slmgr-labels.ts';

/** A line as label and value. `gap` counts the blanks between label and colon: listings of CIM have them, slmgr.vbs has none. */
export type SlmgrLine = { label: string; value: string; gap: number };

const longestLabel = 160;

/** Splits at the first colon, plain or full-width; null where none stands in the first 160 characters, or nothing before it. */
export function splitLine(line: string): SlmgrLine | null {
  const text = line.trim();
  const at = text.slice(0, longestLabel).search(/[:：]/);
  if (at <= 0) return null;
  const before = text.slice(0, at);
  const label = before.trimEnd();
  return { label, value: text.slice(at + 1).trim(), gap: before.length - label.length };
}

/**
 * A label without what people lose and add when they copy or retype it: letter case, blanks, punctuation, accents, widths.
 * `Client Machine ID (CMID)` and `client machine id （CMID）` are one.
 */
export function labelKey(text: string): string {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const fields: ReadonlyMap<string, SlmgrField> = new Map(
  slmgrLabels.flatMap((row) => row.labels.map((label): [string, SlmgrField] => [labelKey(label), row.field])),
);

/** Fields whose line is a sentence or a heading and needs no colon. */
const sentences: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'lastActivation', 'clientHeader', 'adHeader', 'avmaHeader', 'tokenHeader', 'cachingOn', 'cachingOff', 'nothingLearned',
  'hostHeader', 'publishingOn', 'publishingOff', 'ignored',
]);

/** The field of a label's key, in any documented language; null where the label is not known. */
export const fieldOfKey = (key: string): SlmgrField | null => fields.get(key) ?? null;

/** The field that a line without a colon is: a heading or a whole sentence, else null. */
export function sentenceOf(line: string): SlmgrField | null {
  const text = line.trim();
  if (text.length > longestLabel) return null;
  const field = fieldOfKey(labelKey(text));
  return field !== null && sentences.has(field) ? field : null;
}

const longKeys = [...fields.keys()].filter((key) => key.length >= 24);

/** True for the first words of a long label whose rest a mailer put on the next line. */
export function beginsLabel(line: string): boolean {
  if (line.length < 16 || line.length > longestLabel) return false;
  const key = labelKey(line);
  return key.length >= 12 && longKeys.some((k) => k.length > key.length && k.startsWith(key));
}
