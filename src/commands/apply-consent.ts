import type { RemedyPlan } from '../model/apply.ts';
import { cleanText } from '../model/clean.ts';
import { isNameOf } from '../model/own-name.ts';
import { planText } from '../report/applied-text.ts';
import { painter } from '../report/paint.ts';
import type { ApplyRequest } from './check-request.ts';
import { terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Where consent is asked for: this process's own streams, unless a test says otherwise. */
export type ConsentTerminal = { stdin: NodeJS.ReadableStream & { isTTY?: boolean }; stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number } };

/**
 * Whether a remedy is to be carried out: `run`, `show` (nobody is there to be asked, or only a look was asked for), or a
 * UsageError where consent was given in vain. `refused` stands where it was asked for and cannot be.
 */
export async function consentTo(plan: RemedyPlan, target: string, { dryRun, confirm }: ApplyRequest, yes: boolean, terminal: ConsentTerminal = process): Promise<'run' | 'show' | 'refused'> {
  if (dryRun) return 'show';
  const isThere = terminal.stdin.isTTY === true && terminal.stderr.isTTY === true;
  const changes = plan.risk !== 'read-only';
  const isAsked = confirm !== null || yes || isThere;
  if (!isAsked) return 'show';
  if (plan.refusal !== null) return 'refused';
  const { machine } = plan;
  if (confirm !== null && machine !== null && !isNameOf(confirm, machine)) throw new UsageError(`Nothing was run: --confirm names ${cleanText(confirm).slice(0, 80)}, and this machine is called ${machine}.`);
  if (confirm !== null || (yes && !changes)) return 'run';
  if (!isThere) throw new UsageError(`Nothing was run: ${plan.remedy} changes the machine, for which --yes is not enough. Without a terminal, say its name too: --confirm ${machine ?? 'NAME'}.`);
  terminal.stderr.write(`${planText(plan, target, { width: Math.max(40, Math.min(terminal.stderr.columns ?? 80, 120)), paint: painter(terminalOf(null, false).color) })}\n`);
  if (changes) terminal.stderr.write(`To carry this out, type the machine’s name (${machine ?? ''}).\n`);
  const question = changes ? 'Enter alone leaves all as it is: ' : 'This changes nothing there. Run it? [y/N] ';
  const answer = (await ask(question, terminal)).trim();
  if (changes ? isNameOf(answer, machine ?? '') : /^y(?:es)?$/i.test(answer)) return 'run';
  throw new UsageError(answer === '' ? 'Nothing was run: it was not confirmed.' : `Nothing was run: ${cleanText(answer).slice(0, 80)} ${changes ? `is not the machine’s name, ${machine ?? ''}` : 'is no yes'}.`);
}

async function ask(question: string, { stdin, stderr }: ConsentTerminal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
