import type { Fragment } from './fragment-stream.ts';
import { pduFlag } from './pdu-kinds.ts';

/** A call whose fragments have all come. */
export type GatheredCall = { callId: number; contextId: number; operation: number; stub: Uint8Array; isMaybe: boolean; isCancelled: boolean };

export type CallStep =
  | { state: 'more' }
  | { state: 'whole'; call: GatheredCall }
  /** More octets than `maxCall`. Told once; what still comes of the call is passed over. */
  | { state: 'too-large'; callId: number; contextId: number }
  /** A fragment that does not follow on what came before it. */
  | { state: 'misplaced'; callId: number; wanted: string };

type Open = { callId: number; contextId: number; operation: number; room: Uint8Array; length: number; isMaybe: boolean; isCancelled: boolean; isTooLarge: boolean };

/**
 * Puts one call together from its fragments (C706 §12.6.4.9 and §12.6.4.10: requests and responses begin alike). Calls do
 * not interleave, since no multiplexing is agreed. Holds at most `maxCall` octets of one call, and no more than twice
 * what has come of it.
 */
export class CallGatherer {
  private readonly maxCall: number;
  private open: Open | null = null;

  constructor(maxCall: number) {
    this.maxCall = maxCall;
  }

  take({ header, flags, body }: Fragment): CallStep {
    const { callId, littleEndian } = header;
    // A request for an object names it before its parameters (C706 §12.6.4.9).
    const stubAt = (flags & pduFlag.objectUuid) === 0 ? 8 : 24;
    if (body.length < stubAt) return this.misplace(callId, `a request of at least ${stubAt} octets`);
    const view = new DataView(body.buffer, body.byteOffset);
    const contextId = view.getUint16(4, littleEndian);
    const operation = view.getUint16(6, littleEndian);
    if (header.first) {
      if (this.open !== null) return this.misplace(callId, `the rest of call ${this.open.callId}`);
      this.open = { callId, contextId, operation, room: new Uint8Array(0), length: 0, isMaybe: (flags & pduFlag.maybe) !== 0, isCancelled: false, isTooLarge: false };
    } else if (this.open === null || this.open.callId !== callId || this.open.contextId !== contextId) {
      return this.misplace(callId, 'the first fragment of a call, or the next one of the call that has begun');
    }
    return this.add(this.open, body.subarray(stubAt), header.last);
  }

  /** Marks the call that has begun as cancelled: its answer will be a fault. Another call's cancel is nothing. */
  cancel(callId: number): void {
    if (this.open?.callId === callId) this.open.isCancelled = true;
  }

  /** Lets go of the call that has begun: its sender will send no more of it. */
  orphan(callId: number): void {
    if (this.open?.callId === callId) this.open = null;
  }

  private add(open: Open, part: Uint8Array, isLast: boolean): CallStep {
    const { callId, contextId, operation, isMaybe, isCancelled, isTooLarge } = open;
    if (isLast) this.open = null;
    if (isTooLarge) return { state: 'more' };
    if (open.length + part.length > this.maxCall) {
      open.isTooLarge = true;
      open.room = new Uint8Array(0);
      return { state: 'too-large', callId, contextId };
    }
    append(open, part, this.maxCall);
    const stub = open.room.subarray(0, open.length);
    return isLast ? { state: 'whole', call: { callId, contextId, operation, stub, isMaybe, isCancelled } } : { state: 'more' };
  }

  private misplace(callId: number, wanted: string): CallStep {
    this.open = null;
    return { state: 'misplaced', callId, wanted };
  }
}

/** Grows by doubling, so that thousands of small fragments cost no more than a few large ones. */
function append(open: Open, part: Uint8Array, maxCall: number): void {
  const needed = open.length + part.length;
  if (needed > open.room.length) {
    const larger = new Uint8Array(Math.min(maxCall, Math.max(needed, open.room.length * 2)));
    larger.set(open.room.subarray(0, open.length));
    open.room = larger;
  }
  open.room.set(part, open.length);
  open.length = needed;
}
