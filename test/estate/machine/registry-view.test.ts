import { describe, expect, it } from 'vitest';
import { registryValueOf } from '../../../src/estate/machine/registry-view.ts';
import { client, host, machine } from './reference-machine.ts';

const spp = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform';
const tcpip = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';

const value = (state: Parameters<typeof registryValueOf>[0], key: string, name: string, hive: 'HKLM' | 'HKU' = 'HKLM') => registryValueOf(state, { hive, key, name });

const of = (state: Parameters<typeof registryValueOf>[0]) => ['EditionID', 'CurrentBuild', 'UBR', 'InstallationType', 'ProductName'].map((name) => value(state, 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', name));

describe('The registry of a reference machine', () => {
  // Source: registry settings for volume activation (dn502532), Microsoft: the ports are text, the rest flags.
  it('holds a setting of licensing only where somebody set it', () => {
    const names = ['KeyManagementServiceName', 'KeyManagementServicePort', 'KeyManagementServiceLookupDomain', 'DisableKeyManagementServiceHostCaching', 'VLActivationType', 'DisableDnsPublishing', 'DnsDomainPublishList', 'KeyManagementServiceListeningPort'];
    expect(names.map((name) => value(client(), spp, name))).toEqual(names.map(() => null));
    const set = client({
      settings: { host: 'kms2.contoso.test', port: 1690, lookupDomain: 'corp.example', activationType: 2, hostCaching: false },
      kmsHost: { ...client().kmsHost, dnsPublishing: false, listeningPort: 1700, publishList: [{ domain: 'corp.example', priority: 10, weight: 5 }] },
    });
    expect(names.map((name) => value(set, spp, name))).toEqual(['kms2.contoso.test', '1690', 'corp.example', 1, 2, 1, ['corp.example, 10, 5'], '1700']);
  });

  it('keeps what discovery found, and what a host published', () => {
    const cache = `S-1-5-20\\${spp}`.replace('SOFTWARE', 'Software');
    expect(value(client(), cache, 'DiscoveredKeyManagementServiceName', 'HKU')).toBe('kms1.contoso.test');
    expect(value(host(1), cache, 'KeyManagementServiceRegisteredPortNumber', 'HKU')).toBe('1688');
    expect(value(client(), cache, 'KeyManagementServiceRegisteredDomainName', 'HKU')).toBeNull();
  });

  it('names edition, build and revision; Windows 11 still calls itself 10, and Windows 7 has no revision', () => {
    expect(of(client())).toEqual(['Enterprise', '22631', 4169, 'Client', 'Windows 10 Enterprise']);
    expect(of(host(1))).toEqual(['ServerStandard', '20348', 2762, 'Server', 'Windows Server 2022 Standard']);
    expect(of(machine('win7'))).toEqual(['Enterprise', '7601', null, 'Client', 'Windows 7 Enterprise']);
  });

  it('names the suffixes, an empty text where there is none', () => {
    const state = client({ dns: { primarySuffix: '', searchList: ['a.test', 'b.test'], connectionSuffix: 'c.test', servers: [] } });
    expect(['Domain', 'NV Domain', 'SearchList', 'DhcpDomain'].map((name) => value(state, tcpip, name))).toEqual(['', '', 'a.test,b.test', 'c.test']);
  });

  // Source: Microsoft, error 0xC004F06C.
  it('takes the time from the domain on its members', () => {
    const key = 'SYSTEM\\CurrentControlSet\\Services\\W32Time\\Parameters';
    expect(value(client(), key, 'Type')).toBe('NT5DS');
    expect(value(client({ membership: { joined: false, domain: null, workgroup: 'WORKGROUP' } }), key, 'Type')).toBe('NTP');
  });

  it('is read in any letter case; what is not there is null', () => {
    expect(value(client(), tcpip.toLowerCase(), 'DOMAIN')).toBe('contoso.test');
    expect(value(client(), tcpip, 'Nothing')).toBeNull();
    expect(value(client(), 'SOFTWARE\\Nothing', 'Domain')).toBeNull();
    expect(value(client(), tcpip, 'constructor')).toBeNull();
  });
});
