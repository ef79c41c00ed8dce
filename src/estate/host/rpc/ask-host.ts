import { connect } from 'node:net';

import { isLoopback } from '../../loopback.ts';
import type { ActivationRequest } from '../activation-exchange.ts';
import type { AskOutcome } from './ask-conversation.ts';
import { AskConversation, failure } from './ask-conversation.ts';
import { writeOwnRequest } from './own-message.ts';

export type AskOptions = {
  timeoutMs: number;
  /** Octets of the largest fragment that the request is sent in; 1,432 unless said. */
  maxFragment?: number;
};

/**
 * Asks a reference host as a machine of the loopback estate: connects, binds, sends the estate's own message, reads its
 * answer and hangs up. It connects to loopback addresses alone, given as literals; any other is refused before a packet.
 */
export async function askHost({ host, port }: { host: string; port: number }, request: ActivationRequest, { timeoutMs, maxFragment }: AskOptions): Promise<AskOutcome> {
  if (!isLoopback(host)) return failure('not-loopback', `${host} is no loopback address, and the estate asks no other`);
  const message = writeOwnRequest(request);
  if (message === null) return failure('unsayable', 'a field of the request holds what the estate\'s message cannot carry');
  const conversation = new AskConversation(message, maxFragment);

  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => end(failure('timeout', `no answer within ${timeoutMs} ms`)), timeoutMs);
    let connected = false;
    const end = (outcome: AskOutcome): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    socket.once('connect', () => {
      connected = true;
      socket.write(conversation.opening);
    });
    socket.on('data', (bytes: Uint8Array) => {
      const { send, outcome } = conversation.feed(bytes);
      for (const pdu of send) socket.write(pdu);
      if (outcome !== null) end(outcome);
    });
    socket.on('error', ({ code = 'no code' }: NodeJS.ErrnoException) => {
      // A reset can overtake the news that the connection stands.
      end(failure(connected || code === 'ECONNRESET' ? 'closed' : 'refused', `the connection failed (${code})`));
    });
    socket.once('end', () => end(failure('closed', 'the host hung up without an answer')));
  });
}
