import { expect, test } from 'vitest';
import { probeFromItself } from '../../src/collect/machine-self-probes.ts';
import { probeScript } from '../../src/collect/powershell/collect-script.ts';
import { cloudOfFirmware } from '../../src/knowledge/cloud-firmware.ts';
import { emptyInstanceMetadata } from '../../src/model/evidence.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import type { WindowsMachine } from '../../src/model/windows.ts';
import { hostProduct, product } from '../evidence-builder.ts';

const none = async () => ({ ok: true as const, value: [] });
const called = (script: string): string[] => [...script.matchAll(/^\$found\['(\w+)'\] = Get-/gm)].map(([, kind = '']) => kind);

/** A machine that writes down what it is asked to try. */
function watched(): { machine: WindowsMachine; tried: string[] } {
  const tried: string[] = [];
  return {
    tried,
    machine: {
      queryWmi: none, readEvents: none, readRegistry: none, network: null,
      askMetadata: async () => {
        tried.push('metadata');
        const { cloud: _, ...rest } = emptyInstanceMetadata();
        return rest;
      },
      tryConnection: async (host, port) => {
        tried.push(`${host}:${port}`);
        return { host, address: '203.0.113.44', port, outcome: 'open', cause: null, tookMs: 1 };
      },
    },
  };
}

async function triedBy(role: 'client' | 'host', cloud: 'azure' | 'aws' | 'google' | null, products: readonly LicensingProduct[], hosts: readonly string[] = []): Promise<string[]> {
  const { machine, tried } = watched();
  await probeFromItself(machine, { role, cloud, products, hosts: hosts.map((host) => ({ host, port: 1688 })), limits: { timeoutMs: 1, signal: new AbortController().signal }, now: () => 0 });
  return tried;
}

const waiting = hostProduct({ licenseStatus: 'notification' });

test.each([
  ['a client that is in no cloud sends nothing to 169.254.169.254', 'client', null, [product()], []],
  ['nor does one in AWS or Google Cloud', 'client', 'aws', [product()], []],
  ['a client in Azure asks its metadata service', 'client', 'azure', [product()], ['metadata']],
  ['a KMS host in Azure does not: it is the client whose activation may rest on it', 'host', 'azure', [hostProduct()], []],
  ['a KMS host whose key is activated has no business with Microsoft', 'host', null, [hostProduct()], []],
  ['one whose key waits tries Microsoft’s activation', 'host', null, [waiting], ['activation-v2.sls.microsoft.com:443']],
  ['a client does not for a host key of its own', 'client', null, [waiting], []],
] as const)('%s', async (_rule, role, cloud, products, expected) => {
  expect(await triedBy(role, cloud, products)).toEqual(expected);
});

test.each([
  ['a client in Azure that is told to use Azure’s KMS tries whether it has any way out', 'azure', ['azkms.core.windows.net'], ['metadata', 'activation-v2.sls.microsoft.com:443']],
  ['one that uses the organisation’s own host does not', 'azure', ['kms1.contoso.test'], ['metadata']],
  ['nor does one that is not in Azure', null, ['azkms.core.windows.net'], []],
] as const)('%s', async (_rule, cloud, hosts, expected) => {
  expect(await triedBy('client', cloud, [product()], hosts)).toEqual(expected);
});

test('the probe script calls neither unless it is told to', () => {
  const request = { timeoutMs: 1, zones: [], zonesAreAll: true, hosts: [], dnsServers: [], ownAddresses: [] } as const;
  expect(called(probeScript({ ...request, role: 'client' }))).toEqual([]);
  expect(called(probeScript({ ...request, role: 'client', cloud: 'aws' }))).toEqual([]);
  expect(called(probeScript({ ...request, role: 'client', cloud: 'azure' }))).toEqual(['instanceMetadata']);
  expect(called(probeScript({ ...request, role: 'client', cloud: 'azure', triesMicrosoft: true }))).toEqual(['wayToMicrosoft', 'instanceMetadata']);
  expect(called(probeScript({ ...request, role: 'host', cloud: 'azure' }))).toEqual([]);
  expect(called(probeScript({ ...request, role: 'host', triesMicrosoft: true }))).toEqual(['wayToMicrosoft']);
});

test('the firmware names Azure by its asset tag alone, and never a cloud by a word that resembles its own', () => {
  expect(cloudOfFirmware(['7783-7084-3265-9085-8269-3286-77'], ['Microsoft Corporation'])).toBe('azure');
  expect(cloudOfFirmware(['4417-2931-0001-5566-7788-9012-34'], ['Microsoft Corporation'])).toBe(null);
  expect(cloudOfFirmware([], ['Amazon EC2'])).toBe('aws');
  expect(cloudOfFirmware([''], ['Google'])).toBe('google');
  expect(cloudOfFirmware([], ['constructor', 'google', 'Xen'])).toBe(null);
});
