import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';

import packet from 'dns-packet';
import { describe, expect, onTestFinished, test } from 'vitest';

import { startDnsHost } from '../../src/estate/dns-host.ts';
import { startEstate } from '../../src/estate/estate.ts';
import { createNetwork } from '../../src/transport/network.ts';

const zone = 'corp.example';
const records = [
  { name: `kms1.${zone}`, type: 'A', data: '127.0.0.1' },
  { name: `_vlmcs._tcp.${zone}`, type: 'SRV', data: { priority: 0, weight: 0, port: 1688, target: `kms1.${zone}` } },
] as const;

async function dns(): Promise<{ host: string; port: number }> {
  const started = await startDnsHost(zone, records);
  onTestFinished(started.stop);
  return started;
}
const limits = { timeoutMs: 2000, signal: new AbortController().signal };

describe('the reference DNS server', () => {
  test('gives the records of its zone, in any letter case', async () => {
    const answer = await createNetwork().lookupSrv('_VLMCS._tcp.Corp.Example', await dns(), limits);
    expect(answer).toMatchObject({ rcode: 'NOERROR', outcome: 'answered', answers: [{ port: 1688, target: `kms1.${zone}` }] });
  });

  test('says of a name that it does not have that there is none, and refuses other zones', async () => {
    const resolver = await dns();
    expect(await createNetwork().lookupSrv(`_vlmcs._tcp.other.${zone}`, resolver, limits)).toMatchObject({ rcode: 'NXDOMAIN', answers: [] });
    expect(await createNetwork().lookupSrv('_vlmcs._tcp.contoso.test', resolver, limits)).toMatchObject({ rcode: 'REFUSED', answers: [] });
  });

  test('answers over TCP as well, on the same port', async () => {
    const { port } = await dns();
    const query = packet.streamEncode({ type: 'query', id: 5, questions: [{ type: 'A', name: `kms1.${zone}` }] });
    const received = await new Promise<Buffer>((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1', () => socket.write(query));
      socket.on('error', reject).on('data', (bytes: Buffer) => {
        socket.destroy();
        resolve(bytes);
      });
    });
    expect(packet.streamDecode(received)).toMatchObject({ id: 5, answers: [{ type: 'A', data: '127.0.0.1' }] });
  });
});

describe('the reference estate', () => {
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? []).find((i) => !i.internal && i.family === 'IPv4')?.address;

  test.skipIf(outside === undefined)('is not to be reached from another machine', async () => {
    const estate = await startEstate(null, 0);
    onTestFinished(estate.stop);
    for (const port of [estate.resolver.port, estate.kmsHost.port]) {
      expect((await createNetwork().connect('this machine', outside ?? '', port, limits)).outcome).toBe('refused');
    }
  });

  test('is gone after its end', async () => {
    const estate = await startEstate(null, 0);
    await estate.stop();
    expect((await createNetwork().connect('kms1', '127.0.0.1', estate.kmsHost.port, limits)).outcome).toBe('refused');
  });
});
