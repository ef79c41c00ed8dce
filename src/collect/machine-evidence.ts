import { joinMachines, machineOfRecord } from '../codec/cim/machine-of-record.ts';
import { listIn, textIn, timeIn } from '../codec/cim/record.ts';
import { windowsServiceOfRecord } from '../codec/cim/service-of-record.ts';
import { buildEvent, emptyDraft } from '../codec/events/build-event.ts';
import { emptyMachine } from '../model/evidence.ts';
import type { FirewallRule, Machine, WindowsEvent, WindowsService, WindowsState } from '../model/evidence.ts';
import { calledOf } from '../model/windows.ts';
import type { RawEvent, RegistryValue, WmiRow } from '../model/windows.ts';
import { recordOf } from './licensing-evidence.ts';
import { activeBias, hookWords, kmsFirewallRule, registryQuestions, universalTime } from './machine-questions.ts';

/** What tells of a machine as such; a part that could not be read is null. */
export type MachineParts = {
  system: readonly WmiRow[] | null;
  computer: readonly WmiRow[] | null;
  adapters: readonly WmiRow[] | null;
  /** Values in the order of `registryQuestions`. */
  registry: readonly RegistryValue[] | null;
};

/** The machine from its parts; what none of those that were read says is null. Adapters without a server or suffix say that there is none. */
export function machineOf({ system, computer, adapters, registry }: MachineParts): Machine {
  const known = [
    ...(system ?? []).map((row) => machineOfRecord(recordOf(row), 'os')),
    ...(computer ?? []).map((row) => machineOfRecord(recordOf(row), 'computer')),
    ...(adapters ?? []).map((row) => machineOfRecord(recordOf(row), 'adapter')),
    ...(registry === null ? [] : [machineOfRecord(recordOf(valuesByName(registry)), 'registry')]),
  ].reduce<Partial<Machine>>((joined, part) => joinMachines(joined, part), {});
  return {
    ...emptyMachine(),
    ...(adapters !== null && { dnsSuffixSearchList: [], dnsServers: [] }),
    ...known,
    primaryDnsSuffix: registry === null ? null : primarySuffixIn(registry),
  };
}

const valuesByName = (registry: readonly RegistryValue[]): WmiRow =>
  Object.fromEntries(registryQuestions.slice(0, -1).map((q, i) => [calledOf(q), registry[i] ?? null]));

const isSet = (value: RegistryValue): boolean => (typeof value === 'string' ? value.trim() !== '' : value !== null);

/** What the values say of Windows itself; a value that is not there says that nobody set it. `hotfix` is null where it was not asked for. */
export function windowsStateOf(registry: readonly RegistryValue[], hotfix: readonly WmiRow[] | null): WindowsState {
  const valueOf = (called: string): RegistryValue => registry[registryQuestions.findIndex((q) => calledOf(q) === called)] ?? null;
  return {
    hookedPrograms: hookWords.filter((word) => isSet(valueOf(word))), hardwareClockIsUtc: Number(valueOf(universalTime) ?? 0) === 1,
    utcOffsetMinutes: offsetOf(valueOf(activeBias)), hasKb971033: hotfix === null ? null : hotfix.length > 0,
  };
}

/** The bias is a signed DWORD, which WMI gives as an unsigned one. No zone of the world is more than 14 hours away from UTC. */
function offsetOf(bias: RegistryValue): number | null {
  if (typeof bias !== 'number' || !Number.isInteger(bias)) return null;
  const minutes = 0 - (bias | 0);
  return Math.abs(minutes) <= 14 * 60 ? minutes : null;
}

function primarySuffixIn(registry: readonly RegistryValue[]): string | null {
  const suffix = registry[registryQuestions.length - 1];
  return typeof suffix === 'string' && suffix.trim() !== '' ? suffix.trim() : null;
}

/** `ws-0142.contoso.test`: the name with its domain, else with its primary suffix; null where the machine did not tell its name. */
export function fullNameOf({ hostName, domain, primaryDnsSuffix }: Machine): string | null {
  const suffix = domain ?? primaryDnsSuffix;
  return hostName === null ? null : (suffix === null ? hostName : `${hostName}.${suffix}`).toLowerCase();
}

/** Suffixes of the connections themselves, which a search list hides. */
export const connectionSuffixesOf = (adapters: readonly WmiRow[]): string[] =>
  adapters.map((row) => textIn(recordOf(row), 'DNSDomain')).filter((suffix) => suffix !== null);

/** What a column of texts holds, row by row. */
export const textsOf = (rows: readonly WmiRow[], column: string): string[] => rows.map((row) => textIn(recordOf(row), column)).filter((text) => text !== null);

/** The lists of all connections in one. */
export const adapterListOf = (adapters: readonly WmiRow[], column: 'IPAddress' | 'DNSServerSearchOrder'): string[] =>
  adapters.flatMap((row) => listIn(recordOf(row), column) ?? []);

/** Windows 7, and Server 2008 R2, by the version of the system. */
export const isWindows7 = (system: readonly WmiRow[]): boolean => system.some((row) => textIn(recordOf(row), 'Version')?.startsWith('6.1.') === true);

/** What the machine takes the time to be, in Unix milliseconds; null where its system did not say. */
export function ownTimeOf(system: readonly WmiRow[]): number | null {
  const at = Date.parse(system[0] === undefined ? '' : timeIn(recordOf(system[0]), 'LocalDateTime') ?? '');
  return Number.isFinite(at) ? at : null;
}

export const windowsServicesOf = (rows: readonly WmiRow[]): WindowsService[] =>
  rows.map((row) => windowsServiceOfRecord(recordOf(row))).filter((service) => service !== null);

/** Licensing events of several logs, each newest first, as one history: oldest first, those of one moment as they were written. */
export function eventsOf(logs: readonly (readonly RawEvent[])[]): WindowsEvent[] {
  const events = logs.flatMap((log) => log.toReversed()).map(({ id, provider, log, computer, time, strings }) =>
    buildEvent({ ...emptyDraft(0), id, provider, log, computer, time, strings: [...strings] }));
  return events.filter((event) => event !== null && event !== 'other').sort((a, b) => compareTimes(a.time ?? '', b.time ?? ''));
}

const compareTimes = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** Bits of Profiles, and NetworkCategory. Source: MSFT_NetFirewallRule and MSFT_NetConnectionProfile, Microsoft. */
const profileBits = [['domain', 1], ['private', 2], ['public', 4]] as const;
const categories = ['public', 'private', 'domain'] as const;

/**
 * The firewall rule of KMS. Profiles are `domain`, `private`, `public`, or `any`. The active profile is that of the
 * connection; of several connections one that the rule is for, since a client that comes in over it gets in.
 */
export function firewallRulesOf(rules: readonly WmiRow[], connections: readonly WmiRow[] | null): FirewallRule[] {
  const active = (connections ?? []).map(({ NetworkCategory }) => categories[Number(NetworkCategory)]).filter((profile) => profile !== undefined);
  return rules.map(({ Enabled, Profiles }) => {
    const mask = Number(Profiles);
    const profiles = mask === 0 ? ['any'] : profileBits.filter(([, bit]) => (mask & bit) !== 0).map(([name]) => name);
    return {
      name: kmsFirewallRule,
      enabled: Number(Enabled) === 1 ? true : Number(Enabled) === 2 ? false : null,
      profiles,
      activeProfile: active.find((profile) => profiles.includes(profile)) ?? active[0] ?? null,
    };
  });
}
