import { fullNameOf } from '../collect/machine-evidence.ts';
import { judgeCase } from '../diagnose/judge-case.ts';
import type { Case, Evidence } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import type { Diagnosis } from '../model/report.ts';
import { namedEvidence } from '../report/next-evidence.ts';
import type { InitialRequest, KnownCheck, SessionEffects, SessionEvent, SessionRequest } from '../ui/session-effects.ts';
import { catalogue } from './catalogue.ts';
import { withNetwork } from './add-evidence.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { gatherDemo } from './gather-demo.ts';
import { exitCodes } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import type { OwnSettings } from './own-settings.ts';
import { paced } from './pace.ts';
import type { Paced } from './pace.ts';
import { refuseEndlessFile } from './session-file.ts';
import { plansFor, sessionApply } from './session-apply.ts';
import { askedBy, followAnswer, sessionOffers } from './session-offers.ts';
import { pastedHere } from './session-advice.ts';
import { readTypedMachine, requestMachine, scriptStep } from './session-machine.ts';
import { isUsageError, UsageError } from './usage-error.ts';

/** `kmsdoctor session`: the interactive session on a machine or a saved file, or on what the person chooses there. */
export async function runSessionCommand(targets: readonly string[], initial: InitialRequest, trust: Pick<CheckFlags, 'ca' | 'insecure'> = {}, own: OwnSettings | null = null): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    process.stderr.write('The session needs a terminal; in a pipeline use kmsdoctor check.\n');
    return exitCodes.usage;
  }
  if (targets.length > 1) throw new UsageError('The session opens one machine or file at a time; kmsdoctor check reads several files.');
  const [path] = targets;
  const opening = path === undefined ? initial : await requestTarget(path);
  const { runSession } = await import('../ui/index.tsx');
  const remedies = sessionApply((request) => askedBy(request, trust), (subject, request) => judged(subject, request, own));
  const code = await runSession({ ...effects(trust, own), apply: remedies.apply }, opening);
  process.stderr.write(remedies.lastWords() ?? '');
  return code;
}

async function requestTarget(text: string): Promise<SessionRequest> {
  const { live } = readCheckRequest([text], {});
  return live === null ? { kind: 'file', path: text } : requestMachine(live);
}

/** Whom TLS believes, as `--ca` and `--insecure` say. */
type Trust = Pick<CheckFlags, 'ca' | 'insecure'>;

const knownChecks = (own: OwnSettings | null): KnownCheck[] =>
  (own?.catalogue ?? catalogue).checks.map(({ id, title, needs, wants }) => ({ id, title, area: id.split('/')[0] ?? '', looksAt: [...needs, ...(wants ?? [])] }));

type Emit = (event: SessionEvent) => void;

/** The work behind the session: gathers and judges, and tells the screens what became known. */
function effects(trust: Trust, own: OwnSettings | null): SessionEffects {
  return {
    start(request, emit, signal) {
      const started = Date.now();
      carryOut(request, emit, signal, trust, own)
        .then(() => emit({ type: 'done', durationMs: Date.now() - started }))
        .catch((error: unknown) => emit({ type: 'failed', message: isUsageError(error) ? error.message : `That failed, which is a fault of ours: ${String(error)}` }));
    },
    readMachine: (typed) => readTypedMachine(typed),
    follow({ answer, request, case: subject, readingNotes }, emit, signal) {
      const started = Date.now();
      followAnswer(answer, { request, case: subject, trust, own }, emit, signal)
        .then((followed) => {
          if (followed !== null) tellCase(followed.case, [...readingNotes, ...followed.notes], { request, trust, own, emit });
        })
        .catch((error: unknown) => emit({ type: 'not-followed', message: `That failed, which is a fault of ours: ${String(error)}` }))
        .finally(() => emit({ type: 'done', durationMs: Date.now() - started }));
    },
    ...(own?.helpdesk == null ? {} : { helpdesk: own.helpdesk }),
    copy: copyThroughTerminal,
  };
}

