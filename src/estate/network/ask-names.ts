import type { LookupOutcome } from '../../model/evidence.ts';
import type { AskedType, NameAnswer, NameServer } from './name-server.ts';
import type { Node, Wire } from './wire.ts';

export type NameReply = { outcome: LookupOutcome; rcode: string | null; answer: NameAnswer | null };

/** The name servers of an estate by the name of their node. */
export type NameServers = ReadonlyMap<string, NameServer>;

const dnsPort = 53;

/** One question from a node to the resolver at an address, as the asker would see it within its limit. */
export function askNames(wire: Wire, servers: NameServers, from: Node, resolver: string, name: string, type: AskedType, timeoutMs: number): NameReply {
  const way = wire.exchanges(from, resolver, 'udp', dnsPort, timeoutMs);
  if (way === 'timeout' || way === 'unreachable') return { outcome: way, rcode: null, answer: null };
  const server = servers.get(way.node.name);
  // A machine that is up and is no name server answers with an ICMP error.
  if (server === undefined) return { outcome: 'refused', rcode: null, answer: null };
  const answer = server.answer(name, type, from.addresses[0] ?? '');
  if (answer.outcome === 'silent' || answer.delayMs + way.delayMs > timeoutMs) return { outcome: 'timeout', rcode: null, answer: null };
  if (answer.outcome === 'garbled') return { outcome: 'malformed', rcode: null, answer: null };
  return { outcome: 'answered', rcode: answer.rcode, answer };
}
