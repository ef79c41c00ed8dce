import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { osppFormat } from '../../../src/codec/ospp/index.ts';
import { isListedUnauthorisedHost } from '../../../src/knowledge/unauthorised-hosts.ts';
import { emptyKmsClient, emptyProduct } from '../../../src/model/evidence.ts';
import type { ActivationAttempt, KmsClientFacts, LicensingProduct } from '../../../src/model/evidence.ts';
import type { Fragment } from '../../../src/codec/text-format.ts';
import { readWith } from '../read-with.ts';

const folder = new URL('../../../../shared/samples/', import.meta.url);

/** The sample whose name begins so: `ospp/003`. */
function read(name: string): Fragment[] {
  const [kind = '', number = ''] = name.split('/');
  const file = readdirSync(new URL(`${kind}/`, folder)).find((f) => f.startsWith(number)) ?? '';
  return readWith(osppFormat, readFileSync(new URL(`${kind}/${file}`, folder), 'utf8'));
}

/** A host of the list of unauthorised ones: its name stands nowhere in this project, so the sample's own is compared by the list. */
const listedHost = expect.toSatisfy((name: unknown) => typeof name === 'string' && isListedUnauthorisedHost(name)) as unknown as string;

const office = (known: Partial<LicensingProduct>): LicensingProduct => ({ ...emptyProduct(), application: 'office', ...known });
const client = (known: Partial<KmsClientFacts>): KmsClientFacts =>
  ({ ...emptyKmsClient(), activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostCaching: true, ...known });
const failed = (code: string, known: Partial<ActivationAttempt> = {}): ActivationAttempt => ({ at: null, product: null, activationId: null, succeeded: false, code, ...known });

/** Name, description and channel words of Office's generation and licence. */
const named = (generation: number, licence: string, words: string, channel: LicensingProduct['channel']): Partial<LicensingProduct> =>
  ({ name: `Office ${generation}, ${licence} edition`, description: `Office ${generation}, ${words} channel`, channel, channelText: words });

