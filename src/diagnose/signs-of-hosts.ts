import type { Finding } from '../model/check.ts';
import type { Sign } from '../model/cause.ts';
import { oncePer } from '../model/once-per.ts';
import type { Signs } from './signs.ts';

/** Which KMS hosts signs tell of: what one host shows says nothing about another. */

type Behind = Signs['behind'];

/** A host's name as the findings give it; null: no host is named, so it is about the whole case. */
export type Place = string | null;

/**
 * The hosts at each of which all of the signs stand; null alone where none of them names a host. Empty: they stand at
 * different hosts, and together establish nothing.
 */
export function placesOf(signs: readonly Sign[], behind: Behind): Place[] {
  const named = signs.map((sign) => hostsOf(sign, behind)).filter(({ names }) => names.size > 0);
  if (named.length === 0) return [null];
  return [...new Set(named.flatMap(({ names }) => [...names]))].filter((host) => named.every((hosts) => mayBeAmong(host, hosts)));
}

/** Whether a sign tells of what is so at a place. Not where it names other hosts only. */
export function tellsOf(sign: Sign, place: Place, behind: Behind): boolean {
  const hosts = hostsOf(sign, behind);
  return place === null || hosts.names.size === 0 || mayBeAmong(place, hosts);
}

const labelOf = (name: string): string => name.split('.', 1)[0] ?? name;
const isAddress = (name: string): boolean => name.includes(':') || /^[\d.]+$/.test(name);

/** Hosts by what they are compared by, since a file may name thousands: `labels` the first label of every name, `short` the names that are one label. */
type Hosts = { names: ReadonlySet<string>; labels: ReadonlySet<string>; short: ReadonlySet<string>; hasAddress: boolean };

const readHosts = (names: readonly string[]): Hosts =>
  ({ names: new Set(names), labels: new Set(names.map(labelOf)), short: new Set(names.filter((n) => !n.includes('.'))), hasAddress: names.some(isAddress) });

const none = readHosts([]);

/** Hosts that the findings behind a sign name; none where one of them names none, for it may then be about any. */
const hostsOf = (sign: Sign, behind: Behind): Hosts => {
  const findings = behind.get(sign);
  return findings === undefined ? none : hostsNamed(findings);
};

const hostsNamed = oncePer((findings: readonly Finding[]): Hosts => {
  const hosts = findings.map(hostOf);
  return hosts.includes('') ? none : readHosts(hosts);
});

const hostOf = ({ args }: Finding): string => (typeof args['host'] === 'string' ? args['host'].toLowerCase().replace(/\.$/, '') : '');

/** Whether one of them may be this host: a short name may be the beginning of a long one, and an address that of any name. */
function mayBeAmong(host: string, { names, labels, short, hasAddress }: Hosts): boolean {
  if (hasAddress || isAddress(host)) return true;
  return host.includes('.') ? names.has(host) || short.has(labelOf(host)) : labels.has(host);
}
