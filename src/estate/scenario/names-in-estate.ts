import { nearestWords } from '../../model/nearest.ts';
import { dnsServersOf } from './set-up-dns.ts';
import type { EstateSpec } from './estate-spec.ts';
import type { ScenarioSpec } from './scenario-spec.ts';
import type { ScenarioPath } from './scenario-place.ts';
import { pathInWords } from './scenario-place.ts';
import { durationMs } from './words.ts';

/** A name in a scenario that nothing in its estate has, or a time that it cannot have. */
export type WrongName = { path: ScenarioPath; message: string; part: 'key' | 'value' };

/** The names that an estate has, as its description writes them; where it says nothing, those of the usual estate. */
type Names = { hosts: string[]; machines: string[]; servers: string[]; zones: string[]; places: string[] };

const longestMs = 3660 * 86_400_000;
const mostMachines = 2000;

/** Whatever a scenario names and its estate does not have: machines, KMS hosts, name servers, zones, sides of a path. */
export function wrongNames(scenario: ScenarioSpec): WrongName[] {
  const { estate, faults, look, expect } = scenario;
  const names = namesOf(estate, faults);
  const found: WrongName[] = [];
  const need = (path: ScenarioPath, name: string, known: readonly string[], what: string, part: 'key' | 'value' = 'value'): void => {
    if (known.some((k) => k.toLowerCase() === name.toLowerCase())) return;
    found.push({ path, part, message: `${pathInWords(path)} should name ${what} of this estate, and is "${name}"${nearestTo(name, known)}.` });
  };
  const each = (path: ScenarioPath, list: readonly string[] | undefined, known: readonly string[], what: string): void => list?.forEach((name, i) => need([...path, i], name, known, what));
  const limit = (path: ScenarioPath, span: string): void => {
    if (durationMs(span) > longestMs) found.push({ path, part: 'value', message: `${pathInWords(path)} should be at most ten years, and is ${span}.` });
  };

  found.push(...twice(estate));
  estate.dns.servers?.forEach(({ forwardsTo }, i) => {
    if (forwardsTo !== undefined) need(['estate', 'dns', 'servers', i, 'forwardsTo'], forwardsTo, names.servers, 'a name server');
  });
  each(['estate', 'crowd', 'on'], estate.crowd.on, names.hosts, 'a KMS host');
  faults.forEach((fault, i) => {
    const at = ['faults', i];
    const { machine, machines, servers, from, to, zone } = fault as Readonly<Record<string, unknown>>;
    if (typeof machine === 'string') need([...at, 'machine'], machine, names.machines, 'a machine');
    each([...at, 'machines'], listOf(machines), names.machines, 'a machine');
    each([...at, 'servers'], listOf(servers), names.servers, 'a name server');
    each([...at, 'from'], listOf(from), names.places, 'a machine or name server (or desk)');
    each([...at, 'to'], listOf(to), names.places, 'a machine or name server (or desk)');
    if (typeof zone === 'string' && fault.fault !== 'publish-failed') need([...at, 'zone'], zone, names.zones, 'a zone');
    if (fault.fault === 'directory' && estate.directory === undefined) found.push({ path: [...at, 'fault'], part: 'value', message: `${pathInWords(at)} is about the directory, and this estate has none: say estate.directory.` });
    if (fault.at !== 'before') limit([...at, 'at'], fault.at);
  });
  if (typeof look.client === 'string') need(['look', 'client'], look.client, names.machines, 'a machine');
  each(['look', 'hosts'], look.hosts, names.hosts, 'a KMS host');
  limit(['look', 'at'], look.at);
  for (const of of Object.keys(expect.counts ?? {})) {
    const [host = '', application = 'windows', ...more] = of.split(' ');
    const path = ['expect', 'counts', of];
    if (more.length > 0 || (application !== 'windows' && application !== 'office')) found.push({ path, part: 'key', message: `${pathInWords(path)} should be a KMS host, or one and the word office.` });
    else need(path, host, names.machines, 'a KMS host', 'key');
  }
  expect.forecasts?.forEach(({ of }, i) => {
    if (of !== undefined) need(['expect', 'forecasts', i, 'of'], of, names.machines, 'a machine');
  });
  each(['expect', 'licensed'], expect.licensed, names.machines, 'a machine');
  each(['expect', 'notLicensed'], expect.notLicensed, names.machines, 'a machine');
  return found;
}

const listOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

function nearestTo(name: string, known: readonly string[]): string {
  const near = nearestWords(name, known, 3);
  if (near.length > 0) return `; nearest: ${near.join(', ')}`;
  return known.length === 0 ? '; it has none' : `; there ${known.length === 1 ? 'is' : 'are'} ${known.slice(0, 6).join(', ')}${known.length > 6 ? ' and more' : ''}`;
}

function namesOf(estate: EstateSpec, faults: ScenarioSpec['faults']): Names {
  const hosts = (estate.hosts ?? [{ name: 'KMS1' }]).map(({ name }) => name);
  const machines = [...hosts, ...(estate.machines ?? [{ name: 'WS-0142' }]).map(({ name }) => name), ...crowdNames(estate)];
  const dns = dnsServersOf(estate);
  const servers = dns.map(({ name }) => name);
  const others = faults.flatMap((f) => (f.fault === 'foreign-machine' && 'name' in f ? [String(f.name)] : []));
  const zones = [estate.domain, ...estate.dns.zones, ...dns.flatMap((s) => [...(s.zones ?? []), ...(s.views ?? []).flatMap((view) => view.zones)])];
  return { hosts, machines, servers, zones: [...new Set(zones)], places: [...machines, ...servers, ...others, 'desk'] };
}

const numbered = (prefix: string, most: number, digits: number): string[] => Array.from({ length: most }, (_, i) => `${prefix}-${String(i + 1).padStart(digits, '0')}`);

function crowdNames({ crowd: { clients, servers } }: EstateSpec): string[] {
  return [...numbered('PC', clients, 3), ...numbered('SRV', servers, 2)];
}

/** Names that two have, which would hide one behind the other; and more machines than can be lived through. */
function twice(estate: EstateSpec): WrongName[] {
  const seen = new Set(crowdNames(estate).map((n) => n.toLowerCase()));
  const found: WrongName[] = [];
  for (const group of ['hosts', 'machines'] as const) {
    estate[group]?.forEach(({ name }, i) => {
      const path = ['estate', group, i, 'name'];
      if (seen.has(name.toLowerCase())) found.push({ path, part: 'value', message: `${pathInWords(path)} should be a name of its own, and "${name}" has been given already.` });
      seen.add(name.toLowerCase());
    });
  }
  if ((estate.hosts?.length ?? 0) + (estate.machines?.length ?? 0) > mostMachines) found.push({ path: ['estate'], part: 'key', message: `estate should have at most ${mostMachines} hosts and machines.` });
  return found;
}
