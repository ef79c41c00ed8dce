import { expect, test } from 'vitest';
import { osppFormat } from '../../../src/codec/ospp/index.ts';
import { readWith } from '../read-with.ts';
import { act, dstatus, failedAttempt, goodAttempt, history, kmsRow } from './outputs.ts';

test('each attempt of /act tells product, id, outcome and code, and names its product without a state', () => {
  const fragments = readWith(osppFormat, act(failedAttempt, goodAttempt));
  expect(fragments).toHaveLength(1);
  expect(fragments[0]).toMatchObject({ by: 'ospp /act' });
  expect(fragments[0]?.attempts).toEqual([
    { at: null, product: 'Office 16, Office16ProjectProR_Grace edition', activationId: '11111111-aaaa-4bbb-8ccc-000000000002', succeeded: false, code: '0xC004F017' },
    { at: null, product: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition', activationId: '11111111-aaaa-4bbb-8ccc-000000000001', succeeded: true, code: null },
  ]);
  expect(fragments[0]?.products.map((p) => [p.channelText, p.partialProductKey, p.licenseStatus, p.reasonCode, p.kmsClient])).toEqual([
    ['RETAIL(Grace)', '9QTRB', null, null, null], ['VOLUME_KMSCLIENT', '6F7TH', null, null, null],
  ]);
});

test('an error that stands alone is an attempt of no named product, however its description is wrapped', () => {
  const [fragment] = readWith(osppFormat, [
    'ERROR CODE: 0xC004F074',
    'ERROR DESCRIPTION: The Software Licensing Service reported that the product cou',
    'ld not be activated. No Key Management Service (KMS) could be contacted. Please',
    'see the Application Event Log for additional information.',
    'To view the activation event history run: cscript ospp.vbs /dhistorykms',
  ].join('\n'));
  expect(fragment).toMatchObject({ by: 'ospp /act', products: [], attempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0xC004F074' }] });
});

test('an attempt whose outcome was cut off has none', () => {
  const [fragment] = readWith(osppFormat, failedAttempt.slice(0, failedAttempt.indexOf('ERROR CODE')));
  expect(fragment?.attempts).toMatchObject([{ succeeded: null, code: null }]);
});

test('an attempt with an informational code succeeded', () => {
  const [fragment] = readWith(osppFormat, act(failedAttempt.replace('0xC004F017', '0x4004F040')));
  expect(fragment?.attempts).toMatchObject([{ succeeded: true, code: '0x4004F040' }]);
});

test('an error without a number failed all the same', () => {
  const [fragment] = readWith(osppFormat, act(failedAttempt.replace(/ERROR CODE.*\n/, '').replace(/ERROR DESCRIPTION.*/, 'ERROR DESCRIPTION: An unknown error occurred.')));
  expect(fragment?.attempts).toMatchObject([{ succeeded: false, code: null }]);
});

test('/act and /dstatus one after another are two fragments', () => {
  const fragments = readWith(osppFormat, `${act(goodAttempt)}\nC:\\Program Files\\Microsoft Office\\Office16>cscript ospp.vbs /dstatus\n${dstatus(kmsRow)}`);
  expect(fragments.map((f) => [f.by, f.products.length, f.attempts.length])).toEqual([['ospp /act', 1, 1], ['ospp /dstatus', 1, 0]]);
});

test('/dhistorykms gives events 12288 of the Application log without the port, which the script cuts off', () => {
  const [fragment] = readWith(osppFormat, history);
  expect(fragment).toMatchObject({ by: 'ospp /dhistorykms', computer: 'WS-0142', products: [], attempts: [] });
  expect(fragment?.events).toMatchObject([
    { id: 12288, provider: null, log: 'Application', computer: 'WS-0142', time: '2026-01-25T21:30:00.000Z', code: '0xC004F074',
      kms: { role: 'client-request', resultCode: '0xC004F074', flags: '0x00000000', kmsHost: 'kms1.contoso.test', kmsPort: null } },
    { id: 12288, time: '1/2/2026 9:30:00 AM', code: null, kms: { resultCode: '0x00000000', kmsHost: 'kms1.contoso.test' } },
  ]);
});

test('/dhistorykms without events says so', () => {
  const text = history.slice(0, history.indexOf('Coordinated')) + 'No KMS activation events found on machine: WS-0142';
  expect(readWith(osppFormat, text)).toMatchObject([{ by: 'ospp /dhistorykms', events: [], notes: [{ text: 'ospp.vbs found no KMS activation events of Office.' }] }]);
});

test('/dhistoryacterr gives events 8200 with the code at the end of their message', () => {
  const text = '---Processing---\nSearching for Internet activation failure events on machine: WS-0142\nEvent ID: 8200\n\n'
    + 'Coordinated Universal Time Written: 2026/1/2 9:30:00\nMESSAGE: License acquisition failure details. \nhr=0xC004C003\n'.replace('\nhr', 'hr');
  expect(readWith(osppFormat, text)[0]?.events).toMatchObject([{ id: 8200, time: '2026-01-02T09:30:00.000Z', kms: null, code: '0xC004C003' }]);
});

test('labels that slmgr.vbs and event texts have too are claimed inside the output, and only there', () => {
  const lines = history.split('\n');
  expect(osppFormat.startsAt(lines, lines.indexOf('Event ID: 12288'))).toBe(true);
  expect(osppFormat.startsAt(['Event ID: 12288', 'Level: Information'], 0)).toBe(false);
  const row = kmsRow.split('\n');
  expect(row.flatMap((l, at) => (l.startsWith('\t') && !osppFormat.startsAt(row, at) ? [l] : []))).toEqual([]);
  expect(osppFormat.startsAt(['Key Management Service client information', '    KMS machine name from DNS: kms1.contoso.test:1688', '    KMS machine extended PID: 0'], 1)).toBe(false);
});

test('the same command twice is two fragments: they may be two machines', () => {
  expect(readWith(osppFormat, `${dstatus(kmsRow)}\n${dstatus(kmsRow)}`).map((f) => f.products.length)).toEqual([1, 1]);
});
