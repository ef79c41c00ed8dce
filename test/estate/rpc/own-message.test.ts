import { assert, boolean, constantFrom, integer, nat, property, record, uint8Array, uuid } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isOwnRequest, readOwnAnswer, readOwnRequest, writeOwnAnswer, writeOwnRequest } from '../../../src/estate/host/rpc/own-message.ts';
import { asked, askedOctets, told, toldOctets } from './wire.ts';

const placeOf = (landmark: string): number => askedOctets().indexOf(landmark);
const text = (changed: (whole: string) => string): Uint8Array => Buffer.from(changed(askedOctets().toString('latin1')), 'latin1');

test('the request is a heading and plain fields, line by line', () => {
  expect(Buffer.from(writeOwnRequest(asked) ?? []).toString()).toBe(askedOctets().toString());
});

test('the answer is too', () => {
  expect(Buffer.from(writeOwnAnswer(told) ?? []).toString()).toBe(toldOctets().toString());
  expect(readOwnAnswer(toldOctets())).toEqual({ ok: true, value: told });
});

test('it is about as long as the exchange that it stands for: 250 octets each way', () => {
  expect(askedOctets().length).toBeLessThan(300);
  expect(toldOctets().length).toBeLessThan(250);
});

test('whatever is written is read back as it was', () => {
  const requests = record({
    clientName: constantFrom('a', 'WS-1.corp.example', 'x'.repeat(255)), cmid: uuid(), applicationId: uuid(), activationId: uuid(), requestTime: integer({ min: -8_640_000_000_000, max: 8_640_000_000_000 }),
    isVirtual: boolean(), licenseStatus: nat(6), minutesRemaining: nat(), requiredCount: nat(50),
  });
  assert(property(requests, (request) => {
    expect(readOwnRequest(writeOwnRequest(request) ?? Buffer.of())).toEqual({ ok: true, value: request });
  }), { numRuns: 100 });
});

describe('a field that would break out of its line, or is none of its kind, is not written', () => {
  test.each([
    ['a line break in a name', { clientName: 'a\nneeds: 5' }], ['an empty name', { clientName: '' }], ['letters that are not ASCII', { clientName: 'büro.example' }],
    ['a CMID of another form', { cmid: '{4f0d7c1a}' }], ['half a minute', { minutesRemaining: 0.5 }], ['a status that WMI does not have', { licenseStatus: 7 }], ['no number', { requestTime: Number.NaN }],
  ])('%s', (_, wrong) => {
    expect(writeOwnRequest({ ...asked, ...wrong })).toBeNull();
  });

  test('nor in an answer', () => {
    expect(writeOwnAnswer({ ...told, hostExtendedPid: 'x\ncount: 99' })).toBeNull();
    expect(writeOwnAnswer({ ...told, resultCode: 'ok' })).toBeNull();
  });
});

describe('the reader says where a message ceases to be one', () => {
  test.each<[string, Uint8Array, number, string]>([
    ['nothing', Buffer.of(), 0, 'line "KMSDOCTOR-ESTATE/1 request"'],
    ['another version', text((t) => t.replace('/1', '/2')), 0, 'line "KMSDOCTOR-ESTATE/1 request"'],
    ['an answer', toldOctets(), 0, 'line "KMSDOCTOR-ESTATE/1 request"'],
    ['a missing field', text((t) => t.replace(/cmid: .*\n/, '')), 56, 'line "cmid: …"'],
    ['fields in another order', text((t) => t.replace(/(client: .*\n)(cmid: .*\n)/, '$2$1')), placeOf('client:'), 'line "client: …"'],
    ['a wrong value', text((t) => t.replace('status: 2', 'status: 9')), placeOf('2\nminutes'), 'licence status from 0 to 6'],
    ['a carriage return', text((t) => t.replaceAll('\n', '\r\n')), 0, 'line "KMSDOCTOR-ESTATE/1 request"'],
    ['something behind it', text((t) => `${t}x`), askedOctets().length, 'end of the message'],
    ['a last line without its end', text((t) => t.slice(0, -1)), placeOf('needs:'), 'line "needs: …"'],
    ['too much of it', text((t) => t + 'x'.repeat(2000)), 2048, 'end of a message of at most 2048 octets'],
  ])('%s', (_, bytes, at, wanted) => {
    expect(readOwnRequest(bytes)).toEqual({ ok: false, at, wanted });
  });

  test('cut after any octet', () => {
    const whole = askedOctets();
    for (let n = 0; n < whole.length; n++) {
      expect(readOwnRequest(whole.subarray(0, n))).toMatchObject({ ok: false, at: expect.toSatisfy((at: number) => at <= n) });
    }
  });
});

test('octets that are not the estate\'s own are told by the first line alone', () => {
  expect(isOwnRequest(askedOctets())).toBe(true);
  expect(isOwnRequest(text((t) => t.split('\n', 1)[0] ?? ''))).toBe(false);
  expect(isOwnRequest(Buffer.alloc(300, 0xa7))).toBe(false);
});

test('no octets at all make a reader throw', () => {
  assert(property(uint8Array({ maxLength: 400 }), (bytes) => {
    expect(readOwnRequest(bytes).ok || readOwnAnswer(bytes).ok).toBe(false);
  }), { numRuns: 300 });
  assert(property(nat(askedOctets().length - 1), nat(255), (at, octet) => {
    const bytes = askedOctets();
    bytes[at] = octet;
    expect(typeof readOwnRequest(bytes).ok).toBe('boolean');
  }), { numRuns: 500 });
});
