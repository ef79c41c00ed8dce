import { decodeBytes } from './decode-bytes.ts';
import { readPath } from './read-bytes.ts';
import { deliver } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import type { Answer, AnsweredBy, Suspect, WalkState } from '../runbook/walk.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';
import type { Certainty } from '../model/report.ts';

const schema = 'kmsdoctor.walk/1';
const mostBytes = 1024 * 1024;
const mostAnswers = 2000;
const mostLetters = 2000;

/** A walk as its file keeps it: answers and nothing else. `symptom` as it was asked for, `procedure` the id of its page. */
export type KeptWalk = { symptom: string; procedure: string; state: WalkState };

/**
 * Reads the file of a walk; null where there is none yet. Throws UsageError, one sentence, for a file that is not one of
 * ours or is damaged: it may be somebody's work, and is left as it is.
 */
export async function readWalk(path: string): Promise<KeptWalk | null> {
  const named = cleanText(path).slice(0, 300);
  const read = await readPath(path, mostBytes);
  if (!read.ok) {
    if (read.reason.startsWith('is not there: no file has that name')) return null;
    throw new UsageError(`${named} ${read.reason}.`);
  }
  const refuse = (why: string): UsageError => new UsageError(`${named} ${why}; it is left as it is: name another file with --state.`);
  const decoded = decodeBytes(read.bytes);
  if (!decoded.ok) throw refuse('is no walk that kmsdoctor kept');
  const value = parse(decoded.text);
  if (!isRecord(value) || value['schema'] !== schema) {
    const other = isRecord(value) && typeof value['schema'] === 'string' && value['schema'].startsWith('kmsdoctor.walk/');
    throw refuse(other ? 'was kept by another version of kmsdoctor' : 'is no walk that kmsdoctor kept');
  }
  const kept = keptOf(value);
  if (kept === null) throw refuse('is a damaged walk');
  return kept;
}

/** Writes the walk, whole or not at all. Throws UsageError where it cannot be written. */
export const writeWalk = (path: string, { symptom, procedure, state }: KeptWalk): Promise<void> =>
  deliver(maskKeys(`${JSON.stringify({ schema, symptom, procedure, answers: state.answers, insist: state.insist }, null, 1)}\n`), path);

/** Takes the file of a walk that came to its end away. That it is gone already is no trouble. */
export async function removeWalk(path: string): Promise<void> {
  const { unlink } = await import('node:fs/promises');
  await unlink(path).catch(() => {});
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function keptOf(value: Record<string, unknown>): KeptWalk | null {
  const symptom = textOf(value['symptom']);
  const procedure = textOf(value['procedure']);
  const answers = listOf(value['answers'], answerOf);
  const insist = listOf(value['insist'], textOf);
  return symptom === null || procedure === null || answers === null || insist === null ? null : { symptom, procedure, state: { answers, insist } };
}

function answerOf(value: unknown): Answer | null {
  if (!isRecord(value)) return null;
  const question = textOf(value['question']);
  const by = (['person', 'paste', 'evidence'] as const satisfies readonly AnsweredBy[]).find((b) => b === value['by']);
  const said = value['said'] === null ? null : textOf(value['said']);
  const saw = listOf(value['saw'], textOf);
  const suspects = listOf(value['suspects'], suspectOf);
  if (question === null || by === undefined || (said === null && value['said'] !== null) || saw === null || suspects === null) return null;
  return { question, said, by, saw, suspects };
}

function suspectOf(value: unknown): Suspect | null {
  if (!isRecord(value)) return null;
  const cause = textOf(value['cause']);
  const certainty = (['confirmed', 'likely', 'possible'] as const satisfies readonly Certainty[]).find((c) => c === value['certainty']);
  return cause === null || certainty === undefined ? null : { cause, certainty };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.length <= mostLetters ? cleanText(value) : null);

function listOf<T>(value: unknown, read: (item: unknown) => T | null): T[] | null {
  if (!Array.isArray(value) || value.length > mostAnswers) return null;
  const items = value.map(read).filter((item): item is Awaited<T> & NonNullable<T> => item !== null);
  return items.length === value.length ? items : null;
}
