import type { Look, ScenarioSpec } from '../scenario/scenario-spec.ts';
import { wrongNames } from '../scenario/names-in-estate.ts';
import { durationMs } from '../scenario/words.ts';
import { combineEstates } from './combine-estates.ts';
import { isConflict } from './merge-fields.ts';

/** An estate, what is wrong with it and who looks, without what should be said. */
export type Lived = Pick<ScenarioSpec, 'estate' | 'faults' | 'look'>;

/**
 * How the faults of two scenarios are laid in time: both from the beginning on, looked at when the later look is due; both as
 * long before the look as in their own scenario; or both from the beginning, looked at when the earlier look is due.
 */
export const timings = ['begin-together', 'end-together', 'look-early'] as const;
export type Timing = (typeof timings)[number];

export type Combined = { ok: true; lived: Lived } | { ok: false; why: string };

/**
 * Two scenarios as one: one estate with both faults in it, seen by whoever sees more. Not possible where the two want
 * different things of one estate; `why` then says of what.
 */
export function combineScenarios(one: Lived, other: Lived, timing: Timing): Combined {
  const [mine, its] = [onlyHostOf(one), onlyHostOf(other)];
  if (mine !== null && its !== null && mine !== its && speaksOf(other, mine)) {
    return speaksOf(one, its) || one.estate.hosts === undefined ? { ok: false, why: 'each wants KMS hosts of its own' } : combineScenarios(rename(one, [mine, its]), other, timing);
  }
  const renamed = withNamesOf(one, other);
  const estate = combineEstates(one.estate, renamed.estate);
  if (isConflict(estate)) return { ok: false, why: `each wants ${inWords(estate.conflict)}` };
  const clients = [clientNameOf(one), clientNameOf(renamed)];
  const [a, b] = [durationMs(one.look.at), durationMs(other.look.at)];
  const at = timing === 'look-early' ? Math.min(a, b) : Math.max(a, b);
  const faults = [one, renamed].flatMap(({ faults: own, look }) => (timing === 'end-together' ? later(own, at - durationMs(look.at)) : own));
  const approved = approvedIn(one, renamed);
  const lived: Lived = {
    estate,
    faults: timing === 'look-early' ? faults.filter((f) => f.at === 'before' || durationMs(f.at) <= at) : faults,
    look: { ...combineLooks(one.look, renamed.look), at: minutes(at), client: clients[0] ?? clients[1] ?? null, approvedHosts: approved },
  };
  const [wrong] = wrongNames({ schema: 'kmsdoctor.scenario/1', id: 'two', title: 'Two', group: 'several', expect: { verdict: 'failing', causes: {}, unexplained: [] }, ...lived });
  return wrong === undefined ? { ok: true, lived } : { ok: false, why: 'the one lacks what the other has a fault in' };
}

const minutes = (ms: number): string => `${Math.round(ms / 60_000)}m`;

const later = (faults: Lived['faults'], ms: number): Lived['faults'] =>
  faults.map((fault) => (fault.at === 'before' ? fault : { ...fault, at: minutes(durationMs(fault.at) + ms) }));

/** The machine that is looked at, or stands first where nobody looks at one. */
const clientNameOf = ({ estate, look }: Lived): string | null => look.client ?? (estate.machines ?? [{ name: 'WS-0142' }])[0]?.name ?? null;

const hostsOf = ({ estate }: Lived): string[] => (estate.hosts ?? [{ name: 'KMS1' }]).map(({ name }) => name);

const onlyHostOf = (lived: Lived): string | null => {
  const [first, ...more] = hostsOf(lived);
  return more.length > 0 ? null : first ?? null;
};

/**
 * Both as they are told with the same names: the second with the client and the only host of the first. Where a name of the one
 * is already something else to the other, theirs stays as it is, and the two have hosts of their own.
 */
function withNamesOf(one: Lived, other: Lived): Lived {
  const renames: [string, string][] = [];
  const [mine, its] = [clientNameOf(one), clientNameOf(other)];
  if (mine !== null && its !== null) renames.push([its, mine]);
  const [hosts, others] = [hostsOf(one), hostsOf(other)];
  const [first] = hosts;
  const [only] = others;
  if (first !== undefined && others.length === 1 && only !== undefined && !hosts.includes(only) && !speaksOf(other, first)) renames.push([only, first]);
  return renames.filter(([from, to]) => from !== to).reduce(rename, other);
}

const nameIn = (name: string): RegExp => new RegExp(`(?<![A-Za-z0-9-])${name}(?![A-Za-z0-9-])`, 'gi');

const speaksOf = (lived: Lived, name: string): boolean => nameIn(name).test(JSON.stringify(lived));

function rename(lived: Lived, [from, to]: [string, string]): Lived {
  return JSON.parse(JSON.stringify(lived).replaceAll(nameIn(from), (found) => (found === found.toUpperCase() ? to : to.toLowerCase()))) as Lived;
}

/** Hosts that the one scenario does not have are none that it withholds its approval from. */
function approvedIn(one: Lived, other: Lived): string[] {
  const named = [one, other].filter(({ look }) => look.approvedHosts.length > 0);
  if (named.length === 0) return [];
  const full = (lived: Lived): string[] => hostsOf(lived).map((host) => `${host.toLowerCase()}.${lived.estate.domain}`);
  const judged = new Set(named.flatMap(full));
  return [...new Set([...named.flatMap(({ look }) => look.approvedHosts), ...[one, other].flatMap(full).filter((host) => !judged.has(host))])];
}

/** Whatever the one or the other sees. */
function combineLooks(a: Look, b: Look): Look {
  const { only: onlyA, without: withoutA, hostWithout: hostWithoutA, ...rest } = a;
  const { only: onlyB, without: withoutB, hostWithout: hostWithoutB } = b;
  const only = onlyA === undefined || onlyB === undefined ? undefined : [...new Set([...onlyA, ...onlyB])];
  const without = both(withoutA, withoutB);
  const hostWithout = a.hosts.length === 0 ? hostWithoutB : b.hosts.length === 0 ? hostWithoutA : both(hostWithoutA, hostWithoutB);
  return {
    ...rest,
    hosts: [...new Set([...a.hosts, ...b.hosts])], desk: a.desk || b.desk || a.client === null || b.client === null, directory: a.directory || b.directory, fromClient: a.fromClient || b.fromClient, tries: [...new Set([...a.tries, ...b.tries])],
    triedFrom: [a, b].some((look) => look.triedFrom === 'elsewhere') ? 'elsewhere' : 'client',
    domains: [...new Set([...a.domains, ...b.domains])], kmsHosts: [...new Set([...a.kmsHosts, ...b.kmsHosts])],
    ...(only === undefined ? {} : { only }), ...(without === undefined ? {} : { without }), ...(hostWithout === undefined ? {} : { hostWithout }),
  };
}

function both<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): T[] | undefined {
  const shared = (a ?? []).filter((kind) => b?.includes(kind) === true);
  return shared.length === 0 ? undefined : shared;
}

const fieldWords: Readonly<Record<string, string>> = { 'client.system': 'another Windows on the client', 'KMS host.system': 'another Windows on the KMS host', 'KMS host.keys': 'other host keys', 'client.windows.state': 'another licence state', 'client.windows.channel': 'another kind of key', 'client.office': 'another Office' };

function inWords(path: string): string {
  const known = fieldWords[path];
  if (known !== undefined) return known;
  if (path.startsWith('crowd')) return 'another crowd of machines';
  if (path.startsWith('dns')) return 'other DNS';
  return path.includes('.') ? `another ${path.replaceAll('.', ' ')}` : path;
}
