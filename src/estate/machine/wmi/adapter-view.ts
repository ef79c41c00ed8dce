import type { MachineState } from '../state.ts';
import { rowOf } from './view.ts';
import type { Readers, View } from './view.ts';

type Subject = { machine: MachineState; index: number; connected: boolean };

/** Lists of an adapter without the protocol are null, as are lists that hold nothing. */
const list = (s: Subject, values: readonly string[]): readonly string[] | null => (s.connected && values.length > 0 ? values : null);

/** The list that was set, else what Windows searches without one: the primary suffix and the connection's own. */
function searched({ dns }: MachineState): string[] {
  const suffixes = dns.searchList.length > 0 ? dns.searchList : [dns.primarySuffix, dns.connectionSuffix];
  return [...new Set(suffixes.filter((s) => s !== ''))];
}

const adapterReaders: Readers<Subject> = {
  Index: ({ index }) => index,
  InterfaceIndex: ({ index }) => index + 1,
  Description: ({ connected }) => (connected ? 'Reference Ethernet Adapter' : 'WAN Miniport (IP)'),
  IPEnabled: ({ connected }) => connected,
  DHCPEnabled: ({ connected }) => connected,
  DNSHostName: ({ machine, connected }) => (connected ? machine.name : null),
  DNSDomain: ({ machine, connected }) => (connected ? machine.dns.connectionSuffix : null),
  DNSDomainSuffixSearchOrder: (s) => list(s, searched(s.machine)),
  DNSServerSearchOrder: (s) => list(s, s.machine.dns.servers),
  IPAddress: (s) => list(s, s.machine.addresses),
  DefaultIPGateway: () => null,
  DomainDNSRegistrationEnabled: ({ connected }) => (connected ? false : null),
  FullDNSRegistrationEnabled: ({ connected }) => (connected ? true : null),
};

/** Win32_NetworkAdapterConfiguration: the one connection, and one of the adapters without IP that every Windows has. */
export const adapterView: View = (machine, _now, columns) =>
  [{ index: 0, connected: false }, { index: 1, connected: true }].map((s) => rowOf(adapterReaders, { machine, ...s }, columns));
