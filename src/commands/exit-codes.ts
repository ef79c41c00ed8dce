import type { Verdict } from '../model/report.ts';

/** Exit codes of the public contract. */
export const exitCodes = { ok: 0, wrong: 1, unknown: 2, bug: 3, usage: 64 } as const;

/** `degraded` is wrong only for those who ask for it with --fail-on warn. */
export function exitCodeOf(verdict: Verdict, failOn: 'warn' | 'fail'): number {
  if (verdict === 'failing') return exitCodes.wrong;
  if (verdict === 'degraded') return failOn === 'warn' ? exitCodes.wrong : exitCodes.ok;
  return verdict === 'unknown' ? exitCodes.unknown : exitCodes.ok;
}
