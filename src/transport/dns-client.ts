import { randomInt } from 'node:crypto';
import { followAliases, maxAliases } from '../codec/dns/aliases.ts';
import { encodeQuery } from '../codec/dns/message.ts';
import type { DnsMessage, DnsRecord, RecordType } from '../codec/dns/message.ts';
import { nameKey } from '../codec/dns/name.ts';
import type { LookupOutcome } from '../model/evidence.ts';
import type { Resolver } from '../model/network.ts';
import type { Deadline } from './deadline.ts';
import { exchangeTcp, exchangeUdp } from './dns-exchange.ts';
import type { Exchange, Query } from './dns-exchange.ts';
import { addressOfResolver } from './resolver-address.ts';

/** The answer to one name and type after aliases; `records` are of that type alone. */
export type Lookup = {
  outcome: LookupOutcome;
  /** Null unless answered. */
  rcode: string | null;
  records: DnsRecord[];
  aliases: string[];
  truncatedThenTcp: boolean;
};

type Ask = { name: string; type: RecordType; address: string; port: number };

type Reply = { exchange: Exchange; truncatedThenTcp: boolean };

/** Codes with which old DNS software meets a question that it only dislikes for its EDNS (RFC 6891 §7). */
const dislikesEdns = new Set(['FORMERR', 'NOTIMP', 'BADVERS']);

function makeQuery(name: string, type: RecordType, edns: boolean): Query | null {
  const question = { id: randomInt(0x1_0000), name, type };
  const bytes = encodeQuery(question, edns);
  return bytes === null ? null : { question, bytes };
}

/**
 * One question: over UDP with EDNS; after half the time once more, and then without EDNS, since firewalls are known
 * to drop it; over TCP where the answer was cut.
 */
async function askOnce({ name, type, address, port }: Ask, deadline: Deadline): Promise<Reply> {
  const full = makeQuery(name, type, true);
  const plain = makeQuery(name, type, false);
  if (full === null || plain === null) return { exchange: { ok: false, outcome: 'malformed' }, truncatedThenTcp: false };
  const queries = [{ ...full, afterMs: 0 }, { ...plain, afterMs: deadline.remainingMs() / 2 }];
  let exchange = await exchangeUdp(queries, address, port, deadline);
  if (exchange.ok && dislikesEdns.has(exchange.message.rcode) && exchange.message.id === full.question.id) {
    const again = await exchangeUdp([{ ...plain, afterMs: 0 }], address, port, deadline);
    if (again.ok) exchange = again;
  }
  if (!exchange.ok || !exchange.message.truncated) return { exchange, truncatedThenTcp: false };
  const whole = await exchangeTcp(full, address, port, deadline);
  // TCP has room for every answer: one that is cut there too is none, and must not pass for an empty one.
  const isCut = whole.ok && whole.message.truncated;
  return { exchange: isCut ? { ok: false, outcome: 'malformed' } : whole, truncatedThenTcp: true };
}

const unanswered = (outcome: LookupOutcome, aliases: string[], truncatedThenTcp: boolean): Lookup =>
  ({ outcome, rcode: null, records: [], aliases, truncatedThenTcp });

/** Whether an alias leads out of the answer: the server named it, and left it to us to ask on. */
const leadsOn = (message: DnsMessage, owner: string, name: string, records: readonly DnsRecord[]): boolean =>
  message.rcode === 'NOERROR' && records.length === 0 && nameKey(owner) !== nameKey(name);

/**
 * Looks one name up, aliases followed: inside the answer, and by asking again where the answer ends with one. Ends
 * within the deadline, and after eight aliases whatever the zone says. A lookup whose alias could not be followed
 * keeps what came before.
 */
export async function lookUp(name: string, type: RecordType, resolver: Resolver, deadline: Deadline): Promise<Lookup> {
  const address = await addressOfResolver(resolver.host, deadline);
  if (address === null) return unanswered(deadline.signal.aborted ? 'timeout' : 'unreachable', [], false);
  const aliases: string[] = [];
  const asked = new Set<string>();
  let truncatedThenTcp = false;
  for (let next = name; ;) {
    asked.add(nameKey(next));
    const reply = await askOnce({ name: next, type, address, port: resolver.port }, deadline);
    truncatedThenTcp ||= reply.truncatedThenTcp;
    if (!reply.exchange.ok) return unanswered(reply.exchange.outcome, aliases, truncatedThenTcp);
    const { message } = reply.exchange;
    const found = followAliases(message.records, next, type);
    aliases.push(...found.aliases);
    const whole: Lookup = { outcome: 'answered', rcode: message.rcode, records: found.records, aliases, truncatedThenTcp };
    const goesOn = leadsOn(message, found.owner, next, found.records) && !found.loops && !asked.has(nameKey(found.owner));
    if (!goesOn || aliases.length >= maxAliases) return whole;
    next = found.owner;
  }
}
