import type { AddressLookup, IcmpProbe, RpcBindProbe, SrvLookup, TcpProbe } from './evidence.ts';

/** Where to send a DNS question: an address and a port (53 unless said). */
export type Resolver = { host: string; port: number };

export type Limits = { timeoutMs: number; signal: AbortSignal };

/** An observation without its vantage: the collector knows from where it looked. */
export type Unplaced<T> = Omit<T, 'vantage'>;

export type SntpReading =
  | { ok: true; offsetMs: number; roundTripMs: number; stratum: number }
  | { ok: false; reason: 'timeout' | 'refused' | 'unreachable' | 'malformed' | 'unsynchronised'; detail: string | null };

/**
 * The network as collectors see it. Transports implement it with real sockets, the reference estate in memory.
 * No member throws for anything that the network does: failure is a value.
 */
export type Network = {
  /** Resolvers that the system is configured with; empty where it has none. */
  systemResolvers(): Promise<Resolver[]>;
  /** DNS suffixes that the system searches, in order; empty where it has none. */
  systemSuffixes(): Promise<string[]>;
  lookupSrv(name: string, resolver: Resolver, limits: Limits): Promise<Unplaced<SrvLookup>>;
  lookupAddresses(name: string, resolver: Resolver, limits: Limits): Promise<Unplaced<AddressLookup>>;
  /**
   * The servers that a zone names as its own (NS), as a resolver knows them, in the order of their names; empty where it tells none,
   * for whatever reason. Absent where nobody can be asked for them.
   */
  lookupNameServers?(zone: string, resolver: Resolver, limits: Limits): Promise<string[]>;
  connect(host: string, address: string, port: number, limits: Limits): Promise<Unplaced<TcpProbe>>;
  /** Binds to the KMS interface and stops there: no activation request is ever sent. */
  bindRpc(host: string, address: string, port: number, limits: Limits): Promise<Unplaced<RpcBindProbe>>;
  ping(host: string, address: string, limits: Limits): Promise<Unplaced<IcmpProbe>>;
  readClock(host: string, port: number, limits: Limits): Promise<SntpReading>;
};
