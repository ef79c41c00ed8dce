import { nameKey } from '../../codec/dns/name.ts';
import type { ResourceRecord } from '../../codec/dns/record.ts';
import type { DnsUpdate } from '../../codec/dns/update.ts';
import { spellName } from '../../codec/dns/wire-name.ts';
import { applyUpdate } from './apply-update.ts';
import type { UpdateResult } from './apply-update.ts';
import { writtenSize } from './answer-writer.ts';
import { delayOf, noFaults } from './faults.ts';
import type { DnsFaults } from './faults.ts';
import { resolve } from './resolve.ts';
import type { Resolved } from './resolve.ts';
import { Views } from './views.ts';
import type { View, ZoneTable } from './views.ts';
import type { Zone } from './zone.ts';

/** Who asks, and how; `udpSize` is what it takes by EDNS (RFC 6891), 1232 octets unless said, 512 without EDNS. */
export type Asker = { address: string; transport: 'udp' | 'tcp'; udpSize?: number };

/** How a server took something: it answered, said nothing, sent octets that are no message, or hung up (over TCP alone). */
export type DnsOutcome = 'answered' | 'silent' | 'garbled' | 'refused';

/** `rcode` is null unless answered. A truncated answer holds no records. `delayMs` is how long it took to come. */
export type DnsReply = {
  outcome: DnsOutcome;
  rcode: string | null;
  /** Aliases in the order followed, then the records of the type. */
  answers: readonly ResourceRecord[];
  /** The SOA of the zone that says no, or the servers to ask instead. */
  authority: readonly ResourceRecord[];
  truncated: boolean;
  authoritative: boolean;
  delayMs: number;
};

/** What came of an update; `rcode` is null unless answered. */
export type UpdateReply = { outcome: DnsOutcome; rcode: UpdateResult | (string & {}) | null; delayMs: number };

export type ReferenceDnsOptions = {
  zones?: readonly Zone[];
  /** Other zones for some askers; whom no view names gets `zones`. */
  views?: readonly View[];
  /** Who is asked for names outside its zones: it is then a resolver. */
  forwardTo?: ReferenceDns;
  /** The address from which it asks that server; 127.0.0.1 unless said. */
  address?: string;
  /** What it says of names outside its zones where it asks nobody: `NXDOMAIN` makes it a public resolver that never heard of them. */
  foreign?: 'REFUSED' | 'NXDOMAIN';
};

/** Servers asked one through the other. */
const maxForwards = 8;
/** How long a resolver waits for a server that says nothing: the default of Windows DNS for a forwarder, 3 seconds. */
const forwardTimeoutMs = 3000;

const unresolved: Resolved = { rcode: 'SERVFAIL', answers: [], authority: [], authoritative: false, delayMs: 0 };
const bare = { outcome: 'answered', answers: [], authority: [], truncated: false, authoritative: false } as const;

/** A DNS server in memory: it looks up, takes updates, and can have faults. `answerMessage` gives it octets, `startReferenceDns` sockets. */
export class ReferenceDns {
  /** To be changed at run time. */
  readonly faults: DnsFaults = noFaults();
  readonly recursive: boolean;
  private readonly views: Views;
  private readonly forwardTo: ReferenceDns | null;
  private readonly address: string;
  private readonly foreign: string;

  constructor(options: ReferenceDnsOptions) {
    this.views = new Views(options.zones ?? [], options.views ?? []);
    this.forwardTo = options.forwardTo ?? null;
    this.address = options.address ?? '127.0.0.1';
    this.foreign = options.foreign ?? 'REFUSED';
    this.recursive = this.forwardTo !== null || this.foreign === 'NXDOMAIN';
  }

  /** The zones that an asker from this address is answered from. */
  zonesFor(address: string): ZoneTable {
    return this.views.zonesFor(address);
  }

  /** Looks a name up as if by a message; `type` by name, such as `SRV` or `ANY`. `forwards` counts servers that asked in turn. */
  lookup(name: string, type: string, from: Asker, forwards = 0): DnsReply {
    const delayMs = delayOf(this.faults, name);
    const outcome = this.failure(from);
    if (outcome !== null) return { ...bare, outcome, rcode: null, delayMs };
    const { rcode: forced, truncatesUdp } = this.faults;
    if (forced !== null) return { ...bare, rcode: forced, delayMs };
    const found = this.resolve(name, type, from.address, forwards);
    const reply = { ...bare, ...found, delayMs: delayMs + found.delayMs };
    if (from.transport === 'tcp') return reply;
    const size = Math.max(from.udpSize ?? 1232, 512);
    const truncated = truncatesUdp || writtenSize(name, type, found, size) > size;
    return truncated ? { ...reply, answers: [], authority: [], truncated } : reply;
  }

  /** Takes an update from whom `identity` names (a computer's account, such as `KMS2$`); null for an unsigned one. */
  update(update: DnsUpdate, from: Asker, identity: string | null): UpdateReply {
    const delayMs = delayOf(this.faults, update.zone);
    const failed = this.failure(from);
    if (failed !== null) return { outcome: failed, rcode: null, delayMs };
    if (this.faults.rcode !== null) return { outcome: 'answered', rcode: this.faults.rcode, delayMs };
    return { outcome: 'answered', rcode: this.takeUpdate(update, from.address, identity), delayMs };
  }

  /** What its zones make of an update: no fault of its own counts. */
  takeUpdate(update: DnsUpdate, address: string, identity: string | null): UpdateResult {
    const zone = this.zonesFor(address).get(nameKey(update.zone));
    return zone === undefined ? 'NOTAUTH' : applyUpdate(zone, update, identity);
  }

  /** What its zones, and the servers that it asks, say: no fault of its own counts. */
  resolve(name: string, type: string, address: string, forwards = 0): Resolved {
    const { forwardTo } = this;
    const forward = forwardTo === null ? null : (next: string) => this.askForward(forwardTo, next, type, forwards + 1);
    const spelled = spellName(name);
    return spelled === null ? { ...unresolved, rcode: 'FORMERR' } : resolve(this.zonesFor(address), spelled, type, forward, this.foreign);
  }

  /** How its faults meet every message; null where it is taken. */
  failure({ transport }: Asker): Exclude<DnsOutcome, 'answered'> | null {
    const { silent, garbled, refusesTcp } = this.faults;
    if (refusesTcp && transport === 'tcp') return 'refused';
    if (silent) return 'silent';
    return garbled ? 'garbled' : null;
  }

  private askForward(to: ReferenceDns, name: string, type: string, forwards: number): Resolved {
    if (forwards > maxForwards) return unresolved;
    const asFrom = (transport: 'udp' | 'tcp'): DnsReply => to.lookup(name, type, { address: this.address, transport }, forwards);
    const first = asFrom('udp');
    const reply = first.truncated ? asFrom('tcp') : first;
    if (reply.outcome === 'refused') return { ...unresolved, delayMs: reply.delayMs };
    if (reply.outcome !== 'answered' || reply.delayMs >= forwardTimeoutMs) return { ...unresolved, delayMs: forwardTimeoutMs };
    // A server's trouble is not passed on as it is: to whoever asks the resolver, it is the resolver that failed.
    if (reply.rcode !== 'NOERROR' && reply.rcode !== 'NXDOMAIN') return { ...unresolved, delayMs: reply.delayMs };
    return { rcode: reply.rcode, answers: reply.answers, authority: reply.authority, authoritative: false, delayMs: reply.delayMs };
  }
}
