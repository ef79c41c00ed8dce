import { connect as connectTcp } from 'node:net';
import { readBindAnswer } from '../codec/rpc/answer.ts';
import { encodeKmsBind } from '../codec/rpc/bind.ts';
import { portOwner } from '../codec/rpc/foreign.ts';
import type { RpcBindProbe } from '../model/evidence.ts';
import type { Limits, Unplaced } from '../model/network.ts';
import { settleOnce, within } from './deadline.ts';
import { errorCode, troubleOf } from './socket-errors.ts';

type Ending = Pick<RpcBindProbe, 'outcome' | 'reason' | 'looksLike'>;

/** What a peer may send before its answer counts as endless: an RPC fragment is never longer. */
const maxReceived = 0x1_0000;

const callId = 1;

/** What stands when no more octets come: `how` says why none do. */
function conclude(received: Buffer, how: string, unanswered: 'closed' | 'silent', port: number): Ending {
  const answer = readBindAnswer(received, callId);
  if (answer.state === 'done') return { outcome: answer.outcome, reason: answer.reason, looksLike: answer.looksLike };
  if (received.length === 0) {
    const owner = unanswered === 'closed' ? portOwner(port) : null;
    return owner === null
      ? { outcome: unanswered, reason: how, looksLike: null }
      : { outcome: 'not-rpc', reason: `${how}, as a service does that speaks another protocol`, looksLike: `${owner}, to which port ${port} belongs` };
  }
  if (received[0] === 5) return { outcome: unanswered, reason: `${how} in the middle of ${answer.wanted}`, looksLike: null };
  return { outcome: 'not-rpc', reason: 'the peer speaks another protocol', looksLike: answer.looksLike };
}

/**
 * Connects, sends one bind to the KMS interface, reads its answer and hangs up. Never sends anything else, so it can
 * neither activate anything nor add to a host's count. `closed` is a peer that hung up without an answer (or would not
 * take the connection), `silent` one that said nothing in time.
 */
export function bindKms(host: string, address: string, port: number, limits: Limits): Promise<Unplaced<RpcBindProbe>> {
  return within(limits, async (deadline) => {
    const received = Buffer.alloc(maxReceived);
    let length = 0;
    let connected = false;
    const soFar = (): Buffer => received.subarray(0, length);
    const timeUp = (): Ending => conclude(soFar(), connected ? 'no answer to the bind in time' : 'no connection in time', 'silent', port);
    const ending = await settleOnce<Ending>(deadline, timeUp, (settle) => {
      const socket = connectTcp({ host: address, port });
      socket.on('error', (error) => {
        const code = errorCode(error);
        const how = connected ? `the peer reset the connection (${code})` : `no connection (${code})`;
        settle(conclude(soFar(), how, troubleOf(code) === 'timeout' ? 'silent' : 'closed', connected ? port : 0));
      });
      socket.once('connect', () => {
        connected = true;
        socket.write(encodeKmsBind(callId));
      });
      socket.on('data', (chunk) => {
        length += chunk.copy(received, length);
        const answer = readBindAnswer(soFar(), callId);
        if (answer.state === 'done') settle({ outcome: answer.outcome, reason: answer.reason, looksLike: answer.looksLike });
        else if (length === maxReceived) settle({ outcome: 'not-rpc', reason: 'the peer sends without end', looksLike: answer.looksLike });
      });
      socket.once('end', () => settle(conclude(soFar(), 'the peer closed the connection', 'closed', port)));
      return () => socket.destroy();
    });
    return { host, address, port, ...ending };
  });
}
