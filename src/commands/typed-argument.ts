import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';

/** More of what was typed is left out. */
const longest = 120;

/** What a person typed, as one argument of a command that any shell takes: bare where it is one plain word, else in double quotes, without what a shell reads in them. */
export const typedArgument = (typed: string): string =>
  (/^[\w-]+$/.test(typed) ? typed : `"${maskKeys(cleanText(typed)).replaceAll(/["`$%\\!]/g, '').slice(0, longest)}"`);
