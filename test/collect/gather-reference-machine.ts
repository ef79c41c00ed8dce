import { gatherMachine } from '../../src/collect/gather-machine.ts';
import type { GatheredMachine, MachineRequest } from '../../src/collect/gather-machine.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { windowsMachineOf } from '../../src/estate/machine/windows-machine.ts';
import type { Evidence, EvidenceKind } from '../../src/model/evidence.ts';
import { evidenceKinds } from '../../src/model/evidence.ts';
import type { Network } from '../../src/model/network.ts';
import { now } from '../estate/machine/reference-machine.ts';

/** The time of every reading here. */
export const at = '2026-11-20T09:00:00.000Z';

/** A network with one KMS host; it notes what was asked of it. */
export function network(): { net: Network; asked: string[] } {
  const asked: string[] = [];
  const net: Network = {
    systemResolvers: async () => [{ host: '10.0.0.5', port: 53 }],
    systemSuffixes: async () => ['system.test'],
    lookupSrv: async (name) => {
      asked.push(name);
      return { name, resolver: '10.0.0.5', rcode: 'NOERROR', outcome: 'answered', answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms1.contoso.test', ttl: 3600 }], truncatedThenTcp: false };
    },
    lookupAddresses: async (name) => ({ name, resolver: '10.0.0.5', rcode: 'NOERROR', outcome: 'answered', a: ['10.0.0.11'], aaaa: [], cnames: [] }),
    connect: async (name, address, port) => {
      asked.push(`${name}:${port}`);
      return { host: name, address, port, outcome: 'open', cause: null, tookMs: 4 };
    },
    bindRpc: async (name, address, port) => ({ host: name, address, port, outcome: 'accepted', reason: null, looksLike: null }),
    ping: async (name, address) => ({ host: name, address, outcome: 'replied', detail: null, tookMs: 1 }),
    readClock: async (name) => {
      asked.push(`clock ${name}`);
      return { ok: true, offsetMs: 420, roundTripMs: 1, stratum: 3 };
    },
  };
  return { net, asked };
}

/** A look at a client, every part replaceable. */
export const request = (but: Partial<MachineRequest> = {}): MachineRequest =>
  ({ role: 'client', timeoutMs: 1000, signal: new AbortController().signal, now: () => now, skip: { icmp: true }, by: 'cim', ...but });

/** Nobody listens to the progress. */
export const silent = (): void => {};

/** A reference machine as it is gathered. */
export async function gather(state: MachineState, but: Partial<MachineRequest> = {}, net: Network | null = network().net): Promise<GatheredMachine> {
  return gatherMachine(windowsMachineOf(state, { now }, net), request(but), silent);
}

/** Each kind with `seen`, or the reason why it is not. */
export const states = ({ evidence }: { evidence: Evidence }): Partial<Record<EvidenceKind, string>> =>
  Object.fromEntries(evidenceKinds.map((kind) => {
    const observed = evidence[kind];
    return [kind, observed.state === 'seen' ? 'seen' : observed.reason];
  }));

/** The source of a kind that was read at once. */
export const source = (by: string, vantage: 'client' | 'host' = 'client') => ({ by, vantage, at, tookMs: 0 });
