import { nameKey } from '../codec/dns/name.ts';
import { seen, unseen } from '../model/evidence.ts';
import type {
  AddressLookup, ClockOffset, Evidence, EvidenceKinds, IcmpProbe, Observed, RpcBindProbe, SrvLookup, TcpProbe, UnseenReason, Vantage,
} from '../model/evidence.ts';
import type { SntpReading } from '../model/network.ts';

/** The kinds that the network can show. */
export type NetworkKind = 'dnsSrv' | 'addresses' | 'tcp' | 'rpcBind' | 'icmp' | 'clock';

/** Who observes each kind, for people. */
const observers: Readonly<Record<NetworkKind, string>> = {
  dnsSrv: 'dns', addresses: 'dns', tcp: 'tcp connect', rpcBind: 'rpc bind', icmp: 'ping', clock: 'sntp',
};

export type WhyNot = { reason: UnseenReason; detail: string | null };

type Span = { from: number; to: number };
type ClockTry = { host: string; address: string; reading: SntpReading };

const clockReasons: Readonly<Record<Extract<SntpReading, { ok: false }>['reason'], UnseenReason>> = {
  timeout: 'timeout', refused: 'refused', unreachable: 'unreachable', malformed: 'unparsable', unsynchronised: 'unsupported',
};

type Key = readonly (number | string)[];

/** Sort keys side by side, member by member: a rank or port is a number, so that 10 stands behind 9. */
function compareKeys(a: Key, b: Key): number {
  for (const [n, left] of a.entries()) {
    const right = b[n] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** The items in the order of their keys, each made once: thousands of items are sorted again and again while they come. */
const sortedBy = <T>(items: readonly T[], keyOf: (item: T) => Key): T[] =>
  items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);

const familyOf = (address: string | null): number => (address?.includes(':') ? 1 : 0);

/**
 * What has been observed so far. Answers arrive in any order; evidence lists them in one that depends only on what was
 * asked and answered: suffixes and resolvers as given, hosts by hand first and then as their SRV records rank, v4 first.
 */
export class Notebook {
  readonly srv: SrvLookup[] = [];
  readonly addresses: AddressLookup[] = [];
  readonly tcp: TcpProbe[] = [];
  readonly rpcBind: RpcBindProbe[] = [];
  readonly icmp: IcmpProbe[] = [];
  readonly clock: ClockTry[] = [];
  private readonly spans = new Map<NetworkKind, Span>();
  private readonly vantage: Vantage;
  private names: readonly string[] = [];
  private resolvers: readonly string[] = [];
  private hosts: readonly string[] = [];

  constructor(vantage: Vantage) {
    this.vantage = vantage;
  }

  /** The orders as asked: SRV names, resolvers as text, hosts named by hand with every name they are asked under. */
  orderBy(names: readonly string[], resolvers: readonly string[], hosts: readonly string[]): void {
    this.names = names;
    this.resolvers = resolvers;
    this.hosts = hosts;
  }

  /** Widens the time in which a kind was observed. */
  addSpan(kind: NetworkKind, from: number, to: number): void {
    const span = this.spans.get(kind);
    this.spans.set(kind, span ? { from: Math.min(span.from, from), to: Math.max(span.to, to) } : { from, to });
  }

  /** The evidence as it stands; `whyNot` says for each kind why there is none, where there is none. */
  toEvidence(whyNot: (kind: NetworkKind) => WhyNot): Pick<Evidence, NetworkKind> {
    const dnsSrv = this.sortedSrv();
    const rank = this.hostRanks(dnsSrv);
    const rankOf = (host: string): number => rank.get(nameKey(host)) ?? rank.size;
    const sorted = <T extends { host: string; address: string | null; port?: number }>(probes: readonly T[]): T[] =>
      sortedBy(probes, (probe) => [rankOf(probe.host), probe.host, probe.port ?? 0, familyOf(probe.address), probe.address ?? '']);
    const lookups = sortedBy(this.addresses, (lookup) => [rankOf(lookup.name), lookup.name, this.resolvers.indexOf(lookup.resolver ?? '')]);
    return {
      dnsSrv: this.observe('dnsSrv', dnsSrv, whyNot),
      addresses: this.observe('addresses', lookups, whyNot),
      tcp: this.observe('tcp', sorted(this.tcp), whyNot),
      rpcBind: this.observe('rpcBind', sorted(this.rpcBind), whyNot),
      icmp: this.observe('icmp', sorted(this.icmp), whyNot),
      clock: this.toClock(sorted(this.clock), whyNot),
    };
  }

  private observe<K extends NetworkKind>(kind: K, items: EvidenceKinds[K], whyNot: (kind: NetworkKind) => WhyNot): Observed<EvidenceKinds[K]> {
    const span = this.spans.get(kind);
    const { reason, detail } = whyNot(kind);
    if (items.length === 0 || span === undefined) return unseen(reason, detail);
    return seen(items, { by: observers[kind], vantage: this.vantage, at: new Date(span.from).toISOString(), tookMs: Math.round(span.to - span.from) });
  }

  /** One offset a host: its addresses are one clock. Where none could be read, why the first could not. */
  private toClock(tries: readonly ClockTry[], whyNot: (kind: NetworkKind) => WhyNot): Evidence['clock'] {
    const offsets = new Map<string, ClockOffset>();
    for (const { host, reading } of tries) {
      if (reading.ok && !offsets.has(nameKey(host))) offsets.set(nameKey(host), { reference: host, vantage: this.vantage, offsetMs: reading.offsetMs });
    }
    const failed = tries.find(({ reading }) => !reading.ok);
    if (offsets.size > 0 || failed === undefined || failed.reading.ok) return this.observe('clock', [...offsets.values()], whyNot);
    const { reason, detail } = failed.reading;
    return unseen(clockReasons[reason], `${failed.host} gave no time: ${detail ?? reason}`);
  }

  private sortedSrv(): SrvLookup[] {
    return sortedBy(this.srv, ({ name, resolver }) => [this.names.indexOf(name), this.resolvers.indexOf(resolver ?? '')]);
  }

  private hostRanks(dnsSrv: readonly SrvLookup[]): Map<string, number> {
    const ranks = new Map<string, number>();
    for (const host of [...this.hosts, ...dnsSrv.flatMap(({ answers }) => answers.map(({ target }) => target))]) {
      if (!ranks.has(nameKey(host))) ranks.set(nameKey(host), ranks.size);
    }
    return ranks;
  }
}
