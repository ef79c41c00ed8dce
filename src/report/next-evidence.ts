import { valueOf } from '../model/evidence.ts';
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
  const tcp = valueOf(run.subject.evidence.tcp) ?? [];
  const isBarred = tcp.length > 0 && tcp.every((p) => p.outcome !== 'open');
  for (const { kind, how, wouldDecide } of namedEvidence(run)) {
    // No bind can be tried where no port opens.
    if (kind === 'rpcBind' && isBarred) continue;
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
  // What was asked of a network (its DNS servers) is asked again with it.
  const options = via === 'network' && typed?.startsWith('--') === true ? typed : null;
  const withHand = (command: string): string => (target !== null ? command.replace(/^kmsdoctor check /, () => `kmsdoctor check ${target} `) : options === null ? command : withOptions(command, options));
  const advice = adviceIn(how).map((a): Advice => ('run' in a ? { run: withHand(a.run) } : a));
  const last = advice.at(-1);
  if (last === undefined || 'run' in last || !last.say.endsWith('add the output.')) return advice;
  const together = target === null || via !== 'file' ? { say: 'save the output; then:', run: 'kmsdoctor check FILE' } : { say: 'save the output; then all together:', run: `kmsdoctor check ${target} FILE` };
  return [...advice.slice(0, -1), { say: last.say.replace('add the output.', together.say) }, { run: together.run }];
}

/** A look at the network with the options that were typed before it, each once. */
const withOptions = (command: string, options: string): string => {
  const more = /^kmsdoctor check (--(?:domain|kms-host) \S+)$/.exec(command)?.[1];
  return more === undefined ? command : `kmsdoctor check ${options}${` ${options} `.includes(` ${more} `) ? '' : ` ${more}`}`;
};
