import { isKmsHost } from '../model/kms-host.ts';
import type { NextEvidence, Run } from '../model/report.ts';
import { knownNames } from './known-names.ts';

/** A piece of advice: words, and commands that stand on lines of their own. */
export type Advice = { say: string } | { run: string };

/** What to look at next: the advice in order, and what it would decide. */
export type NextStep = { advice: Advice[]; wouldDecide: string[] };

/**
 * The evidence that the diagnosis asks for, with the names that are known in its commands: `YOUR-DOMAIN` and `KMS-HOST`
 * stay only where no evidence says them.
 */
export function namedEvidence({ diagnosis, subject }: Pick<Run, 'diagnosis' | 'subject'>): NextEvidence[] {
  const { zone, host } = knownNames(subject, diagnosis);
  return diagnosis.nextEvidence.map((n) => ({ ...n, how: n.how.replaceAll('YOUR-DOMAIN', zone ?? 'YOUR-DOMAIN').replaceAll('KMS-HOST', host ?? 'KMS-HOST') }));
}

/** The same for a reader: pieces with one command are one step, and a look at the network goes on with the file or machine at hand. */
export function nextSteps(run: Run): NextStep[] {
  const steps = new Map<string, NextStep>();
  const isHost = isKmsHost(run.subject);
  for (const { how, wouldDecide } of namedEvidence(run)) {
    // Output of the subject itself is a file like the others.
    const advice = adviceOf(isHost ? how.replace('--kms-host-target FILE', 'FILE') : how, run);
    const command = advice.find((a) => 'run' in a)?.run ?? how;
    // One look at the network answers all that is asked of it: the record, the address, the port and the bind.
    const key = command.startsWith('kmsdoctor check ') ? 'network' : command;
    const same = steps.get(key);
    if (same === undefined) steps.set(key, { advice, wouldDecide: [...wouldDecide] });
    else same.wouldDecide.push(...wouldDecide.filter((c) => !same.wouldDecide.includes(c)));
  }
  return [...steps.values()];
}

/** A sentence with commands between backticks, apart: words, and commands that stand alone, exactly. */
export function adviceIn(how: string): Advice[] {
  const pieces = how.split('`').map((p) => p.trim());
  return pieces.flatMap((piece, i): Advice[] => {
    if (i % 2 === 1) return [{ run: piece }];
    const say = piece.replace(/^[,;.:]+ */, '').replace(/,$/, '');
    return say === '' ? [] : [{ say: i + 1 < pieces.length && !/[.:]$/.test(say) ? `${say}:` : say }];
  });
}

/** A check in advice is one of what is at hand too, so that old and new are one story. */
function adviceOf(how: string, { subject: { via }, target: typed }: Run): Advice[] {
  // A live machine and a KMS host's output are looked at together; a client's output stands for the client itself.
  const target = via === 'network' || via === 'estate' ? null : typed;
  const advice = adviceIn(how).map((a): Advice => ('run' in a && target !== null ? { run: a.run.replace(/^kmsdoctor check /, `kmsdoctor check ${target} `) } : a));
  const last = advice.at(-1);
  if (last === undefined || 'run' in last || !last.say.endsWith('add the output.')) return advice;
  const together = target === null || via !== 'file' ? { say: 'save the output; then:', run: 'kmsdoctor check FILE' } : { say: 'save the output; then all together:', run: `kmsdoctor check ${target} FILE` };
  return [...advice.slice(0, -1), { say: last.say.replace('add the output.', together.say) }, { run: together.run }];
}
