import { describe, expect, test } from 'vitest';
import { productOf, productsOf, read } from './reading.ts';

describe('slmgr /xpr', () => {
  test.each([
    ['The machine is permanently activated.', 'licensed', true, 'unknown'],
    ['Volume activation will expire 30/11/2026 7:36:14 AM', 'licensed', false, 'kms-client'],
    ['Timebased activation will expire 30/11/2026 7:36:14 AM', 'licensed', false, 'unknown'],
    ['Automatic VM activation will expire 30/11/2026 7:36:14 AM', 'licensed', false, 'avma'],
    ['Initial grace period ends 30/11/2026 7:36:14 AM', 'oob-grace', null, 'unknown'],
    ['Additional grace period ends 30/11/2026 7:36:14 AM', 'oot-grace', null, 'unknown'],
    ['Non-genuine grace period ends 30/11/2026 7:36:14 AM', 'non-genuine-grace', null, 'unknown'],
    ['Extended grace period ends 30/11/2026 7:36:14 AM', 'extended-grace', null, 'unknown'],
    ['Windows is in Notification mode', 'notification', null, 'unknown'],
    ['Unlicensed', 'unlicensed', null, 'unknown'],
  ])('%s', (sentence, licenseStatus, permanentlyActivated, channel) => {
    expect(productOf(`Windows(R), Professional edition:\n    ${sentence}  \n`)).toMatchObject({
      application: 'windows', name: 'Windows(R), Professional edition', licenseStatus, permanentlyActivated, channel, graceMinutesRemaining: null,
    });
  });

  test('a date is kept as it stands, since neither its zone nor its form is known', () => {
    const [fragment] = read('Windows(R), Professional edition:\n   Volume activation will expire 30/11/2026 7:36:14 AM\n');
    expect(fragment).toMatchObject({
      by: 'slmgr /xpr',
      notes: [{ line: 2, text: 'slmgr /xpr: Windows(R), Professional edition: Volume activation will expire 30/11/2026 7:36:14 AM (in the machine\'s own time zone and form).' }],
    });
  });

  test('Chinese answers on the name\'s own line take the id that the command named, once', () => {
    const text = `slmgr /xpr 11111111-2222-4333-8444-555555555555
> Office 16, Office16VisioProR_Retail edition:Windows处于通知模式
- 查看状态 slmgr.vbs -xpr
> Windows(R), Professional edition:计算机已永久激活。
`;
    expect(productsOf(text)).toMatchObject([
      { application: 'office', name: 'Office 16, Office16VisioProR_Retail edition', activationId: '11111111-2222-4333-8444-555555555555', licenseStatus: 'notification', permanentlyActivated: null },
      { application: 'windows', name: 'Windows(R), Professional edition', activationId: null, licenseStatus: 'licensed', permanentlyActivated: true },
    ]);
  });

  test('the word Unlicensed alone says nothing', () => {
    expect(productsOf('Unlicensed\n')).toEqual([]);
  });
});
