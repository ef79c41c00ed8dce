import { describe, expect, test } from 'vitest';
import { attemptsOf, productsOf, read } from './reading.ts';
import { failedAttempt, licensedClient } from './texts.ts';

const lone = (code: string | null, succeeded: boolean | null = false) => ({ at: null, product: null, activationId: null, succeeded, code });

describe('slmgr /ato', () => {
  test('a failed attempt has its product, its id and its code', () => {
    expect(read(failedAttempt)).toMatchObject([{ format: 'slmgr', by: 'slmgr /ato', line: 4, products: [] }]);
    expect(attemptsOf(failedAttempt)).toEqual([{
      at: null, product: 'Windows(R), ServerStandard edition', activationId: '77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f', succeeded: false, code: '0xC004F074',
    }]);
  });

  test.each([
    ['Activating Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...\nProduct activated successfully.', true],
    ['正在激活 Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...\n成功地激活了产品。', true],
    ['Aktivieren von Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...\nDas Produkt wurde erfolgreich aktiviert.', true],
    ['Activation de Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...\nUne phrase inconnue.', null],
    ['Activating Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...\nError: Product activation failed.', false],
    ['Activating Windows(R), Enterprise edition (11111111-2222-4333-8444-555555555555) ...', null],
  ])('%s', (text, succeeded) => {
    expect(attemptsOf(text)).toEqual([{
      at: null, product: 'Windows(R), Enterprise edition', activationId: '11111111-2222-4333-8444-555555555555', succeeded, code: null,
    }]);
  });

  test.each([
    ['Error: 0xC004F038 The computer could not be activated. The returned count from your Key Management Service is insufficient.', '0xC004F038'],
    ['Error: 0xc004f074 The Software LicensingService reported that the computer could not be activated.', '0xC004F074'],
    ['错误: 0xC004F069 在运行 Microsoft Windows 非核心版本的计算机上，运行”slui.exe 0x2a 0xC004F069″以显示错误文本。', '0xC004F069'],
    ['오류: 0xC004F074 컴퓨터를 활성화할 수 없습니다.', '0xC004F074'],
    ['Ошибка: 0xC004F042', '0xC004F042'],
    ['On a computer running Microsoft Windows non-core edition, run \'slui.exe 0x2a 0xC004F074\' to display the error text.', '0xC004F074'],
  ])('a lone error line is a failed attempt: %s', (line, code) => {
    expect(attemptsOf(line)).toEqual([lone(code)]);
  });

  test('the hint at slui.exe repeats the error and is no second attempt', () => {
    expect(attemptsOf(`${failedAttempt}On a computer running Microsoft Windows non-core edition, run 'slui.exe 0x2a 0xC004F074' to display the error text.\n`)).toHaveLength(1);
  });

  test('attempts keep their order, so that a later success can be told from an earlier one', () => {
    const success = 'Activating Windows(R), ServerStandard edition (77b2c1d0-1a2b-4c3d-8e4f-5a6b7c8d9e0f) ...\nProduct activated successfully.\n';
    expect(attemptsOf(failedAttempt + success).map((a) => a.succeeded)).toEqual([false, true]);
  });

  test('an error of another command is no attempt to activate, but is said', () => {
    const [fragment] = read('C:\\>slmgr /ipk XXXXX-XXXXX-XXXXX-XXXXX-XXXXX\nError: 0xC004F050 The Software Licensing Service reported that the product key is invalid.\n');
    expect(fragment?.attempts).toEqual([]);
    expect(fragment?.notes).toEqual([{ line: 2, text: 'slmgr /ipk failed with 0xC004F050; that was no attempt to activate.' }]);
  });

  test('the id that the command named is the attempt\'s where the output names none', () => {
    expect(attemptsOf('C:\\>cscript //nologo slmgr.vbs /ato 11111111-2222-4333-8444-555555555555\nError: 0xC004F074 No host.\n'))
      .toEqual([{ ...lone('0xC004F074'), activationId: '11111111-2222-4333-8444-555555555555' }]);
  });

  test('a state and an attempt in one paste are two pieces', () => {
    const fragments = read(licensedClient + failedAttempt);
    expect(fragments.map((f) => [f.by, f.products.length, f.attempts.length])).toEqual([['slmgr /dlv', 1, 0], ['slmgr /ato', 0, 1]]);
  });

  test('an informational code is no failure', () => {
    expect(attemptsOf('Activating Windows(R), x edition (11111111-2222-4333-8444-555555555555) ...\nError: 0x4004F040 The product was activated.\n')[0])
      .toMatchObject({ succeeded: null, code: '0x4004F040' });
  });

  test('an attempt leaves no product behind', () => {
    expect(productsOf(failedAttempt)).toEqual([]);
  });
});

describe('errors outside any output', () => {
  test.each([
    '0xC004F074',
    'Error code: 0xC004F074',
    'Fehlercode: 0xC004F074',
    '错误代码：0xC004F074',
    'Error 0xC004F074',
    '0xC004F074: The Software Licensing Service reported that the computer could not be activated.',
    'We can\'t activate Windows on this device. Make sure that you\'re connected to your organization\'s network. Error code: 0xC004F074',
  ])('%s is a failed attempt', (line) => {
    expect(attemptsOf(`Hello,\n\n${line}\n\nRegards`)).toEqual([lone('0xC004F074')]);
  });

  test.each([
    'Should I worry about error 0xC004F074?',
    'error 0xC004F074?',
    'we saw 0xC004F074 last year on other machines',
    'ERROR CODE: 0xC004F074',
    '0xC004F074, 0x00000000, kms1.corp.example:1688, 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417',
    '0x00000000',
    '0x4004F040',
  ])('%s is none', (line) => {
    expect(attemptsOf(line)).toEqual([]);
  });
});
