import { describe, expect, it } from 'vitest';
import { queryMachine } from '../../../src/estate/machine/windows-machine.ts';
import { windowsHostProduct, windowsProduct, officeProduct } from '../../../src/estate/machine/products.ts';
import type { MachineState } from '../../../src/estate/machine/state.ts';
import { windowsSystems } from '../../../src/estate/machine/systems.ts';
import { columnsOf, wmiClasses } from '../../../src/estate/machine/wmi/class-table.ts';
import type { CimType } from '../../../src/estate/machine/wmi/class-table.ts';
import type { WmiRow, WmiValue } from '../../../src/model/windows.ts';
import { client, host, licensed, machine, now, oldClient } from './reference-machine.ts';

const isWhole = (low: number, high: number) => (value: WmiValue) => typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
const isText = (value: WmiValue): boolean => typeof value === 'string';
const each = (test: (value: WmiValue) => boolean) => (value: WmiValue) => Array.isArray(value) && value.every(test);

const typeTests: Readonly<Record<CimType, (value: WmiValue) => boolean>> = {
  'string': isText, 'string[]': each(isText), 'boolean': (value) => typeof value === 'boolean',
  'datetime': (value) => typeof value === 'string' && /^\d{14}\.\d{6}[+-]\d{3}$/.test(value),
  'uint8': isWhole(0, 255), 'uint16': isWhole(0, 65_535), 'uint16[]': each(isWhole(0, 65_535)), 'uint32': isWhole(0, 0xffff_ffff),
  'sint16': isWhole(-32_768, 32_767), 'sint32': isWhole(-0x8000_0000, 0x7fff_ffff),
};

function rowsOf(state: MachineState, wql: string, namespace: 'root\\cimv2' | 'root\\StandardCimv2' = 'root\\cimv2'): WmiRow[] {
  const reading = queryMachine(state, now, { namespace, wql });
  return reading.ok ? reading.value : [{ failed: reading.detail }];
}

const row = (state: MachineState, wql: string): WmiRow => rowsOf(state, wql)[0] ?? {};

const withEvent = (state: MachineState): MachineState =>
  ({ ...state, events: [{ id: 12288, provider: 'Microsoft-Windows-Security-SPP', log: 'Application', at: now, strings: ['0x0', '0x00000000'] }] });

const estate: readonly (readonly [string, MachineState])[] = [
  ['a Windows 7 with Office 2013', oldClient()], ['a Windows 8.1', machine('win8.1')], ['a Windows 11', client()],
  ['a KMS host on Server 2022', host(12)], ['a KMS host on Server 2008 R2', machine('server2008r2', { products: [windowsHostProduct(windowsSystems.server2008r2, 'ServerStandard', 'older', true)] })],
];

describe('Every class of a reference machine', () => {
  // The table of classes is what WS-Management is served from.
  it.each(estate)('has on %s exactly the properties of that system, each of its type or null', (_name, plain) => {
    const state = withEvent(plain);
    const wrong = [...wmiClasses.values()].flatMap((cls) => {
      const expected = columnsOf(cls, Number(state.system.build)).join(' ');
      const reading = queryMachine(state, now, { namespace: cls.namespace, wql: `SELECT * FROM ${cls.name}` });
      if (!reading.ok) return /0x8004100E|0x80041010/.test(reading.detail ?? '') ? [] : [`${cls.name}: ${reading.detail}`];
      if (reading.value.length === 0) return [`${cls.name} has no row`];
      return reading.value.flatMap((found) => [
        ...(Object.keys(found).join(' ') === expected ? [] : [`${cls.name} has other properties`]),
        ...cls.properties.filter(({ name, type }) => name in found && found[name] !== null && !typeTests[type](found[name] ?? null)).map(({ name }) => `${cls.name}.${name} is of another type`),
      ]);
    });
    expect(wrong).toEqual([]);
  });

  it('is served by a view, each property by a reader: none is null on every machine but those that mean to be', () => {
    const meantToBeNull = ['OfflineInstallationId', 'DefaultIPGateway', 'Message', 'User', 'EnforcementStatus'];
    const silent = [...wmiClasses.values()].flatMap((cls) => {
      const found = estate.flatMap(([, state]) => {
        const reading = queryMachine(withEvent({ ...state, membership: { ...state.membership, joined: state.system.kind === 'client' } }), now, { namespace: cls.namespace, wql: `SELECT * FROM ${cls.name}` });
        return reading.ok ? reading.value : [];
      });
      return cls.properties.map((p) => p.name).filter((name) => found.some((r) => name in r) && found.every((r) => (r[name] ?? null) === null) && !meantToBeNull.includes(name));
    });
    expect(silent).toEqual([]);
  });

  // OA3xOriginalProductKey holds a whole key on real machines.
  it.each(estate)('holds no whole product key on %s', (_name, state) => {
    const texts = [...wmiClasses.values()].flatMap((cls) => JSON.stringify(queryMachine(state, now, { namespace: cls.namespace, wql: `SELECT * FROM ${cls.name}` })));
    expect(texts.join(' ')).not.toMatch(/\b(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}\b/);
    expect(row(client(), 'SELECT OA3xOriginalProductKey FROM SoftwareLicensingService')).toEqual({ OA3xOriginalProductKey: '' });
  });
});

