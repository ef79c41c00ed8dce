import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LicensingProduct } from '../../../src/model/evidence.ts';
import { slmgrFormat } from '../../../src/codec/slmgr/index.ts';
import { productOf, productsOf, read } from './reading.ts';
import { failedAttempt, kmsHost, licensedClient, notifiedClient, windows7Client } from './texts.ts';

/** Every field of a product by its path, nulls left out. */
function fieldsOf(product: LicensingProduct): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string): void => {
    if (value === null) return;
    if (typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    else found.set(path, value);
  };
  walk(product, '');
  return found;
}

describe('text cut short', () => {
  test.each([['a client', licensedClient], ['a host', kmsHost], ['a client that is not activated', notifiedClient]])(
    'of %s says, at every byte, nothing that the whole contradicts, but for the value that was cut', (_, whole) => {
      const [expected] = productsOf(whole);
      const truth = fieldsOf(expected as LicensingProduct);
      for (let end = 0; end <= whole.length; end += 1) {
        const part = whole.slice(0, end);
        const products = productsOf(part);
        expect(products.length, `cut at ${end}`).toBeLessThanOrEqual(1);
        for (const [path, value] of products[0] === undefined ? [] : fieldsOf(products[0])) {
          if (truth.get(path) === value) continue;
          const unsettled = (path === '.application' && value === 'other') || (path === '.channel' && value === 'unknown');
          const cutValue = String(truth.get(path)).startsWith(String(value)) && part.trimEnd().endsWith(String(value));
          // The channel's words come from the description until the key's own line is reached.
          const lessSaid = path === '.channelText' && String(expected?.description).includes(String(value));
          expect(unsettled || cutValue || lessSaid, `${path} = ${String(value)} when cut at ${end}: ${JSON.stringify(part.slice(-60))}`).toBe(true);
        }
      }
    },
  );

  test('an attempt cut anywhere never becomes a success or another code', () => {
    for (let end = 0; end <= failedAttempt.length; end += 1) {
      for (const attempt of read(failedAttempt.slice(0, end)).flatMap((f) => f.attempts)) {
        expect(attempt.succeeded).not.toBe(true);
        expect([null, '0xC004F074']).toContain(attempt.code);
      }
    }
  });
});

describe('any text at all', () => {
  const words = constantFrom(
    'Name', 'Description', 'License Status', 'Activating', 'Error', '0xC004F074', ':', '：', '\n', '\r', ' ', 'channel', 'VOLUME_KMS', '(', ')',
    '11111111-2222-4333-8444-555555555555', 'slmgr', '/dlv', '>', '{', '[', '<Event ', '"', '1688', 'KMS', 'DNS', 'Windows(R), x edition', '许可证状态',
  );

  test('is read without throwing', () => {
    const texts = oneof(string({ unit: 'binary', maxLength: 300 }), array(words, { maxLength: 60 }).map((w) => w.join('')));
    const reads = property(texts, (text) => {
      const lines = text.split('\n');
      expect(lines.every((_, at) => typeof slmgrFormat.startsAt(lines, at) === 'boolean')).toBe(true);
      expect(slmgrFormat.read(lines, -3, lines.length + 3)).toBeInstanceOf(Array);
      expect(read(text)).toBeInstanceOf(Array);
    });
    expect(() => assert(reads, { numRuns: 300 })).not.toThrow();
  });
});

test('an extended PID under a label that a mailer cut is the KMS host\'s, where the client\'s block has begun', () => {
  const text = windows7Client.replace('KMS machine extended PID: ', 'KMS machine extended\nPID: ');
  expect(productOf(text)).toMatchObject({ extendedPid: null });
});

test('an application id tells Office although name and description were lost', () => {
  const text = 'Activation ID: 11111111-2222-4333-8444-555555555555\nApplication ID: 0ff1ce15-a989-479d-af46-f275c6370663\nPartial Product Key: BCD34\nLicense Status: Licensed\n';
  expect(productOf(text)).toMatchObject({ application: 'office', activationId: '11111111-2222-4333-8444-555555555555' });
});
