import type { Vantage } from '../model/evidence.ts';
import type { Resolver } from '../model/network.ts';

/** A KMS host named by hand: a name or an address literal, and its port. */
export type NamedHost = { host: string; port: number };

/** What to gather from the network, and from where. */
export type GatherRequest = {
  /** DNS suffixes to search; where empty, those that the system searches. */
  domains: readonly string[];
  /** Resolvers to ask; null for those of the system. */
  resolvers: readonly Resolver[] | null;
  /** Probed beside whatever DNS names. */
  kmsHosts: readonly NamedHost[];
  /** Limit of each single probe, in milliseconds. */
  timeoutMs: number;
  vantage: Vantage;
  /** When aborted, no further probe starts, and what is known so far is the result. */
  signal: AbortSignal;
  /** `probes`: names are looked up, and nothing is sent to what they lead to. */
  skip: { icmp?: boolean; clock?: boolean; probes?: boolean };
  /** Unix milliseconds, for the sources' times. */
  now: () => number;
};

const withoutFinalDot = (name: string): string => (name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name);

const srvPrefix = '_vlmcs._tcp.';

/** The name under which clients look for KMS hosts of one suffix; a suffix that already is one stays as it is. */
export function srvNameOf(domain: string): string {
  const name = withoutFinalDot(domain.trim());
  return name.toLowerCase().startsWith(srvPrefix) ? name : `${srvPrefix}${name}`;
}

/** Names once each, without regard to letter case, in their first spelling and order. */
export function uniqueNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name) => withoutFinalDot(name.trim())).filter((name) => {
    const isNew = name !== '' && !seen.has(name.toLowerCase());
    seen.add(name.toLowerCase());
    return isNew;
  });
}

/** Whether a host is given as an address: then no DNS is asked for it. No host name holds a colon. */
export const isAddress = (host: string): boolean => host.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);

/** The names that DNS is asked for a host given by hand: as it stands, or under each suffix where it is a short name. */
export function namesOfHost(host: string, suffixes: readonly string[]): string[] {
  const name = withoutFinalDot(host);
  return name.includes('.') || suffixes.length === 0 ? [name] : suffixes.map((suffix) => `${name}.${suffix}`);
}
