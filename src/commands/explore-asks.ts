import type { EvidenceKind } from '../model/evidence.ts';
import type { Ask } from '../model/explore.ts';

/** The kinds that a machine tells of itself, in the order in which equal asks are made. */
export const machineKinds = ['licensingProducts', 'service', 'events', 'machine', 'services', 'firewallRules', 'windowsState'] as const satisfies readonly EvidenceKind[];
/** The kinds that the network shows, each after what it rests on. */
export const networkKinds = ['dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock'] as const satisfies readonly EvidenceKind[];

type NetworkKind = (typeof networkKinds)[number];

const names: Readonly<Record<EvidenceKind, string>> = {
  licensingProducts: 'the licences', service: 'the licensing service', events: 'the event logs', machine: 'the system and its DNS settings', services: 'the Windows services',
  firewallRules: 'the firewall rule of KMS', activationAttempts: 'what activation ends with', dnsSrv: 'the KMS record', addresses: 'the addresses of KMS hosts', tcp: 'the port of KMS hosts',
  rpcBind: 'the RPC bind of KMS hosts', icmp: 'ping of KMS hosts', clock: 'the clock', directory: 'the activation objects in the directory', dnsUpdate: 'the right to write DNS records',
  instanceMetadata: 'the cloud that runs the machine', windowsState: 'settings of Windows that licensing rests on', wayToMicrosoft: 'the way from the machine to Microsoft', certificates: 'the certificates of services',
};

const takes: Readonly<Record<EvidenceKind, Ask['takes']>> = {
  licensingProducts: 'moment', service: 'moment', machine: 'moment', services: 'moment', firewallRules: 'moment', dnsSrv: 'moment', addresses: 'moment', activationAttempts: 'long',
  events: 'seconds', tcp: 'seconds', rpcBind: 'seconds', icmp: 'seconds', clock: 'seconds', directory: 'seconds', dnsUpdate: 'seconds',
  instanceMetadata: 'seconds', windowsState: 'moment', wayToMicrosoft: 'seconds', certificates: 'seconds',
};

/** A port is tried at an address that a name led to; a bind where a port is open. */
const after: Readonly<Partial<Record<EvidenceKind, readonly NetworkKind[]>>> = {
  addresses: ['dnsSrv'], tcp: ['addresses'], icmp: ['addresses'], clock: ['addresses'], rpcBind: ['tcp'],
};

/** The ask for one kind on the client. */
export const askOfClient = (kind: EvidenceKind): Ask =>
  ({ id: kind, label: `${names[kind]} (read of the client)`, gives: [kind], place: kind === 'activationAttempts' ? 'person' : 'client', takes: takes[kind], after: after[kind] ?? [] });

/** The ask for one kind on every KMS host that may be read. */
export const askOfHost = (kind: EvidenceKind): Ask =>
  ({ id: `host.${kind}`, label: `${names[kind]} (read of the KMS host)`, gives: [`host.${kind}`], place: 'host', takes: takes[kind], after: [] });

/** The ask for one kind of the network, of the directory or of DNS updates from where the program runs. */
export const askOfDesk = (kind: EvidenceKind): Ask =>
  ({ id: `desk ${kind}`, label: `${names[kind]} (look from here)`, gives: [kind], place: 'desk', takes: takes[kind], after: (after[kind] ?? []).map((k) => `desk ${k}`) });

/** What a target gives in one piece: a file, or what one script prints. It comes before all that hangs on it. */
export const askInOnePiece = (id: string, label: string, gives: Ask['gives'], place: Ask['place'], takes: Ask['takes'], after: readonly string[] = []): Ask => ({ id, label, gives, place, takes, after });
