import { assert, array, integer as anyInteger, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ldapLimits, readLdapFrames } from '../../../src/codec/directory/ldap-frames.ts';
import { element, entry, integer, message, octets, result } from './ber.ts';

const good = [entry(2, 'CN=one', { cn: ['one'], objectClass: ['top', 'container'] }), result(2, 0x65, 0)];
/** The octets of a message behind its own header, whose length may be written in several ways. */
const content = (bytes: Uint8Array): string => {
  const first = bytes[1] ?? 0;
  return Buffer.from(bytes.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f))).toString('hex');
};
const all = (chunks: readonly Uint8Array[]): string[] | string => {
  const frames = readLdapFrames();
  const messages: string[] = [];
  for (const chunk of chunks) {
    const read = frames.push(chunk);
    if (!read.ok) return read.wanted;
    messages.push(...read.messages.map(content));
  }
  return messages;
};

describe('LDAP messages out of a stream', () => {
  it('come whole and in order, wherever the stream was cut', () => {
    const stream = Buffer.concat(good);
    const wanted = good.map(content);
    expect(all([stream])).toEqual(wanted);
    for (let at = 1; at < stream.length; at++) expect(all([stream.subarray(0, at), stream.subarray(at)])).toEqual(wanted);
    expect(all([...stream].map((octet) => Uint8Array.of(octet)))).toEqual(wanted);
  });

  it('lose controls that nobody asked for', () => {
    const withControls = message(2, element(0x65, element(0x0a, Buffer.from([0])), octets(''), octets('')), element(0xa0, element(0x30, octets('1.2.3'))));
    expect(all([withControls])).toEqual([content(result(2, 0x65, 0))]);
  });

  it('are refused where they are none, so that nobody waits for their end', () => {
    expect(all([Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')])).toBe('a message of LDAP');
    expect(all([Buffer.from('HTTP/1.1 400 Bad Request\r\n')])).toBe('a message of LDAP');
    expect(all([Buffer.from([0x30, 0x80, 0, 0])])).toMatch(/^a message of at most/);
    expect(all([Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff])])).toMatch(/^a message of at most/);
  });

  it.each([
    ['a value longer than its set, over which ldapts loops for ever', message(2, element(0x64, octets('CN=x'), element(0x30, element(0x30, octets('cn'), Buffer.from([0x31, 3, 0x04, 9, 65])))))],
    ['an attribute that is none', message(2, element(0x64, octets('CN=x'), element(0x30, octets('cn'))))],
    ['an attribute without values', message(2, element(0x64, octets('CN=x'), element(0x30, element(0x30, octets('cn')))))],
    ['a name that is a number', message(2, element(0x64, integer(1), element(0x30)))],
    ['an id of no octets', element(0x30, element(0x02), element(0x65))],
    ['nothing but an id', element(0x30, integer(1))],
    ['parts beyond its controls', message(1, element(0x65), element(0xa0), element(0xa0))],
    ['elements in elements without end', message(1, Array.from({ length: 40 }).reduce<Buffer>((inner) => element(0x65, inner), element(0x65)))],
  ])('are refused with %s', (_, bytes) => {
    expect(all([bytes])).toBe('a message whose parts fit');
  });

  it('are bounded in number and in octets, whatever a server cares to send', () => {
    const one = result(2, 0x65, 0);
    expect(all(Array.from({ length: ldapLimits.messages + 1 }, () => one))).toBe(`no more than ${ldapLimits.messages} messages`);
    const big = entry(2, 'CN=x', { cn: [Buffer.alloc(60_000)] });
    expect(all(Array.from({ length: 40 }, () => big))).toBe(`no more than ${ldapLimits.totalOctets} octets`);
  });

  it('never make it throw, on any octets in any pieces', () => {
    const piece = uint8Array({ maxLength: 64 });
    assert(property(array(piece, { maxLength: 8 }), (pieces) => Array.isArray(all(pieces)) || typeof all(pieces) === 'string'), { numRuns: 300 });
    const stream = Buffer.concat(good);
    assert(property(anyInteger({ min: 0, max: stream.length - 1 }), anyInteger({ min: 0, max: 255 }), (at, octet) => {
      const changed = Buffer.from(stream);
      changed[at] = octet;
      return all([changed]) !== null;
    }), { numRuns: 500 });
  });
});
