import { judgeCase } from '../diagnose/judge-case.ts';
import { nearestWords } from '../model/nearest.ts';
import type { Case } from '../model/evidence.ts';
import type { ExploreTrace } from '../model/explore.ts';
import type { Run } from '../model/report.ts';
import { catalogue } from './catalogue.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { exitCodeOf } from './exit-codes.ts';
import { gatherCase } from './gather-case.ts';
import type { GatherWith } from './gather-case.ts';
import { progressLine } from './progress-line.ts';
import { renderText } from '../report/text.ts';
import { deliver, inviteToPaste, terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `kmsdoctor check`: gathers, judges, reports. Gives the exit code. */
export async function runCheck(targets: readonly string[], flags: CheckFlags, signal: AbortSignal): Promise<number> {
  const request = readCheckRequest(targets, flags);
  refuseUnknownChecks(request);
  const started = Date.now();
  inviteToPaste([...request.files, ...request.hostFiles]);
  const progress = progressLine();
  const use: GatherWith = {
    network: async () => (await import('../transport/network.ts')).createNetwork(),
    onProgress: progress.onProgress, signal, now: Date.now,
  };
  if (request.explore) {
    const { exploreCase } = await import('./explore-case.ts');
    const { case: subject, notes, trace, traceText } = await exploreCase(request, use).finally(progress.end);
    const code = await report(subject, notes, request, started, request.trace ? trace : undefined);
    if (request.trace && request.format === 'text') process.stderr.write(traceText);
    return code;
  }
  const gathered = await gatherCase(request, use).finally(progress.end);
  return report(gathered.case, gathered.notes, request, started);
}

function refuseUnknownChecks({ selection }: CheckRequest): void {
  const ids = catalogue.checks.map((c) => c.id);
  const [unmatched] = selection.unmatched(ids);
  if (unmatched !== undefined) {
    const [near] = ids.some((id) => id.startsWith(`${unmatched}/`)) ? [`${unmatched}/*`] : nearestWords(unmatched, ids);
    throw new UsageError(near === undefined ? `No check has the id ${unmatched}: ids look like dns/srv-record-found, and kmsdoctor check --format json lists them.` : `No check has the id ${unmatched}: did you mean ${near}?`);
  }
  if (!ids.some(selection.includes)) throw new UsageError('--only and --skip leave no check to run.');
}

/** Judges a case and delivers the report that was asked for. */
export async function report(subject: Case, notes: string[], request: CheckRequest, started: number, trace?: ExploreTrace): Promise<number> {
  const diagnosis = judgeCase(subject, request.settings, catalogue, request.selection.includes);
  const run: Run = {
    version: KMSDOCTOR_VERSION,
    startedAt: new Date(started).toISOString(),
    durationMs: Date.now() - started,
    subject, diagnosis, readingNotes: notes,
    includeEvidence: request.includeEvidence,
    target: request.target,
    ...(trace === undefined ? {} : { trace }),
  };
  await deliver(await render(request.redact ? await redacted(run, request) : run, request), request.output);
  return exitCodeOf(diagnosis.verdict, request.failOn);
}

async function render(run: Run, request: CheckRequest): Promise<string> {
  if (request.format === 'json') return (await import('../report/json.ts')).renderJson(run);
  return renderText(run, { ...terminalOf(request.color, request.output !== null), detail: request.detail });
}

/** A redacted report is the report of the redacted case: no sentence keeps a name that the evidence no longer holds. */
async function redacted(run: Run, request: CheckRequest): Promise<Run> {
  const { redactWithSettings } = await import('./redact.ts');
  const { case: subject, settings } = redactWithSettings(run.subject, request.settings, [...request.files, ...request.hostFiles]);
  return { ...run, subject, diagnosis: judgeCase(subject, settings, catalogue, request.selection.includes), readingNotes: [], target: null };
}
