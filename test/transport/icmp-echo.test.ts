import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pingAddress, pingArgument } from '../../src/transport/icmp-echo.ts';
import { limits } from './loopback.ts';

describe('only an address literal becomes an argument of ping', () => {
  test.each(['10.0.0.1', '::1', 'fd00::1', 'fe80::1%eth0'])('%s does', (address) => {
    expect(pingArgument(address)).toBe(address);
  });
  test.each(['-h', '-t', 'kms1.contoso.test', '', '10.0.0.1 -f', 'fe80::1%-f', 'fe80::1%', '10.0.0.1\n', '10.0.0.1;id'])('%j does not', (address) => {
    expect(pingArgument(address)).toBeNull();
  });
});

test('a host that is no address is not pinged', async () => {
  expect(await pingAddress('x', '-h', limits(1000))).toEqual({ host: 'x', address: '-h', outcome: 'unavailable', detail: 'no address that ping takes', tookMs: null });
});

test('without a ping program the echo is unavailable, and no exception', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    expect(await pingAddress('x', '127.0.0.1', limits(1000))).toMatchObject({ outcome: 'unavailable', detail: expect.any(String) });
  } finally {
    process.env['PATH'] = path;
  }
});

const hasPing = ((program: string): boolean => {
  try {
    execFileSync(program, ['-c', '1', '127.0.0.1'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})('ping');

test.skipIf(!hasPing)('loopback replies, and its time is known', async () => {
  expect(await pingAddress('localhost', '127.0.0.1', limits(3000))).toEqual({ host: 'localhost', address: '127.0.0.1', outcome: 'replied', detail: null, tookMs: expect.any(Number) });
});
