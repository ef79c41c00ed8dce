import { describe, expect, it } from 'vitest';
import { addressKind, isUnroutable } from '../../src/knowledge/addresses.ts';

describe('what a literal address is', () => {
  it.each([
    ['10.0.0.11', 'private'], ['172.15.255.255', 'public'], ['172.16.0.0', 'private'], ['172.31.255.255', 'private'], ['172.32.0.0', 'public'],
    ['192.168.100.1', 'private'], ['100.64.0.1', 'shared'], ['100.128.0.1', 'public'], ['127.0.0.1', 'loopback'], ['169.254.169.250', 'link-local'],
    ['192.0.2.0', 'documentation'], ['198.51.100.255', 'documentation'], ['203.0.113.1', 'documentation'], ['0.0.0.0', 'unspecified'],
    ['224.0.0.1', 'multicast'], ['255.255.255.255', 'reserved'], ['20.118.99.224', 'public'], ['8.8.4.4', 'public'],
    ['::', 'unspecified'], ['::1', 'loopback'], ['[::1]', 'loopback'], ['fe80::1%eth0', 'link-local'], ['fd00:ec2::250', 'private'],
    ['2001:db8::1', 'documentation'], ['ff02::1', 'multicast'], ['2606:4700::1111', 'public'], ['::ffff:10.0.0.11', 'private'], ['::ffff:8.8.8.8', 'public'],
  ] as const)('%s is %s', (text, kind) => {
    expect(addressKind(text)).toBe(kind);
  });

  it.each(['kms1.contoso.test', '', '1.2.3', '1.2.3.4.5', '256.1.1.1', '1.2.3.x', ':::', '1::2::3', '12345::', 'g::1', '::1.2.3', '::ffff:999.1.1.1', ':'.repeat(10_000), '1'.repeat(100_000)])(
    'other text (%#) is no address', (text) => {
      expect(addressKind(text)).toBeNull();
      expect(isUnroutable(text)).toBe(false);
    });
});
