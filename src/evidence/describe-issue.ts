import type { BaseIssue } from 'valibot';
import { cleanText } from '../model/clean.ts';

const longest = 60;
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** One sentence about a member that does not fit: its JSON path, what was wanted, what stands there. */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const path = pathOf(issue);
  if (issue.received === 'undefined') return `${path} is missing`;
  const said = issue.type === 'regex' || issue.type === 'check' ? issue.message : wantedOf(issue);
  return `${path} should be ${said}, and is ${foundOf(issue.input)}`;
}

/** `evidence.tcp.value[3].port`. */
function pathOf(issue: BaseIssue<unknown>): string {
  let path = '';
  for (const step of issue.path ?? []) {
    if (typeof step.key === 'number') path += `[${step.key}]`;
    else path += `${path === '' ? '' : '.'}${cut(cleanText(String(step.key)))}`;
  }
  return path === '' ? 'the file' : path;
}

const words: Record<string, string> = { string: 'a text', number: 'a number', finite: 'a finite number', boolean: 'true or false', object: 'an object', array: 'an array', null: 'null' };

function wantedOf(issue: BaseIssue<unknown>): string {
  if (issue.type === 'max_length') return `at most ${String(issue.requirement)} items long`;
  const word = words[issue.type];
  if (word !== undefined) return word;
  const listed = (issue.expected ?? '').replace(/^\((.*)\)$/, '$1').split(' | ');
  const last = listed.pop() ?? '';
  return listed.length === 0 ? cleanText(last) : cleanText(`${listed.join(', ')} or ${last}`);
}

function foundOf(input: unknown): string {
  if (typeof input === 'string') return `"${cut(cleanText(input))}"`;
  if (Array.isArray(input)) return `an array of ${input.length}`;
  if (input === null) return 'null';
  return typeof input === 'object' ? 'an object' : String(input);
}
