import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';
import type { CheckRequest } from './check-request.ts';
import type { GatherWith } from './gather-case.ts';
import { askForPassword, givenPassword } from './password.ts';
import { readLive } from './read-live.ts';
import { readPem } from './read-pem.ts';
import type { Access, LiveReading } from './read-live.ts';
import type { LiveTarget } from './target.ts';
import { UsageError } from './usage-error.ts';

/** Reads the machine of a call and its KMS hosts while they run, all at once. */
export async function readLiveMachines(request: CheckRequest, use: GatherWith): Promise<{ subject: Case | null; hosts: Case[]; notes: string[] }> {
  const access = use.access ?? await accessOf(request, use);
  if (request.access.active && request.live !== null) await askForConsent(request.live, request.access.yes);
  const [subject, ...hosts] = await Promise.all([
    request.live === null ? null : readLive(request.live, 'client', access),
    ...request.hostLive.map((target) => readLive(target, 'host', { ...access, active: false })),
  ]);
  const read = [subject, ...hosts].filter((r): r is LiveReading => r !== null);
  return {
    subject: subject === null ? null : caseOf(subject), hosts: hosts.filter((r): r is LiveReading => r !== null).map(caseOf),
    // Two machines that fail alike are told apart by their names.
    notes: read.flatMap(({ body, notes }) => notes.map((note) => (read.length > 1 ? `${body.subject}: ${note}` : note))),
  };
}

const caseOf = ({ body, via, collectedAt }: LiveReading): Case => ({ ...body, via, collectedAt, redacted: false, related: [] });

/** How the machines of a call may be reached; a password is asked for when a machine first wants it. */
export async function accessOf({ access, timeoutMs, offline }: CheckRequest, { signal, now, onProgress, password }: GatherWith): Promise<Access> {
  const asked = new Map<string, Promise<string | null>>();
  const given = typeof password === 'string' ? Promise.resolve(password) : givenPassword({ env: process.env, file: access.passwordFile, stdin: access.passwordStdin });
  const mayAsk = password === undefined;
  return {
    timeoutMs, ca: access.caFile === null ? null : await readPem(access.caFile), insecure: access.insecure, allowShell: access.allowShell, active: access.active,
    network: !offline, signal, now, onProgress,
    terminal: mayAsk && process.stdin.isTTY === true && process.stderr.isTTY === true && (await given) === null,
    password: async (target) => {
      const known = await given;
      if (known !== null || !mayAsk) return known;
      // Asked once for each account, one after the other: two questions at once would mix what is typed.
      const who = whoOf(target);
      const before = [...asked.values()].at(-1) ?? Promise.resolve(null);
      const answer = asked.get(who) ?? before.then(() => askForPassword(`Password of ${who}`));
      asked.set(who, answer);
      return answer;
    },
  };
}

const whoOf = (target: LiveTarget): string => (target.kind === 'local' ? 'this machine' : cleanText(`${target.user ?? 'the user'} on ${target.host}`));

/** Activation changes the machine: it is asked for by a person who was told, at the terminal or with --yes. */
async function askForConsent(target: LiveTarget, yes: boolean): Promise<void> {
  if (yes) return;
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) throw new UsageError('--active has Windows try to activate, which changes the machine: without a terminal, say --yes to allow it.');
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await lines.question(`Windows on ${cleanText(target.text).slice(0, 80)} will now try to activate itself, as slmgr.vbs /ato does. Go on? [y/N] `);
    if (!/^y(?:es)?$/i.test(answer.trim())) throw new UsageError('Nothing was tried: --active was not confirmed.');
  } finally {
    lines.close();
  }
}
