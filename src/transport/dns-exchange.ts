import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIPv6 } from 'node:net';
import { answers, readMessage } from '../codec/dns/message.ts';
import type { DnsMessage, DnsQuestion } from '../codec/dns/message.ts';
import type { LookupOutcome } from '../model/evidence.ts';
import { settleOnce } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import { errorCode, troubleOf } from './socket-errors.ts';

/** A query ready to send, and the question whose answer counts. */
export type Query = { question: DnsQuestion; bytes: Uint8Array };

/** An answer to one of our questions, or the reason why there is none. */
export type Exchange = { ok: true; message: DnsMessage } | { ok: false; outcome: Exclude<LookupOutcome, 'answered'> };

const failed = (outcome: Exclude<LookupOutcome, 'answered'>): Exchange => ({ ok: false, outcome });

/** A lookup knows no reset: a peer that hangs up on a question has refused it. */
const outcomeOf = (error: unknown): Exchange => {
  const trouble = troubleOf(errorCode(error));
  return failed(trouble === 'reset' ? 'refused' : trouble);
};

/** The message in these octets when it answers one of the questions, else null. */
function readAnswer(bytes: Uint8Array, queries: readonly Query[]): DnsMessage | null {
  const message = readMessage(bytes);
  return message.ok && queries.some(({ question }) => answers(message, question)) ? message : null;
}

/**
 * Asks over UDP: the first query at once, each later one when its time has come (`afterMs`), all from one socket.
 * Datagrams that answer none of them are passed over until the time is up; then they make the outcome `malformed`.
 */
export function exchangeUdp(queries: readonly (Query & { afterMs: number })[], address: string, port: number, deadline: Deadline): Promise<Exchange> {
  let strays = 0;
  return settleOnce<Exchange>(deadline, () => failed(strays > 0 ? 'malformed' : 'timeout'), (settle) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    const onError = (error: unknown): void => settle(outcomeOf(error));
    const send = ({ bytes }: Query): void => socket.send(bytes, (error) => error && onError(error));
    socket.on('error', onError);
    socket.on('message', (bytes) => {
      const message = readAnswer(bytes, queries);
      if (message) settle({ ok: true, message });
      else strays++;
    });
    socket.once('connect', () => {
      for (const query of queries) {
        if (query.afterMs <= 0) send(query);
        else timers.push(setTimeout(() => send(query), query.afterMs));
      }
    });
    // Connected, so that only this peer's datagrams arrive, and its ICMP refusals as errors.
    try {
      socket.connect(port, address);
    } catch (error) {
      onError(error);
    }
    return () => {
      for (const timer of timers) clearTimeout(timer);
      // A late error (the send that is under way) must not become an uncaught one.
      socket.removeAllListeners('message');
      socket.on('error', () => undefined);
      socket.close();
    };
  });
}

/** The longest message and its length before it (RFC 1035 §4.2.2): what a TCP peer sends beyond that is not read. */
const maxStream = 2 + 0xffff;

/** Asks over TCP. A peer that hangs up before its answer is whole, or answers something else, is `malformed`. */
export function exchangeTcp(query: Query, address: string, port: number, deadline: Deadline): Promise<Exchange> {
  return settleOnce<Exchange>(deadline, () => failed('timeout'), (settle) => {
    const received = Buffer.alloc(maxStream);
    let length = 0;
    const socket = connectTcp({ host: address, port });
    socket.on('error', (error) => settle(outcomeOf(error)));
    socket.once('connect', () => {
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(query.bytes.length);
      socket.write(Buffer.concat([prefix, query.bytes]));
    });
    socket.on('data', (chunk) => {
      length += chunk.copy(received, length);
      const wanted = length < 2 ? maxStream : 2 + received.readUInt16BE(0);
      if (length < wanted) return;
      const message = readAnswer(received.subarray(2, wanted), [query]);
      settle(message ? { ok: true, message } : failed('malformed'));
    });
    socket.once('end', () => settle(failed(length === 0 ? 'refused' : 'malformed')));
    return () => socket.destroy();
  });
}
