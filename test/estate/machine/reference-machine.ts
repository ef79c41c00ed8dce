import { officeProduct, windowsHostProduct, windowsProduct } from '../../../src/estate/machine/products.ts';
import type { MachineState, Product } from '../../../src/estate/machine/state.ts';
import { windowsSystems } from '../../../src/estate/machine/systems.ts';
import type { SystemId } from '../../../src/estate/machine/systems.ts';

/** The time of every machine here, by the estate's clock. */
export const now = Date.parse('2026-11-20T09:00:00Z');

const dayMs = 86_400_000;

/** Activated by KMS two days ago. */
export const licensed = (product: Product): Product => ({
  ...product, licenseStatus: 1, reason: '0x00000000', stateEndsAt: now + 178 * dayMs, lastActivationType: 2,
  discovered: { host: 'kms1.contoso.test', port: 1688, address: '10.0.0.11' }, hostExtendedPid: '03612-00206-563-124817-03-1033-20348.0000-1122025',
});

/** A domain member with a system of its own, every part replaceable. */
export function machine(id: SystemId, but: Partial<MachineState> = {}): MachineState {
  const system = windowsSystems[id];
  const editionId = system.kind === 'server' ? 'ServerStandard' : 'Enterprise';
  return {
    name: 'WS-0142', system, editionId, isVirtual: false, kmsLogIsFull: false, addresses: ['10.0.1.42'],
    membership: { joined: true, domain: 'contoso.test', workgroup: 'WORKGROUP' },
    dns: { primarySuffix: 'contoso.test', searchList: [], connectionSuffix: '', servers: ['10.0.0.5', '10.0.0.6'] },
    clock: { aheadMs: 0, gainsMsADay: 0, since: now - 90 * dayMs },
    settings: { host: null, port: null, lookupDomain: null, activationType: 0, hostCaching: true },
    kmsHost: { listeningPort: 1688, dnsPublishing: true, lowPriority: false, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, priority: 0, weight: 0, publishList: [] },
    products: [licensed(windowsProduct(system, editionId, 'kms-client'))],
    cmid: '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417', officeCmid: '77a1a7ce-57c4-4f2b-9d3e-0b6c1f6f8a10', remainingWindowsRearms: 1001,
    services: [
      { name: 'sppsvc', state: 'Running', startMode: 'Auto' }, { name: 'W32Time', state: 'Running', startMode: 'Manual' },
      { name: 'Dnscache', state: 'Running', startMode: 'Auto' }, { name: 'Winmgmt', state: 'Running', startMode: 'Auto' },
      { name: 'MpsSvc', state: 'Running', startMode: 'Auto' }, { name: 'WinRM', state: 'Running', startMode: 'Auto' },
      { name: 'Spooler', state: 'Running', startMode: 'Auto' },
    ],
    firewall: { kmsRule: { enabled: false, profiles: ['domain', 'private', 'public'] }, activeProfile: 'domain', otherRuleOpensKms: false },
    events: [], licensingFault: null, refusesByHand: null, blocksLicensing: false, microsoftAnswers: '0xC004C003', subscription: null, cloud: null,
    unreadable: { wmi: null, events: null, registry: null }, listenerCertificate: null, on: true, ...but,
  };
}

/** The Windows 11 client of the estate, licensed. */
export const client = (but: Partial<MachineState> = {}): MachineState => machine('win11', but);

/** A Windows 7 with Office 2013, which brought a licensing service of its own. */
export const oldClient = (): MachineState => {
  const plain = machine('win7');
  return { ...plain, products: [...plain.products, licensed(officeProduct('2013', 'kms-client', 'GVGXT'))], services: [...plain.services, { name: 'osppsvc', state: 'Running', startMode: 'Manual' }] };
};

/** A KMS host on Server 2022 that has counted so many clients, each of which asked twice. */
export function host(clients: number, but: Partial<MachineState> = {}): MachineState {
  const row = windowsHostProduct(windowsSystems.server2022, 'ServerStandard', 'ws2022', true);
  const key = row.hostKey;
  for (let n = 0; n < clients * 2; n++) {
    key?.cache.contact(`00000000-0000-4000-8000-${String(n % clients).padStart(12, '0')}`, 25, now - dayMs);
    if (key !== null) {
      key.counters.total++;
      key.counters.byStatus[2]++;
    }
  }
  return machine('server2022', {
    name: 'KMS1', addresses: ['10.0.0.11'], products: [row], cmid: '38ac3c85-adbf-4353-af41-55ff7d368317', isVirtual: true,
    firewall: { kmsRule: { enabled: true, profiles: ['domain', 'private'] }, activeProfile: 'domain', otherRuleOpensKms: false }, ...but,
  });
}
