import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { osppFormat } from '../../../src/codec/ospp/index.ts';
import { readWith } from '../read-with.ts';
import { act, adRow, dstatus, failedAttempt, goodAttempt, graceRow, history, kmsRow } from './outputs.ts';

const whole = dstatus(graceRow, kmsRow, adRow);
const productsOf = (text: string): unknown[] => readWith(osppFormat, text).flatMap((f) => f.products);
const wrapAt = (text: string, width: number): string =>
  text.split('\n').flatMap((l) => l.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']).join('\n');

test.each([
  ['blank lines between all', (t: string) => t.replaceAll('\n', '\n\n')],
  ['lost indentation', (t: string) => t.replaceAll(/^[ \t]+/gm, '')],
  ['spaces for tabs', (t: string) => t.replaceAll('\t', '        ')],
  ['CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
  ['blanks at the ends of lines', (t: string) => t.replaceAll('\n', '   \n')],
  ['an indented quotation', (t: string) => t.replaceAll(/^/gm, '    ')],
  ['a hard wrap at column 80 in mid-word', (t: string) => wrapAt(t, 80)],
  ['a hard wrap at column 79 in mid-word', (t: string) => wrapAt(t, 79)],
  ['lines run together', (t: string) => t.replaceAll('\n', '')],
])('%s changes nothing', (_, mangle) => {
  expect(productsOf(mangle(whole))).toEqual(productsOf(whole));
});

test('a long host name that a console cut in mid-word is whole again', () => {
  const host = `kms-activation-host-number-one.licensing.europe.contoso.test`;
  const row = kmsRow.replace('KMS1.contoso.test', host).replaceAll('\t', '        ');
  expect(productsOf(wrapAt(dstatus(row), 80))).toMatchObject([{ kmsClient: { configuredHost: host, configuredPort: 1688 } }]);
});

test('a piece cut after any character is read as far as it goes and never throws', () => {
  for (const text of [whole, act(failedAttempt, goodAttempt), history]) {
    for (let end = 0; end <= text.length; end += 1) {
      for (const fragment of readWith(osppFormat, text.slice(0, end))) {
        for (const product of fragment.products) expect(product.application).toBe('office');
      }
    }
  }
});

test('no text makes it throw, and nothing is made of text that is none of its own', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...whole.split('\n'), ...history.split('\n')))), (lines) => {
    const text = lines.join('\n');
    for (const fragment of osppFormat.read(text.split('\n'), 0, lines.length + 5)) expect(fragment.format).toBe('ospp');
    readWith(osppFormat, text);
  }), { numRuns: 300 });
  expect(readWith(osppFormat, 'Name: Windows(R), Enterprise edition\nLicense Status: Licensed\n    KMS machine name from DNS: kms1.contoso.test:1688\n    Activation interval: 120 minutes\n    KMS host caching is enabled')).toEqual([]);
});

test('many rows are all read', () => {
  const many = dstatus(...Array.from({ length: 4000 }, () => kmsRow));
  expect(productsOf(many)).toHaveLength(4000);
  expect(productsOf('ERROR CODE: 0xC004F074\n'.padEnd(2_000_000, 'x'))).toEqual([]);
  expect(productsOf(`LICENSE NAME: ${'y'.repeat(100)}\n${`${'z'.repeat(90)}\n`.repeat(20_000)}`)).toHaveLength(1);
});
