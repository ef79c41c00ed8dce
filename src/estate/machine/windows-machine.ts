import { parseWql } from '../../codec/wql/parse-wql.ts';
import type { WqlReading } from '../../codec/wql/query.ts';
import { selectRows } from '../../codec/wql/select-rows.ts';
import { emptyInstanceMetadata } from '../../model/evidence.ts';
import type { InstanceMetadata, SeenCertificate, TcpProbe, UnseenReason } from '../../model/evidence.ts';
import type { Network, Unplaced } from '../../model/network.ts';
import type { EventQuery, RawEvent, Reading, WindowsMachine, WmiQuery, WmiRow } from '../../model/windows.ts';
import { registryValueOf } from './registry-view.ts';
import type { Denial, MachineState } from './state.ts';
import { fullNameOf } from './state.ts';
import { providerFault, servedClass } from './wmi/views.ts';

const refuse = (reason: UnseenReason, detail: string): Reading<never> => ({ ok: false, reason, detail });

/** WBEM_E_INVALID_NAMESPACE, WBEM_E_INVALID_CLASS, WBEM_E_INVALID_QUERY. Source: wbemcli.h, Windows SDK. */
const invalidNamespace = (namespace: string): Reading<never> => refuse('unsupported', `WMI 0x8004100E: there is no namespace ${namespace}`);
const invalidClass = (name: string): Reading<never> => refuse('unsupported', `WMI 0x80041010: there is no class ${name}`);
const invalidQuery = (why: string): Reading<never> => refuse('unsupported', `WMI 0x80041017: ${why}`);

/** The same few questions are asked of every machine. */
const read = new Map<string, WqlReading>();
const mostRead = 128;

function readQuery(wql: string): WqlReading {
  const known = read.get(wql);
  if (known !== undefined) return known;
  const reading = parseWql(wql);
  if (read.size < mostRead) read.set(wql, reading);
  return reading;
}

/**
 * Answers a WMI query about a machine at a time of the estate. What a column or class that is missing does is documented
 * by Microsoft (WMI error constants); that the licensing classes fail with the service manager's code while their service
 * cannot start is known from the field; which reason of ours each becomes is our choice.
 */
export function queryMachine(machine: MachineState, now: number, { namespace, wql }: WmiQuery): Reading<WmiRow[]> {
  const reading = readQuery(wql);
  if (!reading.ok) return invalidQuery(`${reading.wanted} is missing at character ${reading.at + 1}`);
  if (namespace.toLowerCase() === 'root\\standardcimv2' && Number(machine.system.build) < 9200) return invalidNamespace(namespace);
  const served = servedClass(machine, reading.query.className);
  if (served === null || served.cls.namespace.toLowerCase() !== namespace.toLowerCase()) return invalidClass(reading.query.className);
  const fault = providerFault(machine, served.provider);
  if (fault !== null) return refuse('refused', `WMI ${fault.code}: ${fault.words}`);
  const selection = selectRows(reading.query, served.columns, (columns) => served.view(machine, now, columns));
  return selection.ok ? { ok: true, value: selection.rows } : invalidQuery(`${served.cls.name} has no column ${selection.column}`);
}

function eventsOf(machine: MachineState, { log, ids, since }: EventQuery): RawEvent[] {
  const wanted = new Set(ids);
  const computer = fullNameOf(machine);
  const found: RawEvent[] = [];
  for (let at = machine.events.length - 1; at >= 0; at--) {
    const event = machine.events[at];
    if (event === undefined || event.at < since || event.log !== log || !wanted.has(event.id)) continue;
    found.push({ id: event.id, provider: event.provider, log, computer, time: new Date(event.at).toISOString(), strings: event.strings });
  }
  return found;
}

const winrmsPort = 5986;

/** What its listener shows whoever comes over TLS. */
function certificateOf(machine: MachineState): Unplaced<SeenCertificate> | null {
  const { listenerCertificate: own, on } = machine;
  if (own === null || !on) return null;
  const host = fullNameOf(machine);
  return { host, port: winrmsPort, protocol: 'winrm', subjectName: host, selfSigned: own.selfSigned, notBefore: new Date(own.notBefore).toISOString(), notAfter: new Date(own.notAfter).toISOString() };
}

/** Where a connection of the machine's to Microsoft would go; the address is one of documentation (RFC 5737). */
export const connectionOf = ({ wayToMicrosoft: outcome = 'open' }: MachineState, host: string, port: number): Unplaced<TcpProbe> =>
  ({ host, address: '203.0.113.44', port, outcome, cause: outcome === 'open' ? null : 'as the scenario has it', tookMs: 20 });

const silent: Omit<InstanceMetadata, 'cloud'> = { ...emptyInstanceMetadata(), outcome: 'unreachable' };

/**
 * A reference machine as collectors see any Windows machine. It answers at once, from its state at the time that the clock
 * shows (Unix milliseconds) when it is asked. Switched off, it is unreachable. `network` is how it sees the network itself.
 */
export function windowsMachineOf(machine: MachineState, clock: { readonly now: number }, network: Network | null): WindowsMachine {
  const ask = async <T>(denial: Denial | null, answer: () => Reading<T>): Promise<Reading<T>> => {
    if (!machine.on) return refuse('unreachable', `${machine.name} does not answer`);
    return denial === null ? answer() : refuse(denial.reason, denial.detail);
  };
  return {
    queryWmi: (query) => ask(machine.unreadable.wmi ?? (/ FROM Win32_SystemEnclosure\b/i.test(query.wql) ? machine.unreadable.firmware ?? null : null), () => queryMachine(machine, clock.now, query)),
    readEvents: (query) => ask(machine.unreadable.events, () => ({ ok: true, value: eventsOf(machine, query) })),
    readRegistry: (queries) => ask(machine.unreadable.registry, () => ({ ok: true, value: queries.map((query) => registryValueOf(machine, query)) })),
    certificate: () => certificateOf(machine),
    ...(machine.cloud?.name === 'azure' && { askMetadata: async () => machine.cloud?.metadata ?? silent }),
    tryConnection: async (host, port) => connectionOf(machine, host, port),
    network,
  };
}
