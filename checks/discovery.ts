import type { AddressLookup, Machine, Observed, SrvAnswer, SrvLookup, Vantage } from '../src/model/evidence.ts';
import { valueOf } from '../src/model/evidence.ts';
import { addressKind } from '../src/knowledge/addresses.ts';

/** Facts about KMS discovery that several checks read in the same way. No check of its own. */

/** Lookups of the KMS record; a paste may hold other SRV names too. */
export const kmsLookups = (lookups: readonly SrvLookup[]): SrvLookup[] => lookups.filter((l) => /^_vlmcs\._tcp\./i.test(l.name));

/** `_vlmcs._tcp.contoso.test` → `contoso.test`. */
export const zoneOf = (name: string): string => name.replace(/^_vlmcs\._tcp\./i, '').replace(/\.$/, '').toLowerCase();

/** Answers that name a host; a target of `.` says that the service is decidedly not offered (RFC 2782). */
export const targetsOf = (lookups: readonly SrvLookup[]): SrvAnswer[] => lookups.flatMap((l) => l.answers).filter((a) => a.target !== '.');

/** True where the resolver gave an answer at all, be it that the name does not exist. */
export const gaveAnswer = (l: SrvLookup | AddressLookup): boolean =>
  l.outcome === 'answered' && (l.rcode === 'NOERROR' || l.rcode === 'NXDOMAIN' || l.rcode === null);

export const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b);
/** A name as it is compared. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** The same machine: equal names, or a short name and the long one that begins with it. An address is only itself. */
export function sameHost(a: string, b: string): boolean {
  const [one, other] = [plainName(a), plainName(b)];
  if (one === other) return true;
  if ((one.includes('.') && other.includes('.')) || labelOf(one) !== labelOf(other)) return false;
  return addressKind(one) === null && addressKind(other) === null;
}

function labelOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** Whether a name means the KMS host whose facts are at hand, by the label of its evidence or by what it calls itself. */
export function namesHost(name: string, host: { subject: string; machine: Observed<Machine> }): boolean {
  const machine = valueOf(host.machine);
  const own = machine?.hostName ?? null;
  const domain = machine?.domain ?? machine?.primaryDnsSuffix ?? null;
  return sameHost(name, host.subject) || (own !== null && sameHost(name, domain === null || domain === '' ? own : `${own}.${domain}`));
}

/**
 * Whether two private IPv4 addresses are of different networks: true where one is of another block of RFC 1918, as a home's
 * 192.168 beside an organisation's 10; false where both are of one /24; null where nothing can be said.
 */
export function areApart(one: string, other: string): boolean | null {
  const [a, b] = [privateBlockOf(one), privateBlockOf(other)];
  if (a === null || b === null) return null;
  if (a !== b) return true;
  return one.split('.').slice(0, 3).join() === other.split('.').slice(0, 3).join() ? false : null;
}

function privateBlockOf(address: string): string | null {
  if (address.startsWith('10.')) return '10';
  if (address.startsWith('192.168.')) return '192.168';
  return /^172\.(?:1[6-9]|2\d|3[01])\./.test(address) ? '172.16' : null;
}

/** From where, in words that fit a sentence. */
export const fromWhere = (vantage: Vantage): string => ({ client: 'the client', operator: 'here', host: 'the KMS host' })[vantage];

/** Observations from the client count before the operator's: a desk elsewhere says little about a client's path. */
export function preferred<T extends { vantage: Vantage }>(observations: readonly T[]): T[] {
  const fromClient = observations.filter((o) => o.vantage === 'client');
  return fromClient.length > 0 ? fromClient : [...observations];
}

/** To whom, in words that fit `answers … to`. */
export const toWhom = (vantage: Vantage): string => (vantage === 'operator' ? 'this machine' : fromWhere(vantage));

/** Names joined for a sentence; long lists are counted, not printed. */
export function listOf(names: readonly string[], most = 4): string {
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, most).join(', ');
  return distinct.length > most ? `${shown} and ${distinct.length - most} more` : shown;
}
