import { resolve } from 'node:path';

import { cleanText } from '../model/clean.ts';
import type { Procedure } from '../model/runbook.ts';
import { painter } from '../report/paint.ts';
import { answerLines } from './answer-lines.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { readWalk } from './runbook-walk-file.ts';
import { Walk } from './runbook-walk-person.ts';
import type { Look } from './runbook-walk-screens.ts';
import { plain } from './runbook-walk-screens.ts';
import { terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** A call of `runbook SYMPTOM [TARGET] --walk`. */
export type WalkCall = {
  procedure: Procedure;
  /** As typed. */
  symptom: string;
  targets: readonly string[];
  /** The options of `check` that gather, `-o` for the summary, and the file that keeps the walk. */
  flags: CheckFlags & { state?: string };
  signal: AbortSignal;
};

const defaultFile = 'kmsdoctor-walk.json';

/** Walks a procedure with a person, or with the lines of a pipe. Gives the exit code. */
export async function runWalk({ procedure, symptom, targets, flags, signal }: WalkCall): Promise<number> {
  if (flags.state === '') throw new UsageError('--state wants the name of a file, not an empty text.');
  if (flags.redact === true) throw new UsageError('--walk puts names into the commands that it shows, so --redact is not for it: kmsdoctor collect --redact writes evidence without names.');
  const file = flags.state ?? defaultFile;
  if (flags.output !== undefined && resolve(flags.output) === resolve(file)) throw new UsageError(`-o names ${cleanText(file)}, where the answers are kept: name another file for the summary.`);
  const request = requestOf(targets, flags);
  const kept = await readWalk(file);
  if (kept !== null && kept.procedure !== procedure.id) {
    throw new UsageError(`${cleanText(file)} keeps a walk of ${plain(kept.symptom).slice(0, 80)}, not of this: delete that file if it is not needed any more, or keep this walk in another with --state FILE.`);
  }
  const { stdin, stdout, stderr } = process;
  // Where the summary is caught in a file or a pipe, a person still reads the questions.
  const screen = !stdout.isTTY && stderr.isTTY ? stderr : stdout;
  const { width, color } = terminalOf(flags.color === false ? false : null, false, { stdout: screen, env: process.env });
  const look: Look = { width: Math.min(width, 80), paint: painter(color) };
  const walk = new Walk({
    procedure, file, request, signal, look, keptAs: { symptom: plain(symptom).slice(0, 300), procedure: procedure.id },
    target: targets.length === 0 ? null : plain(targets.join(' ')).slice(0, 200), machine: request?.live == null ? null : plain(targets[0] ?? ''),
    lines: answerLines({ stdin, screen, isDumb: process.env['TERM'] === 'dumb' }),
    say: (text) => void screen.write(`${text}\n`),
  });
  try {
    return await walk.run(kept, flags.output === undefined || flags.output === '-' ? null : flags.output);
  } finally {
    walk.close();
  }
}

/** What is to be looked at; null where the call names nothing: then a person sees everything. */
function requestOf(targets: readonly string[], flags: CheckFlags): CheckRequest | null {
  if (targets.includes('-') || (flags.kmsHostTarget ?? []).includes('-')) throw new UsageError('--walk reads its answers from standard input, so - cannot be the target: name a file, or paste with p.');
  if (flags.passwordStdin === true) throw new UsageError('--walk reads its answers from standard input, so the password cannot come from there: use --password-file or KMSDOCTOR_PASSWORD, or type it when asked.');
  const names = [targets, flags.domain, flags.dns, flags.kmsHost, flags.kmsHostTarget, flags.directory].some((n) => (n ?? []).length > 0);
  return names || flags.updateRight === true ? readCheckRequest(targets, flags) : null;
}
