import { judgeCase } from '../diagnose/judge-case.ts';
import { nearestWords } from '../model/nearest.ts';
import type { Case } from '../model/evidence.ts';
import type { Applied } from '../model/apply.ts';
import type { ExploreTrace } from '../model/explore.ts';
import type { Run } from '../model/report.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import type { AskPerson } from './ask-at-terminal.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { exitCodeOf } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import type { GatherWith } from './gather-case.ts';
import type { OwnSettings } from './own-settings.ts';
import { noSettings, ownSettings } from './own-settings.ts';
import { progressLine } from './progress-line.ts';
import { renderText } from '../report/text.ts';
import { deliver, inviteToPaste, terminalOf } from './terminal.ts';
import { untoldReason } from './unread-reasons.ts';
import { UsageError } from './usage-error.ts';

/** `kmsdoctor check`: gathers, judges, reports. Gives the exit code. */
export async function runCheck(targets: readonly string[], flags: CheckFlags, signal: AbortSignal): Promise<number> {
  const asked = readCheckRequest(targets, flags);
  const own = await ownSettings(flags.config);
  const request = { ...asked, settings: { ...asked.settings, approvedHosts: [...asked.settings.approvedHosts, ...own.approvedHosts] } };
  refuseUnknownChecks(request, own.catalogue);
  const started = Date.now();
  inviteToPaste([...request.files, ...request.hostFiles]);
  const progress = progressLine();
  const use: GatherWith = {
    network: async () => (await import('../transport/network.ts')).createNetwork(),
    onProgress: progress.onProgress, signal, now: Date.now,
  };
  if (request.explore) {
    const { exploreCase } = await import('./explore-case.ts');
    const person = await personFor(request, progress.end);
    const { case: subject, notes, trace, traceText } = await exploreCase(request, use, own.catalogue, { person }).finally(progress.end);
    const code = await report(subject, notes, request, started, own, request.trace ? { trace } : {});
    if (request.trace && request.format === 'text') process.stderr.write(traceText);
    return code;
  }
  if (request.apply !== null && request.live !== null) {
    const { applyRemedy } = await import('./apply-remedy.ts');
    const done = await applyRemedy(request, request.apply, request.live, use, own, progress.end).finally(progress.end);
    const code = await report(done.case, done.notes, request, started, own, { applied: done.applied, before: done.text });
    if (done.refused === null) return code;
    throw new UsageError(done.refused);
  }
  const gathered = await gatherCase(request, use).finally(progress.end);
  return report(gathered.case, gathered.notes, request, started, own);
}

/** Who sits at the terminal and may be asked; nobody in a pipeline, or where standard input has been read already. */
async function personFor(request: CheckRequest, clearLine: () => void): Promise<AskPerson | null> {
  if (!request.mayAsk || [...request.files, ...request.hostFiles].includes('-') || request.access.passwordStdin) return null;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const person = (await import('./ask-at-terminal.ts')).askAtTerminal();
  return { ...person, ask: (offer) => {
    clearLine();
    return person.ask(offer);
  } };
}

function refuseUnknownChecks({ selection }: CheckRequest, catalogue: Catalogue): void {
  const ids = catalogue.checks.map((c) => c.id);
  const [unmatched] = selection.unmatched(ids);
  if (unmatched !== undefined) {
    const [near] = ids.some((id) => id.startsWith(`${unmatched}/`)) ? [`${unmatched}/*`] : nearestWords(unmatched, ids);
    throw new UsageError(near === undefined ? `No check has the id ${unmatched}: ids look like dns/srv-record-found, and kmsdoctor check --format json lists them.` : `No check has the id ${unmatched}: did you mean ${near}?`);
  }
  if (!ids.some(selection.includes)) throw new UsageError('--only and --skip leave no check to run.');
}

/** Judges a case and delivers the report that was asked for. */
export async function report(subject: Case, notes: string[], request: CheckRequest, started: number, own: OwnSettings = noSettings, more: { trace?: ExploreTrace; applied?: Applied; /** Text that stands in front of a text report. */ before?: string } = {}): Promise<number> {
  const diagnosis = judgeCase(subject, request.settings, own.catalogue, request.selection.includes);
  const run: Run = {
    version: KMSDOCTOR_VERSION,
    startedAt: new Date(started).toISOString(),
    durationMs: Date.now() - started,
    subject, diagnosis, readingNotes: [...own.notes, ...untoldReason(subject, diagnosis.headline), ...notes],
    includeEvidence: request.includeEvidence,
    target: request.target,
    ...(own.helpdesk === null || request.redact ? {} : { helpdesk: own.helpdesk }),
    ...(more.trace === undefined ? {} : { trace: more.trace }),
    ...(more.applied === undefined ? {} : { applied: more.applied }),
  };
  const text = await render(request.redact ? await redacted(run, request, own) : run, request);
  await deliver(request.format === 'text' && request.detail !== 'quiet' ? `${more.before ?? ''}${text}` : text, request.output);
  return exitCodeOf(diagnosis.verdict, request.failOn);
}

async function render(run: Run, request: CheckRequest): Promise<string> {
  if (request.format === 'json') return (await import('../report/json.ts')).renderJson(run);
  return renderText(run, { ...terminalOf(request.color, request.output !== null), detail: request.detail });
}

/** A redacted report is the report of the redacted case: no sentence keeps a name that the evidence no longer holds. */
async function redacted(run: Run, request: CheckRequest, own: OwnSettings): Promise<Run> {
  const { redactWithSettings } = await import('./redact.ts');
  const { case: subject, settings } = redactWithSettings(run.subject, request.settings, [...request.files, ...request.hostFiles]);
  const diagnosis = judgeCase(subject, settings, own.catalogue, request.selection.includes);
  const checks = diagnosis.checks.map((c) => (c.fault === null || own.name === null ? c : { ...c, fault: c.fault.replaceAll(own.name, 'a config') }));
  return { ...run, subject, diagnosis: { ...diagnosis, checks }, readingNotes: own.redactedNotes, target: null };
}
