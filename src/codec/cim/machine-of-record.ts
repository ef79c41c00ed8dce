import type { Machine } from '../../model/evidence.ts';
import type { CimClass } from './class-names.ts';
import { booleanIn, listIn, numberIn, textIn, timeIn } from './record.ts';
import type { CimRecord } from './record.ts';

/** Name of a machine without its domain. */
const shortName = (name: string | null): string | null => (name === null ? null : name.split('.')[0] ?? name);

/** What a record of one of these classes says of its machine; only what stands there. */
export function machineOfRecord(record: CimRecord, cls: CimClass): Partial<Machine> {
  if (cls === 'os') return operatingSystem(record);
  if (cls === 'computer') return computerSystem(record);
  if (cls === 'adapter') return networkAdapter(record);
  return cls === 'registry' ? currentVersion(record) : {};
}

/** Members whose value is null are left out: null there would hide what another listing says. */
function said(machine: Partial<Machine>): Partial<Machine> {
  return Object.fromEntries(Object.entries(machine).filter(([, value]) => value !== null)) as Partial<Machine>;
}

function operatingSystem(record: CimRecord): Partial<Machine> {
  const version = textIn(record, 'Version');
  const build = textIn(record, 'BuildNumber') ?? version?.split('.')[2] ?? null;
  const revision = version?.split('.')[3];
  return said({
    hostName: shortName(textIn(record, 'CSName')),
    caption: textIn(record, 'Caption'),
    version,
    build,
    revision: revision !== undefined && /^\d{1,6}$/.test(revision) ? Number(revision) : null,
    time: timeIn(record, 'LocalDateTime'),
  });
}

/** DomainRole: 0 and 2 stand alone, 1, 3, 4 and 5 are in a domain. Source: the class page of Win32_ComputerSystem. */
function joinedByRole(record: CimRecord): boolean | null {
  const role = numberIn(record, 'DomainRole');
  return role === null || role > 5 ? null : role !== 0 && role !== 2;
}

function computerSystem(record: CimRecord): Partial<Machine> {
  const joined = booleanIn(record, 'PartOfDomain') ?? joinedByRole(record);
  const domain = textIn(record, 'Domain');
  return said({
    hostName: shortName(textIn(record, 'DNSHostName') ?? textIn(record, 'Name')),
    domainJoined: joined,
    // On a machine outside a domain this column holds its workgroup.
    domain: joined === true || (joined === null && domain?.includes('.') === true) ? domain : null,
  });
}

function networkAdapter(record: CimRecord): Partial<Machine> {
  const searched = [...(listIn(record, 'DNSDomainSuffixSearchOrder') ?? []), ...(listIn(record, 'SuffixSearchList') ?? [])];
  // Without a list of its own Windows searches the connection's suffix.
  const suffixes = searched.length > 0 ? searched : [textIn(record, 'DNSDomain') ?? textIn(record, 'ConnectionSpecificSuffix')].filter((s) => s !== null);
  const servers = listIn(record, 'DNSServerSearchOrder') ?? listIn(record, 'ServerAddresses');
  return said({
    hostName: shortName(textIn(record, 'DNSHostName')),
    dnsSuffixSearchList: suffixes.length > 0 ? suffixes : null,
    dnsServers: servers !== null && servers.length > 0 ? servers : null,
  });
}

/** HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion. Its ProductName still says Windows 10 on Windows 11 and is not read. */
function currentVersion(record: CimRecord): Partial<Machine> {
  return said({
    editionId: textIn(record, 'EditionID'),
    build: textIn(record, 'CurrentBuildNumber') ?? textIn(record, 'CurrentBuild'),
    revision: numberIn(record, 'UBR'),
  });
}

/** Two views of one machine as one: the first word stands, lists are joined in order without repeats. */
export function joinMachines(a: Partial<Machine> | null, b: Partial<Machine>): Partial<Machine> {
  if (a === null) return b;
  return {
    ...b,
    ...a,
    ...joinedList('dnsServers', a, b),
    ...joinedList('dnsSuffixSearchList', a, b),
  };
}

function joinedList(member: 'dnsServers' | 'dnsSuffixSearchList', a: Partial<Machine>, b: Partial<Machine>): Partial<Machine> {
  const all = [...(a[member] ?? []), ...(b[member] ?? [])];
  return all.length === 0 ? {} : { [member]: [...new Set(all)] };
}
