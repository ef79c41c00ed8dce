import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeSntpQuestion, readSntpAnswer } from '../../src/codec/sntp.ts';

const cookie = Buffer.from('0102030405060708', 'hex');
const noon = Date.UTC(2026, 0, 31, 12);

type Fields = { leap?: number; mode?: number; stratum?: number; refid?: string; arrivedMs?: number; leftMs?: number; cookie?: Buffer };

/** An answer, its two times as Unix milliseconds of the reference's clock. */
function answer({ leap = 0, mode = 4, stratum = 2, refid = '\0\0\0\0', arrivedMs = noon, leftMs = arrivedMs, cookie: back = cookie }: Fields = {}): Buffer {
  const bytes = Buffer.alloc(48);
  bytes[0] = (leap << 6) | (4 << 3) | mode;
  bytes[1] = stratum;
  bytes.write(refid, 12, 'latin1');
  back.copy(bytes, 24);
  for (const [at, ms] of [[32, arrivedMs], [40, leftMs]] as const) {
    bytes.writeUInt32BE((Math.floor(ms / 1000) + 2_208_988_800) % 2 ** 32, at);
    bytes.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
  }
  return bytes;
}

const read = (bytes: Uint8Array, sentAtMs = noon, receivedAtMs = sentAtMs): ReturnType<typeof readSntpAnswer> => readSntpAnswer(bytes, cookie, sentAtMs, receivedAtMs);

test('a question is 48 octets of a client of version 4, with the cookie in the place of its time', () => {
  const bytes = Buffer.from(encodeSntpQuestion(cookie));
  expect(bytes.toString('hex')).toBe(`23${'00'.repeat(39)}0102030405060708`);
});

describe('the offset is ours minus the reference\'s', () => {
  test.each([[0, 0], [600_000, -600_000], [-3_600_000, 3_600_000], [250, -250]])('a reference %i ms ahead gives %i', (aheadMs, offsetMs) => {
    expect(read(answer({ arrivedMs: noon + aheadMs }))).toEqual({ state: 'read', offsetMs, roundTripMs: 0, stratum: 2 });
  });
});

test('the way there and back is halved, and the time inside the peer does not count', () => {
  expect(read(answer({ arrivedMs: noon + 40, leftMs: noon + 60 }), noon, noon + 100)).toMatchObject({ offsetMs: 0, roundTripMs: 80 });
});

test('a round trip is never negative, where the peer counts in whole seconds', () => {
  expect(read(answer({ arrivedMs: noon, leftMs: noon + 1000 }), noon, noon + 10)).toMatchObject({ state: 'read', roundTripMs: 0 });
});

test.each([['longer than we waited for it', 5000], ['less than nothing', -5000]])('a peer that claims to have held the question %s is malformed', (_how, heldMs) => {
  expect(read(answer({ arrivedMs: noon, leftMs: noon + heldMs }), noon, noon + 10)).toEqual({ state: 'malformed', detail: 'an answer whose own times contradict each other' });
});

test('times after 2036, when NTP begins to count anew, are read in their own era', () => {
  const later = Date.UTC(2040, 0, 1);
  expect(read(answer({ arrivedMs: later + 1000 }), later)).toMatchObject({ offsetMs: -1000 });
});

describe('a peer without a time to give is unsynchronised, and says why', () => {
  test.each([
    [{ leap: 3 }, 'its own clock is not synchronised (leap indicator 3)'],
    [{ leap: 3, stratum: 0 }, 'its own clock is not synchronised (stratum 0)'],
    [{ stratum: 16 }, 'its own clock is not synchronised (stratum 16)'],
    [{ stratum: 0, refid: 'RATE' }, "Kiss-o'-Death RATE: asked too often"],
    [{ stratum: 0, refid: 'XFUN' }, "Kiss-o'-Death XFUN"],
    [{ stratum: 0, refid: '\u001b[2J' }, 'its own clock is not synchronised (stratum 0)'],
  ])('%j', (fields, detail) => {
    expect(read(answer(fields))).toEqual({ state: 'unsynchronised', detail });
  });
});

test.each([
  ['too short', answer().subarray(0, 47)],
  ['empty', Buffer.alloc(0)],
  ['another question\'s', answer({ cookie: Buffer.from('ffffffffffffffff', 'hex') })],
  ['a broadcast', answer({ mode: 5 })],
  ['without its sending time', Buffer.concat([answer().subarray(0, 40), Buffer.alloc(8)])],
])('an answer that is %s is malformed', (_what, bytes) => {
  expect(read(bytes)).toMatchObject({ state: 'malformed', detail: expect.any(String) });
});

test('any octets are a value', () => {
  expect(() => assert(property(uint8Array({ maxLength: 100 }), (bytes) => typeof read(bytes).state === 'string'))).not.toThrow();
});
