import type { Random } from '../clock/random.ts';
import { beginInitialGrace, license, licenseForEver } from '../client/licence-states.ts';
import { officeHostProduct, officeProduct, windowsHostProduct, windowsProduct } from '../machine/products.ts';
import type { KmsHostSettings, MachineState, Product, ServiceState } from '../machine/state.ts';
import { windowsSystems } from '../machine/systems.ts';
import type { WindowsSystem } from '../machine/systems.ts';
import type { EstateSpec, HostSpec, MachineSpec } from './estate-spec.ts';
import { usualResolvers } from './set-up-dns.ts';

type Common = Pick<MachineSpec, 'name' | 'address' | 'ipv6' | 'member' | 'primarySuffix' | 'searchList' | 'connectionSuffix' | 'resolvers' | 'virtual' | 'edition' | 'cloud'>;

export type Making = { spec: EstateSpec; random: Random; now: number; nextAddress: () => string };

const services = (isHost: boolean): ServiceState[] => [
  // On a client the service stops by itself when it has nothing to do; on a KMS host it must run (Microsoft, error 0xC004F074).
  { name: 'sppsvc', state: isHost ? 'Running' : 'Stopped', startMode: 'Auto' },
  { name: 'W32Time', state: 'Running', startMode: 'Auto' },
  { name: 'Dnscache', state: 'Running', startMode: 'Auto' },
  { name: 'Winmgmt', state: 'Running', startMode: 'Auto' },
  { name: 'MpsSvc', state: 'Running', startMode: 'Auto' },
];

/** Names that Azure has for its clouds (instance metadata, azEnvironment). */
const azureEnvironments = { 'azure': 'AzurePublicCloud', 'azure-government': 'AzureUSGovernmentCloud', 'azure-china': 'AzureChinaCloud' } as const;

/** A cloud whose metadata service answers, and whose document Windows can follow to its root. */
function cloudOf(word: Common['cloud']): MachineState['cloud'] {
  if (word === undefined) return null;
  const silent = { outcome: 'not-asked', httpStatus: null, environment: null, chain: null, issuer: null, detail: null } as const;
  if (word === 'aws' || word === 'google') return { name: word, metadata: silent };
  return { name: 'azure', metadata: { outcome: 'answered', httpStatus: 200, environment: azureEnvironments[word], chain: 'complete', issuer: 'Reference Issuing CA 01', detail: null } };
}

const noHost: KmsHostSettings = { listeningPort: 1688, dnsPublishing: true, lowPriority: false, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, priority: 0, weight: 0, publishList: [] };

function newMachine(one: Common, system: WindowsSystem, { spec, random, now, nextAddress }: Making, isHost: boolean): MachineState {
  const joined = one.member;
  const addresses = [...(one.address !== undefined ? [one.address] : one.ipv6 === undefined ? [nextAddress()] : []), ...(one.ipv6 === undefined ? [] : [one.ipv6])];
  return {
    name: one.name, system, editionId: one.edition ?? (system.kind === 'server' ? 'ServerStandard' : 'Enterprise'), isVirtual: one.virtual, addresses,
    membership: { joined, domain: joined ? spec.domain : null, workgroup: 'WORKGROUP' },
    dns: {
      primarySuffix: one.primarySuffix ?? (joined ? spec.domain : ''), searchList: one.searchList ?? (joined ? [spec.domain] : []),
      connectionSuffix: one.connectionSuffix ?? '', servers: one.resolvers ?? usualResolvers(spec),
    },
    clock: { aheadMs: 0, gainsMsADay: 0, since: now },
    settings: { host: null, port: null, lookupDomain: null, activationType: 0, hostCaching: true },
    kmsHost: { ...noHost, publishList: [] }, products: [], cmid: random.uuid(), officeCmid: random.uuid(), remainingWindowsRearms: 1001,
    services: services(isHost),
    firewall: { kmsRule: { enabled: isHost, profiles: ['domain', 'private'] }, activeProfile: joined ? 'domain' : 'private', otherRuleOpensKms: false },
    events: [], kmsLogIsFull: false, licensingFault: null, refusesByHand: null, blocksLicensing: false, microsoftAnswers: '0x00000000', subscription: null, cloud: cloudOf(one.cloud),
    unreadable: { wmi: null, events: null, registry: null }, listenerCertificate: null, on: true,
  };
}

/** A KMS host with the keys that it is given; one Windows host key of its own generation where none is said. */
export function newHost(host: HostSpec, making: Making): MachineState {
  const system = windowsSystems[host.system];
  const state = newMachine(host, system, making, true);
  const keys = host.keys ?? [{ windows: usualGroup(host.system), activated: true } as const];
  state.products = keys.map((key) => ('windows' in key ? windowsHostProduct(system, host.edition, key.windows, key.activated) : officeHostProduct(key.office, key.activated)));
  if (!keys.some((key) => 'windows' in key)) {
    const own = windowsProduct(system, host.edition, 'retail');
    licenseForEver(own);
    state.products.push(own);
  }
  state.kmsHost = {
    ...state.kmsHost, listeningPort: host.port, dnsPublishing: host.publishing, priority: host.priority, weight: host.weight, publishList: host.publishList ?? [],
    activationIntervalMinutes: host.activationIntervalMinutes, renewalIntervalMinutes: host.renewalIntervalMinutes,
  };
  return state;
}

const usualGroup = (system: HostSpec['system']) =>
  system === 'server2025' ? 'ws2025' : system === 'server2022' ? 'ws2022' : system === 'server2019' ? 'ws2019' : system === 'server2016' ? 'ws2016'
    : system.startsWith('server') ? 'older' : 'win10';

/** A client with its Windows and its Office, in the states that it is given. */
export function newClient(machine: MachineSpec, making: Making): MachineState {
  const system = windowsSystems[machine.system];
  const state = newMachine(machine, system, making, false);
  const { channel = 'kms-client', last5, state: windowsState = 'licensed' } = machine.windows ?? {};
  const own = windowsProduct(system, state.editionId, channel, last5);
  setState(own, windowsState, making.now);
  state.products = [own, ...(machine.office ?? []).map((one) => {
    const product = officeProduct(one.generation, one.channel, one.last5);
    setState(product, one.state, making.now);
    return product;
  })];
  return state;
}

type State = NonNullable<MachineSpec['windows']>['state'];

/** The state that a product has when the estate begins; `licensed` KMS clients get their time when they last contacted a host. */
function setState(product: Product, state: State, now: number): void {
  switch (state) {
    case 'licensed':
      if (product.channel === 'kms-client') license(product, 2, now);
      else licenseForEver(product);
      return;
    case 'new': beginInitialGrace(product, now); return;
    case 'licensed-for-ever': licenseForEver(product); return;
    case 'lapsed':
      Object.assign(product, { licenseStatus: 5, reason: '0xC004F056', stateEndsAt: null, lastActivationType: 2, hostExtendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025' });
      return;
    case 'notification': Object.assign(product, { licenseStatus: 5, reason: product.channel === 'kms-client' ? '0xC004F056' : '0xC004F034', stateEndsAt: null }); return;
    case 'unlicensed': Object.assign(product, { licenseStatus: 0, reason: product.last5 === null ? '0xC004F014' : '0xC004F034', stateEndsAt: null }); return;
    case 'non-genuine': Object.assign(product, { licenseStatus: 4, reason: '0xC004F200', stateEndsAt: now + 30 * 86_400_000 }); return;
    case 'out-of-tolerance': Object.assign(product, { licenseStatus: 3, reason: '0xC004F00F', stateEndsAt: now + 30 * 86_400_000 });
  }
}
