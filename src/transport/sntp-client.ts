import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { encodeSntpQuestion, isSntpAnswerTo, readSntpAnswer } from '../codec/sntp.ts';
import type { Limits, SntpReading } from '../model/network.ts';
import { settleOnce, within } from './deadline.ts';
import { addressOfResolver } from './resolver-address.ts';
import { errorCode, troubleOf } from './socket-errors.ts';

type Trouble = Extract<SntpReading, { ok: false }>;

const failed = (reason: Trouble['reason'], detail: string | null = null): Trouble => ({ ok: false, reason, detail });

/** Unix milliseconds with the fraction that Date.now() lacks. */
const preciseNowMs = (): number => performance.timeOrigin + performance.now();

function toReading(bytes: Uint8Array, cookie: Uint8Array, sentAtMs: number, receivedAtMs: number): SntpReading {
  const answer = readSntpAnswer(bytes, cookie, sentAtMs, receivedAtMs);
  if (answer.state !== 'read') return failed(answer.state, answer.detail);
  return { ok: true, offsetMs: answer.offsetMs, roundTripMs: answer.roundTripMs, stratum: answer.stratum };
}

/**
 * Asks a host for its time, once. Datagrams that are no answer are passed over until the time is up; then they make
 * the reading `malformed`.
 */
export function readClock(host: string, port: number, limits: Limits): Promise<SntpReading> {
  return within(limits, async (deadline) => {
    const address = isIP(host) === 0 ? await addressOfResolver(host, deadline) : host;
    if (address === null) return failed(deadline.signal.aborted ? 'timeout' : 'unreachable', 'its name has no address');
    const cookie = randomBytes(8);
    let sentAtMs = 0;
    let stray: SntpReading | null = null;
    return settleOnce<SntpReading>(deadline, () => stray ?? failed('timeout'), (settle) => {
      const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
      const onError = (error: unknown): void => {
        const trouble = troubleOf(errorCode(error));
        settle(failed(trouble === 'reset' ? 'refused' : trouble, errorCode(error)));
      };
      socket.on('error', onError);
      socket.on('message', (bytes) => {
        const receivedAtMs = preciseNowMs();
        const reading = toReading(bytes, cookie, sentAtMs, receivedAtMs);
        if (isSntpAnswerTo(bytes, cookie)) settle(reading);
        else stray = reading;
      });
      socket.once('connect', () => {
        sentAtMs = preciseNowMs();
        socket.send(encodeSntpQuestion(cookie), (error) => error && onError(error));
      });
      try {
        socket.connect(port, address);
      } catch (error) {
        onError(error);
      }
      return () => {
        socket.on('error', () => undefined);
        socket.close();
      };
    });
  });
}
