import { isIPv4, isIPv6 } from 'node:net';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ipv4Octets, ipv6Octets, ipv6Text } from '../../../src/codec/dns/ip-octets.ts';

describe('an address as octets', () => {
  test('is read from exactly the texts that Node takes for addresses', () => {
    const texts = fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,20}$/), fc.stringMatching(/^(?:[0-9a-f]{1,4}:){1,7}:?[0-9a-f]{0,4}$/));
    fc.assert(fc.property(texts, (text) => {
      expect([ipv4Octets(text) !== null, ipv6Octets(text) !== null]).toEqual([isIPv4(text), isIPv6(text)]);
    }), { numRuns: 500 });
  });

  test('comes back as the same octets from its recommended spelling', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (octets) => {
      expect(ipv6Octets(ipv6Text(octets))).toEqual([...octets]);
    }));
  });

  test.each([['0:0:0:0:0:0:0:1', '::1'], ['0:0:0:0:0:0:0:0', '::'], ['FD00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'], ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'], ['::ffff:10.0.0.1', '::ffff:a00:1']])('%s is spelled %s (RFC 5952 §4)', (text, spelled) => {
    expect(ipv6Text(Uint8Array.from(ipv6Octets(text) ?? []))).toBe(spelled);
  });
});
