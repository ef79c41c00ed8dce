import type { Case } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { withNetwork } from './add-evidence.ts';
import { report } from './check.ts';
import { readCheckRequest } from './check-request.ts';
import { progressLine } from './progress-line.ts';

/**
 * The demonstration: the reference estate with its KMS record missing. The session in a terminal, which takes care of
 * signals itself, else a report.
 */
export async function runDemo(flags: { format: string; color: boolean }, stoppable: () => AbortSignal): Promise<number> {
  if (process.stdin.isTTY && process.stdout.isTTY && process.env['TERM'] !== 'dumb' && flags.format === 'text') {
    return (await import('./session.ts')).runSessionCommand([], { kind: 'demo' });
  }
  const request = readCheckRequest([], flags);
  const started = Date.now();
  const progress = progressLine();
  const subject = await gatherDemo(progress.onProgress, stoppable()).finally(progress.end);
  return report(subject, ['This is the reference estate on this machine, with its KMS record taken out; nothing real was asked.'], request, started);
}

/** Starts the estate, gathers from it as from any network, and stops it. */
export async function gatherDemo(onProgress: (event: ProgressEvent) => void, signal: AbortSignal): Promise<Case> {
  const [{ startEstate }, { gatherNetwork }, { createNetwork }] = await Promise.all([
    import('../estate/estate.ts'), import('../collect/gather-network.ts'), import('../transport/network.ts'),
  ]);
  const now = Date.now();
  const estate = await startEstate('no-srv-record', now);
  try {
    const seen = await gatherNetwork(createNetwork(), {
      domains: [estate.domain], resolvers: [estate.resolver], kmsHosts: [], timeoutMs: 2000, vantage: 'operator', signal,
      skip: { icmp: true, clock: true }, now: Date.now,
    }, onProgress);
    const subject: Case = { ...estate.client, via: 'estate', collectedAt: new Date(now).toISOString(), redacted: false, related: [] };
    return withNetwork(subject, seen);
  } finally {
    await estate.stop();
  }
}
