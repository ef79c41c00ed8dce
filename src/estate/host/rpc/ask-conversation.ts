import { readBindAnswer } from '../../../codec/rpc/answer.ts';
import { encodeKmsBind } from '../../../codec/rpc/bind.ts';
import { pduTypeName } from '../../../codec/rpc/pdu.ts';
import type { ActivationAnswer } from '../activation-exchange.ts';
import type { Fragment } from './fragment-stream.ts';
import { FragmentStream } from './fragment-stream.ts';
import { CallGatherer } from './gather-call.ts';
import { readOwnAnswer } from './own-message.ts';
import { pduKind } from './pdu-kinds.ts';
import { writeRequest } from './write-pdu.ts';

/** What a machine of the estate hears from its host. `detail` is for people. */
export type AskOutcome =
  | { ok: true; answer: ActivationAnswer }
  | {
    ok: false;
    reason: 'not-loopback' | 'unsayable' | 'refused' | 'closed' | 'timeout' | 'bind-refused' | 'fault' | 'not-rpc' | 'unreadable';
    detail: string;
  };

const bindCall = 1;
const requestCall = 2;
/** A fragment that every implementation takes (C706 §12.6.3.1, MustRecvFragSize). */
const usualFragment = 1432;
const largestFragment = 5840;
/** Octets of a host's answer that are taken; one of ours has about 120. */
const maxAnswer = 4096;

/**
 * The asking side of one exchange, without a socket: a bind, then the estate's own message, then its answer. `feed`
 * says what to send next, and the outcome once there is one.
 */
export class AskConversation {
  /** What opens the conversation. */
  readonly opening = encodeKmsBind(bindCall);
  private readonly requests: Uint8Array[];
  private bindAnswer: Uint8Array | null = new Uint8Array(0);
  private readonly stream = new FragmentStream(largestFragment);
  private readonly answer = new CallGatherer(maxAnswer);

  constructor(message: Uint8Array, maxFragment = usualFragment) {
    this.requests = writeRequest({ callId: requestCall, contextId: 0 }, message, maxFragment);
  }

  feed(bytes: Uint8Array): { send: readonly Uint8Array[]; outcome: AskOutcome | null } {
    if (this.bindAnswer !== null) return this.feedBindAnswer(this.bindAnswer, bytes);
    for (const step of this.stream.feed(bytes)) {
      const outcome = step.state === 'fragment' ? this.take(step.fragment) : failure('unreadable', 'the answer to the request is no RPC fragment');
      if (outcome !== null) return { send: [], outcome };
    }
    return { send: [], outcome: null };
  }

  private feedBindAnswer(held: Uint8Array, bytes: Uint8Array): ReturnType<AskConversation['feed']> {
    const all = new Uint8Array(held.length + bytes.length);
    all.set(held);
    all.set(bytes, held.length);
    const answer = readBindAnswer(all, bindCall);
    if (answer.state === 'more') {
      if (all.length > largestFragment) return { send: [], outcome: failure('not-rpc', 'the answer to the bind does not end') };
      this.bindAnswer = all;
      return { send: [], outcome: null };
    }
    this.bindAnswer = null;
    if (answer.outcome === 'accepted') return { send: this.requests, outcome: null };
    const reason = answer.outcome === 'not-rpc' ? 'not-rpc' : 'bind-refused';
    return { send: [], outcome: failure(reason, answer.reason ?? answer.outcome) };
  }

  private take(fragment: Fragment): AskOutcome | null {
    const { type, callId, littleEndian } = fragment.header;
    if (type === pduKind.fault && fragment.body.length >= 12) {
      const status = new DataView(fragment.body.buffer, fragment.body.byteOffset).getUint32(8, littleEndian);
      return failure('fault', `0x${status.toString(16).toUpperCase().padStart(8, '0')}`);
    }
    if (type !== pduKind.response || callId !== requestCall) return failure('unreadable', `the request was answered with a ${pduTypeName(type)} of call ${callId}`);
    const step = this.answer.take(fragment);
    if (step.state === 'more') return null;
    if (step.state !== 'whole') return failure('unreadable', step.state === 'too-large' ? `the answer has more than ${maxAnswer} octets` : `the answer is not ${step.wanted}`);
    const reading = readOwnAnswer(step.call.stub);
    return reading.ok ? { ok: true, answer: reading.value } : failure('unreadable', `at octet ${reading.at} of the answer there is no ${reading.wanted}`);
  }
}

/** An outcome that is none of a host's answers. */
export const failure = (reason: Extract<AskOutcome, { ok: false }>['reason'], detail: string): AskOutcome => ({ ok: false, reason, detail });
