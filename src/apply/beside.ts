import type { LookBeside, RemedyPlan } from '../model/apply.ts';
import type { Diagnosis } from '../model/report.ts';

/** What a diagnosis shows of what a plan is about: its proving checks, and which of its causes are named. */
export function lookBeside({ verdict, headline, checks, causes }: Diagnosis, { remedy, verifyWith }: Pick<RemedyPlan, 'remedy' | 'verifyWith'>): LookBeside {
  return {
    verdict, headline,
    checks: verifyWith.flatMap((id) => checks.filter((c) => c.id === id)).map(({ id, title, status, findings }) => ({ id, title, status, messages: findings.map((f) => f.message) })),
    causes: causes.filter((c) => c.remedies.includes(remedy)).map((c) => c.cause),
  };
}
