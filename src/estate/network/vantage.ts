import { resolverText } from '../../codec/dns/resolver-text.ts';
import type { RpcBindProbe, SrvAnswer } from '../../model/evidence.ts';
import type { Limits, Network, Resolver, Unplaced } from '../../model/network.ts';
import type { NameReply, NameServers } from './ask-names.ts';
import { askNames } from './ask-names.ts';
import type { AskedType, NameRecord } from './name-server.ts';
import type { Node, Opening, Wire } from './wire.ts';

/** From where the network is looked at, and what that place knows of names and time. */
export type Viewpoint = {
  node: Node;
  resolvers: () => readonly string[];
  suffixes: () => readonly string[];
  /** Milliseconds that its clock is ahead of that of the machine at an address; null where that one tells no time. */
  aheadOf: (address: string) => number | null;
};

/** The network of an estate in memory as collectors see it from one place. Answers at once, whatever would take time. */
export function networkFrom({ node, resolvers, suffixes, aheadOf }: Viewpoint, wire: Wire, servers: NameServers): Network {
  const ask = (resolver: Resolver, name: string, type: AskedType, { timeoutMs }: Limits): NameReply =>
    askNames(wire, servers, node, resolver.host, name, type, timeoutMs);
  return {
    systemResolvers: async () => resolvers().map((host) => ({ host, port: 53 })),
    systemSuffixes: async () => [...suffixes()],
    lookupSrv: async (name, resolver, limits) => {
      const { outcome, rcode, answer } = ask(resolver, name, 'SRV', limits);
      return { name, resolver: resolverText(resolver), rcode, outcome, answers: inOrder(answer?.answers ?? []), truncatedThenTcp: answer?.truncated ?? false };
    },
    lookupAddresses: async (name, resolver, limits) => {
      const v4 = ask(resolver, name, 'A', limits);
      const v6 = ask(resolver, name, 'AAAA', limits);
      const { outcome, rcode } = (v4.answer?.answers.length ?? 0) > 0 || (v6.answer?.answers.length ?? 0) === 0 ? v4 : v6;
      const records = [...(v4.answer?.answers ?? []), ...(v6.answer?.answers ?? [])];
      return {
        name, resolver: resolverText(resolver), rcode, outcome, a: dataOf(records, 'A'), aaaa: dataOf(records, 'AAAA'), cnames: [...new Set(dataOf(records, 'CNAME'))],
      };
    },
    lookupNameServers: async (zone, resolver, limits) =>
      [...new Set(dataOf(ask(resolver, zone, 'NS', limits).answer?.answers ?? [], 'NS').map((name) => name.toLowerCase()))].toSorted(),
    connect: async (host, address, port, { timeoutMs }) => {
      const opening = wire.open(node, address, port, timeoutMs);
      const at = { host, address, port };
      if (opening.outcome === 'open') return { ...at, outcome: 'open', cause: null, tookMs: opening.delayMs };
      return { ...at, outcome: opening.outcome, cause: opening.cause, tookMs: opening.outcome === 'timeout' ? timeoutMs : 1 };
    },
    bindRpc: async (host, address, port, { timeoutMs }) => ({ host, address, port, ...bindOutcome(wire.open(node, address, port, timeoutMs)) }),
    ping: async (host, address, { timeoutMs }) => {
      const way = wire.exchanges(node, address, 'icmp', 0, timeoutMs);
      const replied = typeof way === 'object' && way.node.answersPing;
      return { host, address, outcome: replied ? 'replied' : 'no-reply', detail: null, tookMs: replied ? way.delayMs : null };
    },
    readClock: async (host, port, { timeoutMs }) => {
      const way = wire.exchanges(node, host, 'udp', port, timeoutMs);
      if (way === 'timeout' || way === 'unreachable') return { ok: false, reason: way, detail: null };
      const offsetMs = aheadOf(host);
      return offsetMs === null ? { ok: false, reason: 'refused', detail: null } : { ok: true, offsetMs, roundTripMs: way.delayMs, stratum: 3 };
    },
  };
}

const dataOf = (records: readonly NameRecord[], type: 'A' | 'AAAA' | 'CNAME' | 'NS'): string[] =>
  records.flatMap((r) => (r.type === type ? [r.data] : []));

/** As clients prefer them: the lowest priority first, in it the heaviest. */
const inOrder = (records: readonly NameRecord[]): SrvAnswer[] =>
  records.flatMap((r) => (r.type === 'SRV' ? [{ ...r.data, ttl: r.ttl }] : [])).toSorted((a, b) => a.priority - b.priority || b.weight - a.weight || (a.target < b.target ? -1 : 1));

type Ending = Pick<Unplaced<RpcBindProbe>, 'outcome' | 'reason' | 'looksLike'>;

const ending = (outcome: Ending['outcome'], reason: string | null, looksLike: string | null = null): Ending => ({ outcome, reason, looksLike });

function bindOutcome(opening: Opening): Ending {
  if (opening.outcome !== 'open') return ending(opening.outcome === 'timeout' ? 'silent' : 'closed', `no connection (${opening.cause})`);
  switch (opening.effect?.kind) {
    // Of a way that swallows answers the small ones come through, else no connection would open at all: what is lost is what the host says to the request.
    case 'stall': return ending('silent', 'no answer to the bind in time');
    case 'close-rpc': return ending('closed', 'the peer closed the connection');
    case 'reset': return ending('closed', 'the peer reset the connection (ECONNRESET)');
    default:
  }
  switch (opening.program.kind) {
    case 'kms': return ending('accepted', null);
    case 'other-rpc': return ending('rejected', 'provider rejection (2): it does not serve the KMS interface (abstract syntax not supported) (1)');
    case 'naks': return ending('nak', 'local limit exceeded (2)');
    case 'foreign': return ending('not-rpc', 'the peer speaks another protocol', opening.program.looksLike);
    case 'mute': return ending('silent', 'no answer to the bind in time');
    case 'closes': return ending('closed', 'the peer closed the connection');
  }
}
