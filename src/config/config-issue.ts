import type * as v from 'valibot';

import { cleanText } from '../model/clean.ts';
import { nearestWords } from '../model/nearest.ts';
import { functionMark, isMark } from './plain.ts';

export type ConfigPath = readonly (string | number)[];

/** What does not fit, and where: a sentence without its end. */
export type ConfigIssue = { path: ConfigPath; message: string };

/** As much of a valibot schema as is needed to follow a path through it. */
type Schema = { entries?: Readonly<Record<string, Schema>>; wrapped?: Schema; item?: Schema; value?: Schema };

const shown = (text: string): string => (text.length > 60 ? `${cleanText(text).slice(0, 60)}…` : cleanText(text));

/** `causes[0].remedies`. */
export const pathInWords = (path: ConfigPath): string =>
  path.reduce<string>((said, step) => (typeof step === 'number' ? `${said}[${step}]` : `${said}${said === '' ? '' : '.'}${shown(step)}`), '') || 'the config';

/** A list where an object should be, which to valibot is an object as good as any; null where there is none. */
export function strayList(schema: v.GenericSchema, value: unknown): ConfigIssue | null {
  const path = findStrayList(schema as unknown as Schema, value, []);
  return path === null ? null : { path, message: `${pathInWords(path)} should be an object, and is a list` };
}

function findStrayList(schema: Schema, value: unknown, path: ConfigPath): ConfigPath | null {
  const { wrapped, entries, item, value: each } = schema;
  if (wrapped !== undefined) return findStrayList(wrapped, value, path);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && (entries !== undefined || each !== undefined)) return path;
  for (const [key, member] of Object.entries(value)) {
    const next = Array.isArray(value) ? item : entries?.[key] ?? each;
    const found = next === undefined ? null : findStrayList(next, member, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

/** The first thing that valibot has against a config, in words. */
export function issueOf(schema: v.GenericSchema, issue: v.BaseIssue<unknown>): ConfigIssue {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const words = pathInWords(path);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return { path, message: `${words} is not known here${nearest(String(path.at(-1)), keysAt(schema, path.slice(0, -1)))}` };
  }
  if (issue.received === 'undefined') return { path, message: `${words} is missing` };
  const options = (issue.expected ?? '').replace(/^\((.*)\)$/, '$1').split(' | ').map((o) => o.replace(/^"(.*)"$/, '$1'));
  const near = issue.type === 'picklist' && typeof issue.input === 'string' ? nearest(issue.input, options) : '';
  return { path, message: `${words} should be ${wantedOf(issue, options)}, and is ${foundOf(issue.input)}${near}` };
}

/** `; did you mean …?`, or nothing where nothing is near. */
export function nearest(word: string, known: Iterable<string>): string {
  const [near] = nearestWords(word, known, 1);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}

function keysAt(schema: v.GenericSchema, path: ConfigPath): string[] {
  let at = schema as unknown as Schema | undefined;
  for (const step of path) {
    while (at?.wrapped !== undefined) at = at.wrapped;
    at = typeof step === 'number' ? at?.item : at?.entries?.[step] ?? at?.value;
  }
  while (at?.wrapped !== undefined) at = at.wrapped;
  return Object.keys(at?.entries ?? {});
}

const plainWords: Readonly<Record<string, string>> = {
  string: 'a text', boolean: 'true or false', strict_object: 'an object', object: 'an object', record: 'an object', array: 'a list',
};

function wantedOf(issue: v.BaseIssue<unknown>, options: readonly string[]): string {
  switch (issue.type) {
    case 'regex': case 'check': case 'custom': return issue.message;
    case 'min_length': return Array.isArray(issue.input) ? 'a list with something in it' : 'a text that is not empty';
    case 'max_length': return `at most ${String(issue.requirement)} long`;
    case 'picklist': return options.length > 12 ? 'one of the words that are known here' : `${options.slice(0, -1).join(', ')} or ${options.at(-1) ?? ''}`;
    default: return plainWords[issue.type] ?? cleanText(issue.expected ?? 'something else');
  }
}

function foundOf(input: unknown): string {
  if (input === functionMark) return 'a function';
  if (isMark(input)) return 'no plain data';
  if (typeof input === 'string') return `"${shown(input)}"`;
  if (Array.isArray(input)) return `a list of ${input.length}`;
  if (input === null || input === undefined) return 'nothing';
  return typeof input === 'object' ? 'an object' : String(input);
}
