import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { changesIn } from '../../../src/codec/directory/update-right.ts';
import type { DnsUpdateProbe } from '../../../src/model/evidence.ts';
import { probeUpdate } from '../../../src/transport/directory/probe-update.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A DNS server of one answer: `reply` makes it of what came. */
async function ask(reply: (request: Buffer) => Buffer | null, timeoutMs = 1000): Promise<{ probe: Omit<DnsUpdateProbe, 'vantage'>; requests: Buffer[] }> {
  const socket = createSocket('udp4');
  const requests: Buffer[] = [];
  socket.on('message', (request, { port, address }) => {
    requests.push(request);
    const answer = reply(request);
    if (answer !== null) socket.send(answer, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push(() => socket.close());
  const { port } = socket.address() as AddressInfo;
  return { probe: await probeUpdate('contoso.test', { host: '127.0.0.1', port }, { timeoutMs, signal: new AbortController().signal }), requests };
}

/** The request as its own answer, with that code; an update stays one. */
const coded = (request: Buffer, rcode: number, flags = 0x8000): Buffer => {
  const answer = Buffer.from(request);
  answer.writeUInt16BE(answer.readUInt16BE(2) | flags | rcode, 2);
  return answer;
};
const isUpdate = (request: Buffer): boolean => ((request[2] ?? 0) >> 3) === 5;

describe('the update right of a zone', () => {
  it.each([[0, 'open', 'NOERROR'], [5, 'refused', 'REFUSED'], [4, 'not-supported', 'NOTIMP'], [2, 'ambiguous', 'SERVFAIL']])('with code %i is %s', async (rcode, verdict, name) => {
    const { probe } = await ask((request) => coded(request, rcode));
    expect(probe).toMatchObject({ zone: 'contoso.test', server: expect.stringMatching(/^127\.0\.0\.1/), verdict, rcode: name });
  });

  it('is asked by messages none of which changes anything', async () => {
    const { requests } = await ask((request) => coded(request, isUpdate(request) ? 9 : 0));
    expect(requests.length).toBeGreaterThanOrEqual(2);
    expect(requests.filter(isUpdate)).toHaveLength(1);
    expect(requests.map(changesIn)).toEqual(requests.map(() => 0));
  });

  it('with NOTAUTH depends on whether the server has the zone, which is asked', async () => {
    expect((await ask((request) => coded(request, isUpdate(request) ? 9 : 5))).probe).toMatchObject({ verdict: 'not-authoritative', rcode: 'NOTAUTH' });
    expect((await ask((request) => (isUpdate(request) ? coded(request, 9) : null), 300)).probe).toMatchObject({ verdict: 'ambiguous', rcode: 'NOTAUTH' });
  });

  it('is not answered by another id, a question, or noise: the limit ends it', async () => {
    for (const reply of [(r: Buffer) => Buffer.concat([Buffer.from([1, 2]), coded(r, 0).subarray(2)]), (r: Buffer) => r, () => Buffer.from('x')]) {
      expect((await ask(reply, 200)).probe).toMatchObject({ verdict: 'no-answer', rcode: null, detail: 'no answer in time' });
    }
  });

  it('is asked again where the first datagram is lost', async () => {
    let lost = 0;
    expect((await ask((request) => (lost++ === 0 ? null : coded(request, 5)), 400)).probe).toMatchObject({ verdict: 'refused' });
  });

  it('of no zone is not asked', async () => {
    expect(await probeUpdate('a..b', { host: '127.0.0.1', port: 9 }, { timeoutMs: 100, signal: new AbortController().signal })).toMatchObject({ verdict: 'ambiguous' });
  });
});
