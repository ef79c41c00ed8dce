import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cimJsonFormat, cimListFormat } from '../../../src/codec/cim/index.ts';
import type { TextFormat } from '../../../src/codec/text-format.ts';
import { emptyProduct } from '../../../src/model/evidence.ts';
import { readWith } from '../read-with.ts';

const folder = new URL('../../../../shared/samples/', import.meta.url);
const windows = { ...emptyProduct(), application: 'windows', name: 'Windows(R), Professional edition' } as const;

function read(format: TextFormat, number: string) {
  const file = readdirSync(new URL('wmi/', folder)).find((f) => f.startsWith(number)) ?? '';
  return readWith(format, readFileSync(new URL(`wmi/${file}`, folder), 'utf8'));
}

describe.skipIf(!existsSync(folder))('the samples of CIM', () => {
  test('wmi/001: a selection under a wrapped prompt; an OEM licence, licensed', () => {
    const fragments = read(cimListFormat, '001');
    expect(fragments).toMatchObject([{ by: 'cim:SoftwareLicensingProduct', line: 5, computer: null, notes: [] }]);
    expect(fragments[0]?.products).toEqual([{
      ...windows, channel: 'oem', channelText: 'OEM:DM', activationId: 'bd3762d7-270d-4760-8fb3-d829ca45278a', extendedPid: '03612-03305-061-702771-02-1033-17763.0000-0712019',
      partialProductKey: 'F6YP2', licenseStatus: 'licensed', activationType: 'all',
    }]);
  });

  test('wmi/002: Ansible\'s facts; a GVLK in notification', () => {
    const fragments = read(cimJsonFormat, '002');
    expect(fragments).toMatchObject([{ by: 'ansible win_product_facts', line: 1, computer: '192.168.10.63', notes: [] }]);
    expect(fragments[0]?.products).toEqual([{ ...windows, channel: 'kms-client', channelText: 'Volume:GVLK', partialProductKey: '9QBP9', licenseStatus: 'notification' }]);
  });

  test('wmi/005: a dump with masked values and a gap; 4294967295 and 1601 are nothing', () => {
    const fragments = read(cimListFormat, '005');
    expect(fragments).toMatchObject([{ by: 'cim:SoftwareLicensingProduct', line: 1, computer: null, notes: [] }]);
    expect(fragments[0]?.products).toEqual([{
      ...windows, description: 'Windows(R) Operating System, RETAIL channel', channel: 'retail', channelText: 'RETAIL', licenseStatus: 'unlicensed', reasonCode: '0xC004F014', remainingWindowsRearms: 1001,
    }]);
  });

  test('no other sample is taken for a listing or JSON of CIM', () => {
    for (const kind of ['slmgr', 'dns', 'events', 'ospp', 'ato', 'rogue']) {
      for (const file of readdirSync(new URL(`${kind}/`, folder))) {
        const text = readFileSync(new URL(`${kind}/${file}`, folder), 'utf8');
        expect([file, readWith(cimListFormat, text), readWith(cimJsonFormat, text)]).toEqual([file, [], []]);
      }
    }
  });
});