describe.skipIf(!existsSync(folder))('the samples of OSPP.VBS', () => {
  const expired = { licenseStatus: 'notification', reasonCode: '0xC004F009' } as const;

  test.each<[string, LicensingProduct[]]>([
    ['ospp/001', [office({ ...named(16, 'Office16O365BusinessR_Grace', 'RETAIL(Grace)', 'retail'), ...expired, activationId: '3d0631e3-1091-416d-92a5-42f84a86d868' })]],
    ['ospp/003', [office({
      ...named(19, 'Office19ProPlus2019VL_KMS_Client_AE', 'VOLUME_KMSCLIENT', 'kms-client'), activationId: '85dd8b5f-eaa4-4af3-a628-cce9e77c9a03', partialProductKey: '6MWKP',
      licenseStatus: 'licensed', graceMinutesRemaining: 259_200, activationType: 'all', kmsClient: client({ configuredHost: listedHost, configuredPort: 1688 }),
    })]],
    ['ospp/005', [office({
      ...named(15, 'OfficeProPlusVL_KMS_Client', 'VOLUME_KMSCLIENT', 'kms-client'), activationId: 'b322da9c-a2e2-4058-9e4e-f59a6970bd69', partialProductKey: 'GVGXT',
      licenseStatus: 'licensed', reasonCode: '0x4004F040', graceMinutesRemaining: 256_748, activationType: 'all', kmsClient: client({ discoveredHost: 'ftp.agroprombank.com', discoveredPort: 1688 }),
    })]],
    ['ospp/008', [office({ partialProductKey: 'XTGCT', graceMinutesRemaining: 259_200, activationType: 'all', kmsClient: client({ discoveredHost: 'cubietruck.lan', discoveredPort: 1688 }) })]],
    ['ospp/010', [
      office({ ...named(16, 'Office16VisioProR_Retail', 'RETAIL', 'retail'), ...expired, activationId: '2dfe2075-2d04-4e43-816a-eb60bbb77574', partialProductKey: 'Y984V' }),
      office({ ...named(16, 'Office16VisioProR_Grace', 'RETAIL(Grace)', 'retail'), ...expired, activationId: '5821ec16-77a9-4404-99c8-2756dc6d4c3c', partialProductKey: 'F6YYT' }),
      office({
        ...named(16, 'Office16VisioProVL_KMS_Client', 'VOLUME_KMSCLIENT', 'kms-client'), activationId: '6bf301c1-b94a-43e9-ba31-d494598c47fb', partialProductKey: 'RJRJK',
        licenseStatus: 'notification', reasonCode: '0xC004F00F', activationType: 'all', kmsClient: client({}),
      }),
      office({ ...named(16, 'Office16O365HomePremR_Grace', 'RETAIL(Grace)', 'retail'), ...expired, activationId: 'd7279dd0-e175-49fe-a623-8fc2fc00afc4', partialProductKey: 'KHGM9' }),
    ]],
    ['ospp/014', [
      office({ ...named(24, 'Office24VisioStd2024R_Retail', 'RETAIL', 'retail'), licenseStatus: 'notification', partialProductKey: 'RGHKQ' }),
      office({ ...named(24, 'Office24ProPlus2024R_Retail', 'RETAIL', 'retail'), licenseStatus: 'licensed', partialProductKey: '88KC6' }),
    ]],
    ['rogue/001', [office({
      ...named(24, 'Office24ProPlus2024VL_KMS_Client_AE', 'VOLUME_KMSCLIENT', 'kms-client'), activationId: '8d368fc1-9470-4be2-8d66-90e836cbb051', partialProductKey: 'GCVGB',
      licenseStatus: 'licensed', graceMinutesRemaining: 91_706_830, activationType: 'all', kmsClient: client({ configuredHost: '192.0.2.0', configuredPort: 1688 }),
    })]],
  ])('%s, field by field', (name, products) => {
    const fragments = read(name);
    expect(fragments.map((f) => f.by)).toEqual(['ospp /dstatus']);
    expect(fragments[0]?.products).toEqual(products);
    expect(fragments[0]).toMatchObject({ computer: null, attempts: [], events: [], service: null, machine: null, notes: [] });
  });

  test('ato/006: the leftover grace key fails, the volume key is activated', () => {
    const fragments = read('ato/006');
    const grace = named(19, 'Office19ProPlus2019R_Grace', 'RETAIL(Grace)', 'retail');
    const volume = named(19, 'Office19ProPlus2019VL_KMS_Client_AE', 'VOLUME_KMSCLIENT', 'kms-client');
    expect(fragments.map((f) => f.by)).toEqual(['ospp /act']);
    expect(fragments[0]?.attempts).toEqual([
      failed('0xC004F017', { product: grace.name ?? null, activationId: '52c4d79f-6e1a-45b7-b479-36b666e0a2f8' }),
      { at: null, product: volume.name, activationId: '85dd8b5f-eaa4-4af3-a628-cce9e77c9a03', succeeded: true, code: null },
    ]);
    expect(fragments[0]?.products).toEqual([
      office({ ...grace, activationId: '52c4d79f-6e1a-45b7-b479-36b666e0a2f8', partialProductKey: '8MBCX' }),
      office({ ...volume, activationId: '85dd8b5f-eaa4-4af3-a628-cce9e77c9a03', partialProductKey: '6MWKP' }),
    ]);
  });

  test('ato/013: one failed attempt of no named product', () => {
    expect(read('ato/013')).toMatchObject([{ by: 'ospp /act', products: [], attempts: [failed('0xC004F074')] }]);
  });

  test('no other sample is taken for output of OSPP.VBS', () => {
    for (const kind of ['slmgr', 'dns', 'events', 'wmi']) {
      for (const file of readdirSync(new URL(`${kind}/`, folder))) expect(readWith(osppFormat, readFileSync(new URL(`${kind}/${file}`, folder), 'utf8'))).toEqual([]);
    }
  });
});
