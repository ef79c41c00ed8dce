import type { FindingSpec } from './check.ts';

/** The name of an argument in brackets: `daysLate` is `[days late]`. */
const named = (argument: string): string => `[${argument.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}]`;

/**
 * The finding's own sentence with its arguments' names in their place; null where the wording reckons with their values.
 * A list of one name reads the same as the name wherever it is put into a sentence, and can be joined where a list is meant.
 */
export const findingExample = (finding: FindingSpec): string | null =>
  sentenceOf(finding, (argument) => [named(argument)]) ?? sentenceOf(finding, named);

function sentenceOf(finding: FindingSpec, valueOf: (argument: string) => unknown): string | null {
  const args = new Proxy({}, { get: (_, argument) => (typeof argument === 'string' ? valueOf(argument) : undefined) });
  try {
    const text = finding.says(args);
    return /undefined|NaN|\[object|function|=>|\[,/.test(text) ? null : text;
  } catch {
    return null;
  }
}