const keyed = (columns: string): string => `SELECT ${columns} FROM SoftwareLicensingProduct WHERE PartialProductKey IS NOT NULL`;

describe('The licences of a machine', () => {
  // Source: class page of SoftwareLicensingProduct: minutes, and 0 beside status 1 for a licence that does not end.
  it('count minutes to the end of the present state, and 0 where it has none', () => {
    expect(rowsOf(client(), keyed('LicenseStatus, GracePeriodRemaining, LicenseStatusReason'))).toEqual([{ LicenseStatus: 1, GracePeriodRemaining: 178 * 1440, LicenseStatusReason: 0 }]);
    expect(rowsOf(host(1), keyed('LicenseStatus, GracePeriodRemaining'))).toEqual([{ LicenseStatus: 1, GracePeriodRemaining: 0 }]);
  });

  it('are shown as they are by now, also where the machine has not looked since a state ended', () => {
    const [product] = client().products;
    const lapsed = client({ products: [{ ...product!, stateEndsAt: now - 60_000 }] });
    expect(rowsOf(lapsed, keyed('LicenseStatus, LicenseStatusReason'))).toEqual([{ LicenseStatus: 5, LicenseStatusReason: 0xc004_f056 }]);
    expect(lapsed.products[0]?.licenseStatus).toBe(1);
  });

  it('stand beside rows without a key, among them that of a KMS host on every server, which makes it none', () => {
    const idle = rowsOf(machine('server2022'), 'SELECT Description, LicenseStatus, LicenseStatusReason, IsKeyManagementServiceMachine FROM SoftwareLicensingProduct WHERE PartialProductKey IS NULL AND Description LIKE \'%VOLUME_KMS channel\'');
    expect(idle).toEqual([{ Description: 'Windows(R) Operating System, VOLUME_KMS channel', LicenseStatus: 0, LicenseStatusReason: 0xc004_f014, IsKeyManagementServiceMachine: 0 }]);
    expect(rowsOf(client(), 'SELECT ID FROM SoftwareLicensingProduct').length).toBeGreaterThan(rowsOf(client(), keyed('ID')).length);
  });

  // Source: class pages; -1 of an unsigned column.
  it('have 4294967295 in every counter of a KMS host that they are not', () => {
    const counters = [...(wmiClasses.get('softwarelicensingproduct')?.properties ?? [])].map((p) => p.name).filter((name) => /Requests$|CurrentCount$/.test(name));
    expect(counters).toHaveLength(9);
    expect(new Set(Object.values(row(client(), keyed(counters.join(', ')))))).toEqual(new Set([4_294_967_295]));
  });

  it('have the counts of a host key where they are one, and no count before any request', () => {
    const columns = 'IsKeyManagementServiceMachine, KeyManagementServiceCurrentCount, KeyManagementServiceTotalRequests, KeyManagementServiceFailedRequests, KeyManagementServiceOOBGraceRequests';
    expect(Object.values(row(host(12), keyed(columns)))).toEqual([1, 12, 24, 0, 24]);
    expect(Object.values(row(host(0), keyed(columns)))).toEqual([1, 4_294_967_295, 0, 0, 0]);
  });

  // slmgr.vbs reads what it prints of a KMS client from the product's row.
  it('show a host that was set for the whole machine on the product that uses it, and one set for the product before it', () => {
    const columns = keyed('KeyManagementServiceMachine, KeyManagementServicePort');
    expect(Object.values(row(client(), columns))).toEqual(['', 0]);
    const settings = { ...client().settings, host: 'kms2.contoso.test', port: 1690 };
    expect(Object.values(row(client({ settings }), columns))).toEqual(['kms2.contoso.test', 1690]);
    const products = client().products.map((p) => ({ ...p, configuredHost: '10.0.0.9' }));
    expect(Object.values(row(client({ settings, products }), columns))).toEqual(['10.0.0.9', 1690]);
  });

  it('hold Office too from Windows 8 on; before, Office has classes of its own, and its own CMID', () => {
    const withOffice = client({ products: [...client().products, licensed(officeProduct('2021', 'kms-client'))] });
    expect(rowsOf(withOffice, keyed('Name'))).toHaveLength(2);
    expect(rowsOf(withOffice, 'SELECT Name FROM OfficeSoftwareProtectionProduct')[0]?.['failed']).toMatch(/0x80041010/);
    expect(rowsOf(oldClient(), keyed('Name'))).toHaveLength(1);
    expect(rowsOf(oldClient(), 'SELECT Name FROM OfficeSoftwareProtectionProduct')).toEqual([{ Name: 'Office 15, OfficeProPlusVL_KMS_Client_AE edition' }]);
    expect(row(oldClient(), 'SELECT ClientMachineID FROM OfficeSoftwareProtectionService')).toEqual({ ClientMachineID: '77a1a7ce-57c4-4f2b-9d3e-0b6c1f6f8a10' });
    expect(rowsOf(machine('win7'), 'SELECT Name FROM OfficeSoftwareProtectionProduct')[0]?.['failed']).toMatch(/0x80041010/);
  });

  // Source: class page of Windows 7 beside Microsoft's listing of Server 2019.
  it('lack on Windows 7 what came with Windows 8', () => {
    const since8 = ['VLActivationType', 'VLActivationTypeEnabled', 'ADActivationObjectName', 'KeyManagementServiceLookupDomain', 'ProductKeyChannel'];
    expect(since8.filter((column) => !/0x80041017/.test(String(rowsOf(machine('win7'), keyed(column))[0]?.['failed'])))).toEqual([]);
    expect(since8.filter((column) => 'failed' in row(machine('win8.1'), keyed(column)))).toEqual([]);
  });
});

