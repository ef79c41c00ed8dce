import type { Case } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { withNetwork } from './add-evidence.ts';

/** Starts the estate with its fault, gathers from it as from any network and any machine, and stops it. */
export async function gatherDemo(onProgress: (event: ProgressEvent) => void, signal: AbortSignal): Promise<Case> {
  const [{ startLoopbackEstate }, { estateWithoutRecord }, { gatherNetwork }, { createNetwork }, { readEstateClient }] = await Promise.all([
    import('../estate/loopback-estate.ts'), import('../estate/known-estates.ts'), import('../collect/gather-network.ts'), import('../transport/network.ts'),
    import('./scenario/read-estate.ts'),
  ]);
  const scenario = estateWithoutRecord();
  const estate = await startLoopbackEstate(scenario, { now: Date.now, log: () => undefined });
  try {
    const seen = await gatherNetwork(createNetwork(), {
      domains: [estate.domain], resolvers: [estate.dns], kmsHosts: [], timeoutMs: 2000, vantage: 'operator', signal,
      skip: { icmp: true, clock: true }, now: Date.now,
    }, onProgress);
    const client = await readEstateClient(estate.world, scenario.look, 'WS-0142', signal);
    const subject: Case = { ...client, via: 'estate', collectedAt: new Date().toISOString(), redacted: false, related: [] };
    return withNetwork(subject, seen);
  } finally {
    await estate.stop();
  }
}
