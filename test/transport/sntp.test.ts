import { expect, test } from 'vitest';
import { readClock } from '../../src/transport/sntp-client.ts';
import { closedPort, limits, udpPeer } from './loopback.ts';

/** An answer of a clock `aheadMs` before ours; `bend` may spoil it. */
function answer(question: Buffer, aheadMs: number, bend: (bytes: Buffer) => void = () => undefined): Buffer {
  const bytes = Buffer.alloc(48);
  bytes[0] = 0x24;
  bytes[1] = 3;
  question.copy(bytes, 24, 40, 48);
  const ms = Date.now() + aheadMs;
  for (const at of [32, 40]) {
    bytes.writeUInt32BE(Math.floor(ms / 1000) + 2_208_988_800, at);
    bytes.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), at + 4);
  }
  bend(bytes);
  return bytes;
}

test('a host that is ten minutes ahead leaves us ten minutes behind', async () => {
  const { port } = await udpPeer((bytes, reply) => reply(answer(bytes, 600_000)));
  const reading = await readClock('127.0.0.1', port, limits(2000));
  expect(reading).toMatchObject({ ok: true, stratum: 3 });
  expect(Math.abs((reading.ok ? reading.offsetMs : 0) + 600_000)).toBeLessThan(1000);
});

test('two questions never carry the same cookie, nor our time', async () => {
  const { port, received } = await udpPeer((bytes, reply) => reply(answer(bytes, 0)));
  await readClock('127.0.0.1', port, limits(2000));
  await readClock('127.0.0.1', port, limits(2000));
  expect(received[0]?.subarray(40).equals(received[1]?.subarray(40) ?? Buffer.alloc(0))).toBe(false);
});

test('a host without a time to give is unsynchronised, with its reason', async () => {
  const { port } = await udpPeer((bytes, reply) => reply(answer(bytes, 0, (spoilt) => {
    spoilt[1] = 0;
    spoilt.write('RATE', 12, 'latin1');
  })));
  expect(await readClock('127.0.0.1', port, limits(2000))).toEqual({ ok: false, reason: 'unsynchronised', detail: "Kiss-o'-Death RATE: asked too often" });
});

test('garbage is passed over, and malformed when the time is up', async () => {
  const garbage = await udpPeer((_bytes, reply) => reply(Buffer.from('garbage')));
  expect(await readClock('127.0.0.1', garbage.port, limits(250))).toMatchObject({ ok: false, reason: 'malformed' });
  const late = await udpPeer((bytes, reply) => {
    reply(Buffer.alloc(48));
    reply(answer(bytes, 0));
  });
  expect(await readClock('127.0.0.1', late.port, limits(2000))).toMatchObject({ ok: true });
});

test('silence is a timeout, and a port without a clock is refused', async () => {
  const { port } = await udpPeer(() => undefined);
  expect(await readClock('127.0.0.1', port, limits(40))).toEqual({ ok: false, reason: 'timeout', detail: null });
  expect(await readClock('127.0.0.1', await closedPort(), limits(2000))).toEqual({ ok: false, reason: 'refused', detail: 'ECONNREFUSED' });
});
