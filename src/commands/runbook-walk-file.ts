import * as v from 'valibot';

import { mapStrings } from '../evidence/map-strings.ts';
import { readEvidenceJson } from '../evidence/read-file.ts';
import { writeEvidence } from '../evidence/write-file.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';
import type { WalkState } from '../runbook/walk.ts';
import { decodeBytes } from './decode-bytes.ts';
import { readPath } from './read-bytes.ts';
import { deliver } from './terminal.ts';
import { walkFile, walkSchemaId } from './runbook-walk-schema.ts';
import { UsageError } from './usage-error.ts';

const mostBytes = 2 * 1024 * 1024;
/** More than this of pasted evidence is not kept: the answers are, and the text can be pasted again. */
const mostKept = 1024 * 1024;

/**
 * A walk as its file keeps it: the answers, and what was pasted, so that no text is asked for twice. `symptom` as it was asked for,
 * `procedure` the id of its page.
 */
export type KeptWalk = { symptom: string; procedure: string; state: WalkState; pasted: Case | null };

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
  if (!isRecord(value) || value['schema'] !== walkSchemaId) {
    const other = isRecord(value) && typeof value['schema'] === 'string' && value['schema'].startsWith('kmsdoctor.walk/');
    throw refuse(other ? 'was kept by another version of kmsdoctor' : 'is no walk that kmsdoctor kept');
  }
  const kept = keptOf(value);
  if (kept === null) throw refuse('is a damaged walk');
  return kept;
}

/** Writes the walk, whole or not at all, without a whole key. Throws UsageError where it cannot be written. */
export function writeWalk(path: string, { symptom, procedure, state, pasted }: KeptWalk): Promise<void> {
  const evidence = pasted === null ? '' : writeEvidence(pasted);
  const kept = evidence === '' || evidence.length > mostKept ? {} : { pasted: JSON.parse(evidence) as unknown };
  return deliver(maskKeys(`${JSON.stringify({ schema: walkSchemaId, symptom, procedure, answers: state.answers, insist: state.insist, ...kept }, null, 1)}\n`), path);
}

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
  const read = v.safeParse(walkFile, value, { abortEarly: true, abortPipeEarly: true });
  if (!read.success) return null;
  const { symptom, procedure, answers, insist, pasted } = mapStrings(read.output, cleanText);
  const evidence = pasted === undefined ? null : readEvidenceJson(JSON.stringify(pasted), maskKeys);
  // Evidence that is none any more takes nothing from the answers: its text is asked for again.
  return { symptom, procedure, state: { answers, insist }, pasted: evidence?.ok === true ? evidence.value : null };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
