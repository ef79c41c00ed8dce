import type * as v from 'valibot';
import { cleanText } from '../../model/clean.ts';
import { nearestWords } from '../../model/nearest.ts';
import type { ScenarioPath } from './scenario-place.ts';
import { pathInWords } from './scenario-place.ts';

type Issue = v.BaseIssue<unknown>;

/** What does not fit the schema at a place, as one sentence: the path, what was wanted, what stands there. */
export type Mismatch = { path: ScenarioPath; message: string };

/** `sourceOf` gives a plain value as it is written, so that 0xC004F074 without quotes can be named as such. */
export function describeMismatches(issue: Issue, sourceOf: (path: ScenarioPath) => string | null, before: ScenarioPath = []): Mismatch[] {
  const path = [...before, ...stepsOf(issue)];
  // Of a choice between objects, what the option that was meant says is more than that none fits.
  const inner = (issue.issues ?? []).filter((i) => (i.path?.length ?? 0) > 0 && i.type !== 'strict_object');
  if (issue.type === 'union' && inner.length > 0 && isObject(issue.input)) return inner.flatMap((i) => describeMismatches(i, sourceOf, path));
  return [{ path, message: sentenceOf(issue, path, sourceOf) }];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const stepsOf = ({ path }: Issue): (string | number)[] => (path ?? []).map(({ key }) => (typeof key === 'number' ? key : cleanText(String(key))));

function sentenceOf(issue: Issue, path: ScenarioPath, sourceOf: (path: ScenarioPath) => string | null): string {
  const words = pathInWords(path);
  if (issue.received === 'undefined') return `${words} is missing${issue.type === 'strict_object' ? '' : `: ${wantedOf(issue)}`}.`;
  const wanted = wantedOf(issue);
  const source = sourceOf(path);
  const wantsText = issue.type === 'string' || issue.type === 'picklist' || issue.type === 'literal' || issue.type === 'variant' || issue.type === 'union';
  const quotes = typeof issue.input !== 'string' && !isObject(issue.input) && !Array.isArray(issue.input) && wantsText && source !== null && source !== ''
    ? `; written as a text it is "${cut(cleanText(source))}", with the quotes` : '';
  return `${words} should be ${wanted}, and is ${foundOf(issue.input, source)}${quotes}${nearestOf(issue)}.`;
}

const plainWords: Readonly<Record<string, string>> = {
  string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false', object: 'a group of keys', strict_object: 'a group of keys', array: 'a list', record: 'a group of keys',
};

function wantedOf(issue: Issue): string {
  switch (issue.type) {
    case 'regex': case 'check': return issue.message;
    case 'union': return issue.message.startsWith('Invalid') ? listed(wordsOf(issue)) : issue.message;
    case 'min_value': return `at least ${String(issue.requirement)}`;
    case 'max_value': return `at most ${String(issue.requirement)}`;
    case 'min_length': return Array.isArray(issue.input) ? `a list with at least ${String(issue.requirement)} in it` : 'a text that is not empty';
    case 'max_length': return Array.isArray(issue.input) ? `a list of at most ${String(issue.requirement)}` : `at most ${String(issue.requirement)} letters long`;
    case 'picklist': case 'literal': return listed(wordsOf(issue));
    case 'variant': return 'a fault that is known here';
    default: return plainWords[issue.type] ?? cleanText(issue.expected ?? 'something else');
  }
}

/** The words of which one was wanted: `("a" | "b")` as valibot says it. */
const wordsOf = ({ expected }: Issue): string[] => (expected ?? '').replace(/^\((.*)\)$/, '$1').split(' | ').map((w) => w.replace(/^"(.*)"$/, '$1'));

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`);

function nearestOf(issue: Issue): string {
  if (typeof issue.input !== 'string' || (issue.type !== 'variant' && issue.type !== 'picklist')) return '';
  const near = nearestWords(issue.input, wordsOf(issue), 3);
  return near.length === 0 ? '' : `; nearest: ${near.join(', ')}`;
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function foundOf(input: unknown, source: string | null): string {
  if (typeof input === 'string') return `"${cut(cleanText(input))}"`;
  if (Array.isArray(input)) return `a list of ${input.length}`;
  if (input === null || input === undefined) return 'nothing';
  if (typeof input === 'symbol') return input.description ?? 'nothing';
  return typeof input === 'object' ? 'a group of keys' : source === null ? String(input) : cut(cleanText(source));
}
