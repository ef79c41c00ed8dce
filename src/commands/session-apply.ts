import { planRemedy } from '../apply/plan-remedy.ts';
import type { RemedyPlan } from '../model/apply.ts';
import type { Case } from '../model/evidence.ts';
import { cleanText } from '../model/clean.ts';
import type { Diagnosis } from '../model/report.ts';
import type { ApplyEvent, ApplyOrder, SessionRequest } from '../ui/session-effects.ts';
import { knownSoFar } from './apply-interrupted.ts';
import type { KnownSoFar } from './apply-interrupted.ts';
import { appliedOf, carryOutOn, isOwnRemedy, withAttempts } from './apply-remedy.ts';
import type { CheckRequest } from './check-request.ts';
import { gatherCase } from './gather-case.ts';
import type { GatherWith } from './gather-case.ts';
import { accessOf } from './read-live-machines.ts';
import { isUsageError, UsageError } from './usage-error.ts';

/** What carrying out each remedy of a diagnosis would do; nothing for what is no machine that can be acted on. */
export const plansFor = (request: SessionRequest, subject: Case, diagnosis: Diagnosis): Readonly<Record<string, RemedyPlan>> =>
  (request.kind !== 'machine' ? {} : Object.fromEntries(Object.values(diagnosis.remedies).map((remedy) => [remedy.id, planRemedy(remedy, subject, diagnosis, isOwnRemedy(remedy.id))])));

export type SessionApply = {
  apply: (order: ApplyOrder, emit: (event: ApplyEvent) => void, signal: AbortSignal) => void;
  /** What is known of a remedy that was being carried out when the session ended; null where none was. */
  lastWords: () => string | null;
};

/** How the session carries remedies out: `asked` reads a request, `judge` judges what is seen afterwards. */
export function sessionApply(asked: (request: Extract<SessionRequest, { kind: 'machine' }>) => CheckRequest | null, judge: (subject: Case, request: SessionRequest) => Diagnosis): SessionApply {
  let known: KnownSoFar | null = null;
  const run = async ({ request, plan, case: before, diagnosis }: ApplyOrder, emit: (event: ApplyEvent) => void, signal: AbortSignal): Promise<void> => {
    const read = request.kind === 'machine' ? asked(request) : null;
    if (request.kind !== 'machine' || read === null || read.live === null) throw new UsageError('A remedy is carried out on a machine alone.');
    const use: GatherWith = { network: async () => (await import('../transport/network.ts')).createNetwork(), onProgress: () => undefined, signal, now: Date.now, password: request.password?.reveal() ?? null };
    const access = await accessOf(read, use);
    const told = knownSoFar(plan, { case: before, diagnosis }, cleanText(read.live.text));
    known = told;
    const ranAt = new Date().toISOString();
    const carried = await carryOutOn(read.live, plan, access, (news) => {
      told.onStep(news);
      emit({ type: 'step', number: news.number, ended: news.ended });
    });
    told.end();
    emit({ type: 'looking' });
    const subject = withAttempts((await gatherCase(read, { ...use, access })).case, carried.attempts);
    const after = judge(subject, request);
    emit({ type: 'applied', applied: appliedOf(plan, read.live, ranAt, carried, { case: before, diagnosis }, after), diagnosis: after, case: subject, plans: plansFor(request, subject, after) });
  };
  return {
    apply: (order, emit, signal) => {
      run(order, emit, signal).catch((error: unknown) => emit({ type: 'failed', message: isUsageError(error) ? error.message : `That failed, which is a fault of ours: ${String(error)}` }));
    },
    lastWords: () => known?.words() ?? null,
  };
}