const of = (state: MachineState, columns: string): unknown[] => Object.values(row(state, `SELECT ${columns} FROM SoftwareLicensingService`));

describe('The licensing service’s own row', () => {
  it('tells of a client its CMID, its cached host and that it is no host', () => {
    expect(of(client(), 'Version, ClientMachineID, IsKeyManagementServiceMachine, DiscoveredKeyManagementServiceMachineName, DiscoveredKeyManagementServiceMachinePort, KeyManagementServicePort, RequiredClientCount, KeyManagementServiceHostCaching'))
      .toEqual(['10.0.22631.4169', '3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417', 0, 'kms1.contoso.test', 1688, 0, 4_294_967_295, true]);
  });

  it('tells of a host its count, port, publishing and intervals', () => {
    expect(of(host(12), 'IsKeyManagementServiceMachine, KeyManagementServiceCurrentCount, KeyManagementServiceListeningPort, KeyManagementServiceDnsPublishing, KeyManagementServiceLowPriority, RequiredClientCount, VLActivationInterval, VLRenewalInterval'))
      .toEqual([1, 12, 1688, true, false, 25, 120, 10_080]);
  });
});

describe('The machine as such', () => {
  it('tells its own clock’s time, whatever the estate’s is', () => {
    const behind = client({ clock: { aheadMs: -5 * 3_600_000, gainsMsADay: 0, since: 0 } });
    expect(row(behind, 'SELECT LocalDateTime, CurrentTimeZone FROM Win32_OperatingSystem')).toEqual({ LocalDateTime: '20261120040000.000000+000', CurrentTimeZone: 0 });
  });

  it('names its system with its edition, Windows 7 with a blank behind', () => {
    expect(row(client(), 'SELECT Caption, Version, BuildNumber FROM Win32_OperatingSystem')).toEqual({ Caption: 'Microsoft Windows 11 Enterprise', Version: '10.0.22631', BuildNumber: '22631' });
    expect(row(machine('win7'), 'SELECT Caption FROM Win32_OperatingSystem')).toEqual({ Caption: 'Microsoft Windows 7 Enterprise ' });
  });

  it('has its domain, or its workgroup in the same column', () => {
    const query = 'SELECT Domain, PartOfDomain, DomainRole, Workgroup FROM Win32_ComputerSystem';
    expect(Object.values(row(host(1), query))).toEqual(['contoso.test', true, 3, null]);
    expect(Object.values(row(client({ membership: { joined: false, domain: null, workgroup: 'OFFICE' } }), query))).toEqual(['OFFICE', false, 0, 'OFFICE']);
  });

  it('searches the list that is set, else its primary and its connection’s suffix', () => {
    const query = 'SELECT DNSDomainSuffixSearchOrder, DNSServerSearchOrder FROM Win32_NetworkAdapterConfiguration WHERE IPEnabled = TRUE';
    const suffixes = (dns: Partial<MachineState['dns']>) => row(client({ dns: { ...client().dns, ...dns } }), query)['DNSDomainSuffixSearchOrder'];
    expect(suffixes({})).toEqual(['contoso.test']);
    expect(suffixes({ connectionSuffix: 'branch.contoso.test' })).toEqual(['contoso.test', 'branch.contoso.test']);
    expect(suffixes({ searchList: ['a.test', 'b.test'] })).toEqual(['a.test', 'b.test']);
    expect(suffixes({ primarySuffix: '' })).toBeNull();
    expect(rowsOf(client(), 'SELECT * FROM Win32_NetworkAdapterConfiguration')).toHaveLength(2);
  });

  // Source: MSFT_NetFirewallRule and MSFT_NetConnectionProfile, Microsoft; both came with Windows 8.
  it('shows the firewall rule of KMS by its id, with its profiles as bits', () => {
    const rule = 'SELECT Enabled, Profiles FROM MSFT_NetFirewallRule WHERE InstanceID = \'SPPSVC-In-TCP\'';
    expect(rowsOf(host(1), rule, 'root\\StandardCimv2')).toEqual([{ Enabled: 1, Profiles: 3 }]);
    expect(rowsOf(client(), rule, 'root\\StandardCimv2')).toEqual([{ Enabled: 2, Profiles: 7 }]);
    expect(rowsOf(client(), 'SELECT NetworkCategory FROM MSFT_NetConnectionProfile', 'root\\StandardCimv2')).toEqual([{ NetworkCategory: 2 }]);
    expect(rowsOf(machine('win7'), rule, 'root\\StandardCimv2')[0]?.['failed']).toMatch(/0x8004100E/);
    expect(rowsOf(client(), rule)[0]?.['failed']).toMatch(/0x80041010/);
  });

  it('shows its events by WMI as well, newest first, with the class’s own words', () => {
    const events = [12_288, 8198].map((id, n) => ({ id, provider: 'Microsoft-Windows-Security-SPP', log: 'Application', at: now + n * 1000, strings: [String(id)] }));
    expect(rowsOf(client({ events }), 'SELECT EventCode, EventType, InsertionStrings, TimeGenerated FROM Win32_NTLogEvent WHERE Logfile = \'application\' AND TimeGenerated > \'20261120085959.000000+000\'')).toEqual([
      { EventCode: 8198, EventType: 1, InsertionStrings: ['8198'], TimeGenerated: '20261120090001.000000+000' },
      { EventCode: 12_288, EventType: 3, InsertionStrings: ['12288'], TimeGenerated: '20261120090000.000000+000' },
    ]);
  });

  it('has one row for each product of a plain machine and the ids of none twice', () => {
    const mak = client({ products: [windowsProduct(windowsSystems.win11, 'Enterprise', 'mak')] });
    const ids = rowsOf(mak, 'SELECT ID FROM SoftwareLicensingProduct').map((r) => r['ID']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
