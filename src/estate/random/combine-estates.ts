import * as v from 'valibot';
import type { EstateSpec, HostSpec, MachineSpec } from '../scenario/estate-spec.ts';
import { estateSpec } from '../scenario/estate-spec.ts';
import type { Conflict } from './merge-fields.ts';
import { isConflict, mergeFields } from './merge-fields.ts';

const usualEstate: EstateSpec = v.parse(estateSpec, {});
const [usualHost] = (v.parse(estateSpec, { hosts: [{ name: 'KMS1' }] }).hosts ?? []) as [HostSpec];
const [usualMachine] = (v.parse(estateSpec, { machines: [{ name: 'WS-0142' }] }).machines ?? []) as [MachineSpec];
/** What a product is where nothing is said of it. */
const usualWindows = { channel: 'kms-client', state: 'licensed' } as const;

type WithSystem = { system: string; edition?: string };

/**
 * Two estates as one that has the peculiarities of both, or what of them cannot be had at once. The machines that are looked
 * at and the hosts that stand for each other have the same names already; what has another name is a machine of its own.
 */
export function combineEstates(one: EstateSpec, other: EstateSpec): EstateSpec | Conflict {
  const { hosts: _1, machines: _2, dns: _3, ...restOfOne } = one;
  const { hosts: _4, machines: _5, dns: _6, ...restOfOther } = other;
  const rest = mergeFields<Omit<EstateSpec, 'hosts' | 'machines' | 'dns'>>(usualEstate, restOfOne, restOfOther, '');
  if (isConflict(rest)) return rest;
  const zones = [...new Set([...one.dns.zones, ...other.dns.zones])];
  const dns = mergeFields(usualEstate.dns, { ...one.dns, zones }, { ...other.dns, zones }, 'dns');
  if (isConflict(dns)) return dns;
  const hosts = combineLists<HostSpec>(one.hosts, other.hosts, usualHost, 'KMS host');
  if (isConflict(hosts)) return hosts;
  const machines = combineLists<MachineSpec>(one.machines, other.machines, usualMachine, 'client');
  if (isConflict(machines)) return machines;
  return { ...rest, dns, ...(hosts === undefined ? {} : { hosts }), ...(machines === undefined ? {} : { machines }) };
}

function combineLists<T extends WithSystem & { name: string }>(one: readonly T[] | undefined, other: readonly T[] | undefined, usual: T, what: string): T[] | undefined | Conflict {
  if (one === undefined && other === undefined) return undefined;
  if (one === undefined || other === undefined) {
    const [only = []] = [one ?? other];
    // An estate that says nothing has the usual one.
    return only.length === 0 || only.some(({ name }) => name === usual.name) || what === 'client' ? [...only] : { conflict: `${what}s of its own` };
  }
  if (one.length === 0 || other.length === 0) return one.length === other.length ? [] : { conflict: `no ${what}` };
  const combined: T[] = [];
  for (const a of one) {
    const b = other.find(({ name }) => name === a.name);
    const merged = b === undefined ? a : combineMachines(a, b, usual, what);
    if (isConflict(merged)) return merged;
    combined.push(merged);
  }
  return [...combined, ...other.filter(({ name }) => !one.some((a) => a.name === name))];
}

/** A Windows and its edition are one field: an edition belongs to its Windows. */
function combineMachines<T extends WithSystem & { name: string }>(a: T, b: T, usual: T, what: string): T | Conflict {
  const isUsual = ({ system, edition }: WithSystem): boolean => system === usual.system && (edition ?? usual.edition) === usual.edition;
  const from = isUsual(a) ? b : a;
  if (!isUsual(a) && !isUsual(b) && (a.system !== b.system || (a.edition !== undefined && b.edition !== undefined && a.edition !== b.edition))) return { conflict: `${what}.system` };
  const edition = from.edition ?? (a.system === b.system ? a.edition ?? b.edition : undefined);
  const settled = { system: from.system, ...(edition === undefined ? {} : { edition }) };
  const { system: _a, edition: _b, ...restOfA } = a;
  const { system: _c, edition: _d, ...restOfB } = b;
  const rest = mergeFields<object>({ ...usual, windows: usualWindows }, restOfA, restOfB, what);
  return isConflict(rest) ? rest : ({ ...rest, ...settled } as T);
}