async function carryOut(request: SessionRequest, emit: Emit, signal: AbortSignal, trust: Trust, own: OwnSettings | null): Promise<void> {
  if (request.kind === 'code') {
    const { wordsInSession } = await import('./session-words.ts');
    return emit({ type: 'explained', ...(await wordsInSession(request.words)) });
  }
  emit({ type: 'checks-known', checks: knownChecks(own) });
  const show = (subject: Case, readingNotes: string[]): void => tellCase(subject, [...(own?.notes ?? []), ...readingNotes], { request, trust, own, emit });
  if (request.kind === 'paste') {
    const { readPasted } = await import('./read-input.ts');
    const read = await readPasted(request.text);
    if (!read.ok) throw new UsageError(read.message);
    return show(read.case, read.notes);
  }
  if (request.kind === 'demo') return show(await gatherDemo((event) => emit({ type: 'progress', event }), signal), ['The reference estate on this machine, with its KMS record taken out.']);
  if (request.kind === 'file') refuseEndlessFile(request.path);
  const asked = askedBy(request, trust);
  if (asked === null) return;
  const live = liveJudgement(request, emit, asked, own);
  const script = asked.live === null ? null : scriptStep(asked.live, Date.now());
  if (script !== null) emit({ type: 'progress', event: script });
  const gathered = await gatherCase(asked, {
    network: async () => (await import('../transport/network.ts')).createNetwork(),
    onProgress(event) {
      emit({ type: 'progress', event });
      if (event.type === 'evidence') live.give(event.evidence);
    },
    signal, now: Date.now,
    // Null and not absent: the screens are drawn on the terminal, so nobody may be asked there.
    password: request.kind === 'machine' ? request.password?.reveal() ?? null : null,
  }).finally(live.stop);
  return show(gathered.case, gathered.notes);
}

type Telling = { request: SessionRequest; trust: Trust; own: OwnSettings | null; emit: Emit };

/** A case with all that is known of it, what it means, and what could be asked of the person next. */
function tellCase(subject: Case, readingNotes: string[], { request, trust, own, emit }: Telling): void {
  const diagnosis = judged(subject, request, own);
  emit({ type: 'diagnosis', case: subject, diagnosis, readingNotes, plans: plansFor(request, subject, diagnosis) });
  emit({ type: 'offers', offers: sessionOffers(subject, request, trust, own) });
}

/** Judges what is known so far while the evidence grows, so that the screen fills in live; without a label there is nothing to judge yet. */
function liveJudgement(request: SessionRequest, emit: Emit, { live, domains }: CheckRequest, own: OwnSettings | null): Paced<Evidence> {
  const label = live === null ? domains[0] : live.kind === 'local' ? 'this machine' : live.host.toLowerCase();
  return paced((evidence) => {
    if (label === undefined) return;
    const machine = valueOf(evidence.machine);
    const told = machine === null ? null : fullNameOf(machine);
    const subject = withNetwork({ subject: told ?? label, via: live?.kind ?? 'network', collectedAt: new Date().toISOString(), redacted: false, related: [], evidence }, {});
    emit({ type: 'diagnosis', case: subject, diagnosis: judged(subject, request, own) });
  });
}

/** The diagnosis as the screens show it: with the names that are known in what to look at next. */
function judged(subject: Case, request: SessionRequest, own: OwnSettings | null): Diagnosis {
  const diagnosis = judgeCase(subject, settingsOf(request, own), own?.catalogue ?? catalogue);
  const next = namedEvidence({ diagnosis, subject });
  return { ...diagnosis, nextEvidence: request.kind === 'paste' ? next.map((n) => ({ ...n, how: pastedHere(n.how) })) : next };
}

const settingsOf = (request: SessionRequest, own: OwnSettings | null) => ({ approvedHosts: own?.approvedHosts ?? [], domains: request.kind === 'domain' ? [request.domain.toLowerCase()] : [] });

/** OSC 52: the terminal puts the text on the clipboard of the machine at which the person sits. */
function copyThroughTerminal(text: string): void {
  process.stdout.write(`\u001B]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`);
}
