import type { Case } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { withNetwork } from './add-evidence.ts';

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
