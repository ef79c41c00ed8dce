import { randomBytes, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import {
  encodeUpdateProbe, encodeZoneQuestion, judgeUpdateAnswer, readUpdateAnswer, readZoneAnswer,
} from '../../codec/directory/update-right.ts';
import { resolverText } from '../../codec/dns/resolver-text.ts';
import type { DnsUpdateProbe } from '../../model/evidence.ts';
import type { Limits, Resolver, Unplaced } from '../../model/network.ts';
import { settleOnce, within } from '../deadline.ts';
import type { Deadline } from '../deadline.ts';
import { addressOfResolver } from '../resolver-address.ts';
import { errorCode, troubleOf } from '../socket-errors.ts';

type Asked<T> = { ok: true; answer: T } | { ok: false; detail: string };

const failed = (detail: string): { ok: false; detail: string } => ({ ok: false, detail });

/** Sends a datagram, once more after half the time, and takes the first that `read` takes for its answer. */
function askOverUdp<T>(bytes: Uint8Array, read: (answer: Uint8Array) => T | null, address: string, port: number, deadline: Deadline): Promise<Asked<T>> {
  return settleOnce<Asked<T>>(deadline, () => failed('no answer in time'), (settle) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const onError = (error: unknown): void => settle(failed(troubleOf(errorCode(error)) === 'refused' ? 'nothing listens there' : errorCode(error)));
    const send = (): void => socket.send(bytes, (error) => error && onError(error));
    const again = setTimeout(send, deadline.remainingMs() / 2);
    again.unref();
    socket.on('error', onError);
    socket.on('message', (answer) => {
      const taken = read(answer);
      if (taken !== null) settle({ ok: true, answer: taken });
    });
    socket.once('connect', send);
    try {
      socket.connect(port, address);
    } catch (error) {
      onError(error);
    }
    return () => {
      clearTimeout(again);
      socket.removeAllListeners('message');
      socket.on('error', () => undefined);
      socket.close();
    };
  });
}

async function hasZone(zone: string, address: string, port: number, deadline: Deadline): Promise<boolean | null> {
  const id = randomInt(0x1_0000);
  const question = encodeZoneQuestion(id, zone);
  if (question === null) return null;
  const asked = await askOverUdp(question, (bytes) => readZoneAnswer(bytes, id), address, port, deadline);
  return asked.ok ? asked.answer === 'authoritative' : null;
}

/**
 * Whether this server takes unsigned dynamic updates of the zone: asked by an update of one prerequisite that holds and
 * no change, so that nothing can be written (encodeUpdateProbe). Never throws.
 */
export async function probeUpdate(zone: string, server: Resolver, limits: Limits): Promise<Unplaced<DnsUpdateProbe>> {
  const named = { zone, server: resolverText(server) };
  return within(limits, async (deadline): Promise<Unplaced<DnsUpdateProbe>> => {
    const id = randomInt(0x1_0000);
    const probe = encodeUpdateProbe(id, zone, randomBytes(16).toString('hex'));
    if (probe === null) return { ...named, verdict: 'ambiguous', rcode: null, detail: 'this is no name of a zone' };
    const address = await addressOfResolver(server.host, deadline);
    if (address === null) return { ...named, verdict: 'no-answer', rcode: null, detail: 'no address is known for this server' };
    const asked = await askOverUdp(probe, (bytes) => readUpdateAnswer(bytes, id), address, server.port, deadline);
    if (!asked.ok) return { ...named, verdict: 'no-answer', rcode: null, detail: asked.detail };
    const rcode = asked.answer;
    const known = rcode === 'NOTAUTH' || rcode === 'NOTZONE' ? await hasZone(zone, address, server.port, deadline) : null;
    return { ...named, rcode, ...judgeUpdateAnswer(rcode, known) };
  });
}
