import type { Code } from '../../model/evidence.ts';
import type { Random } from '../clock/random.ts';
import type { MachineState } from '../machine/state.ts';
import type { NameReply, NameServers } from '../network/ask-names.ts';
import { askNames } from '../network/ask-names.ts';
import type { Node, Wire } from '../network/wire.ts';
import { dnsFailureOf, dnsFailures } from './dns-failures.ts';

export type Target = { host: string; port: number };

export type Found<T> = { ok: true; value: T } | { ok: false; code: Code };

const dnsLimitMs = 5000;

/** What a machine's own DNS client sees. */
export type NameAsker = { machine: MachineState; node: Node; wire: Wire; servers: NameServers };

/** The zones in which a machine looks for its host: its lookup domain alone, or each suffix that it has. Source: Microsoft, KMS and DNS. */
export function zonesOf({ settings, dns }: MachineState): string[] {
  if (settings.lookupDomain !== null) return [settings.lookupDomain];
  return [...new Set([dns.primarySuffix, ...dns.searchList, dns.connectionSuffix].filter((s) => s !== '').map((s) => s.toLowerCase()))];
}

/** Asks the machine's resolvers in their order; the next where one does not answer. */
function ask({ machine, node, wire, servers }: NameAsker, name: string, type: 'SRV' | 'A' | 'AAAA'): NameReply | null {
  let last: NameReply | null = null;
  for (const resolver of machine.dns.servers) {
    last = askNames(wire, servers, node, resolver, name, type, dnsLimitMs);
    if (last.outcome === 'answered') return last;
  }
  return last;
}

/** Every address of a name, IPv4 first; the name itself where it is an address. */
export function addressesOf(asker: NameAsker, host: string): Found<string[]> {
  if (host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host)) return { ok: true, value: [host] };
  if (/^localhost\.?$/i.test(host)) return { ok: true, value: ['127.0.0.1'] };
  const names = host.includes('.') ? [host] : zonesOf({ ...asker.machine, settings: { ...asker.machine.settings, lookupDomain: null } }).map((zone) => `${host}.${zone}`);
  let code: Code = names.length === 0 ? dnsFailureOf('NXDOMAIN') : dnsFailures.noServers;
  for (const name of names) {
    const replies = [ask(asker, name, 'A'), ask(asker, name, 'AAAA')];
    const found = replies.flatMap((reply) => (reply?.answer?.answers ?? []).flatMap((r) => (r.type === 'A' || r.type === 'AAAA' ? [r.data] : [])));
    if (found.length > 0) return { ok: true, value: found };
    code = failureOf(replies[0] ?? null);
  }
  return { ok: false, code };
}

function failureOf(reply: NameReply | null): Code {
  if (reply === null) return dnsFailures.noServers;
  if (reply.outcome === 'malformed') return dnsFailures.badPacket;
  if (reply.outcome !== 'answered') return dnsFailures.timedOut;
  return reply.rcode === null || reply.rcode === 'NOERROR' ? dnsFailures.noRecords : dnsFailureOf(reply.rcode);
}

/**
 * The hosts that DNS names, in the order in which this machine tries them: the lowest priority first, in it at random by
 * weight (RFC 2782). Source: Microsoft, activate-windows-clients-vamt.
 */
export function discoverHosts(asker: NameAsker, random: Random): Found<Target[]> {
  const zones = zonesOf(asker.machine);
  if (asker.machine.dns.servers.length === 0) return { ok: false, code: dnsFailures.noServers };
  let code: Code = dnsFailures.noSuffix;
  for (const zone of zones) {
    const reply = ask(asker, `_vlmcs._tcp.${zone}`, 'SRV');
    const records = (reply?.answer?.answers ?? []).flatMap((r) => (r.type === 'SRV' ? [r.data] : []));
    if (records.length > 0) return { ok: true, value: shuffled(records, random).map(({ target, port }) => ({ host: target, port })) };
    code = failureOf(reply);
  }
  return { ok: false, code };
}

type Weighted = { priority: number; weight: number };

/** The order of RFC 2782 for records of several priorities and weights. */
export function shuffled<T extends Weighted>(records: readonly T[], random: Random): T[] {
  const left = [...records];
  const order: T[] = [];
  while (left.length > 0) {
    const lowest = Math.min(...left.map((r) => r.priority));
    const group = left.filter((r) => r.priority === lowest);
    const total = group.reduce((sum, r) => sum + r.weight, 0);
    // Where no weight is given every record is as likely as another.
    let pick = total === 0 ? random.below(group.length) : -1;
    if (pick < 0) {
      let share = random.next() * total;
      pick = group.findIndex((r) => (share -= r.weight) < 0);
    }
    const chosen = group[Math.max(pick, 0)] as T;
    order.push(chosen);
    left.splice(left.indexOf(chosen), 1);
  }
  return order;
}
