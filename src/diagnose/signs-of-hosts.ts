import type { Finding } from '../model/check.ts';
import type { Sign } from '../model/cause.ts';
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
  const named = signs.map((sign) => hostsOf(sign, behind)).filter((hosts) => hosts.length > 0);
  if (named.length === 0) return [null];
  return [...new Set(named.flat())].filter((host) => named.every((hosts) => hosts.some((other) => !areSurelyTwo(host, other))));
}

/** Whether a sign tells of what is so at a place. Not where it names other hosts only. */
export function tellsOf(sign: Sign, place: Place, behind: Behind): boolean {
  const hosts = hostsOf(sign, behind);
  return place === null || hosts.length === 0 || hosts.some((host) => !areSurelyTwo(host, place));
}

/** Hosts that the findings behind a sign name; empty where one of them names none, for it may then be about any. */
function hostsOf(sign: Sign, behind: Behind): string[] {
  const hosts = (behind.get(sign) ?? []).map(hostOf);
  return hosts.includes('') ? [] : hosts;
}

const hostOf = ({ args }: Finding): string => (typeof args['host'] === 'string' ? args['host'].toLowerCase().replace(/\.$/, '') : '');

/** A short name may be the beginning of a long one, and an address that of any name. */
function areSurelyTwo(one: string, other: string): boolean {
  if (isAddress(one) || isAddress(other)) return false;
  return one.includes('.') && other.includes('.') ? one !== other : one.split('.')[0] !== other.split('.')[0];
}

const isAddress = (name: string): boolean => name.includes(':') || /^[\d.]+$/.test(name);
