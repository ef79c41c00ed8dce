import type { PduHeader } from '../../../codec/rpc/pdu.ts';
import { headerLength, readHeader, trailerLength } from '../../../codec/rpc/pdu.ts';

/** One fragment as it came: its header, its version and flags as numbers, and what stands behind the header. */
export type Fragment = {
  header: PduHeader;
  major: number;
  minor: number;
  flags: number;
  /** Without the authentication trailer. Octets of the stream's own memory: valid until it is fed again. */
  body: Uint8Array;
};

/** What came of feeding octets: fragments in order, and why the stream has ended, if it has. */
export type StreamStep =
  | { state: 'fragment'; fragment: Fragment }
  /** No RPC at all. */
  | { state: 'foreign' }
  /** A header whose length does not cover itself, or is more than was agreed. `at` counts within the fragment. */
  | { state: 'broken'; header: PduHeader; at: number; wanted: string };

/**
 * Whether what has come of a header can be one: a version that some DCE/RPC could have, a type of the standard, a byte
 * order of it (C706 §12.6.3.1 and §14.2.5).
 */
function canBeRpc(bytes: Uint8Array, at: number, end: number): boolean {
  const octet = (n: number, missing: number): number => (at + n < end ? (bytes[at + n] ?? missing) : missing);
  const major = octet(0, 5);
  const order = octet(4, 0x10);
  return major >= 1 && major <= 15 && octet(2, 0) <= 19 && order >> 4 <= 1 && (order & 0x0f) <= 1;
}

/**
 * Cuts a stream of octets into DCE/RPC fragments. Holds at most one fragment of `maxFragment` octets, however the octets
 * come, and ends for good at the first that is none.
 */
export class FragmentStream {
  /** The longest fragment that is taken, header included. Agreeing on a bind may lower it. */
  maxFragment: number;
  private held: Uint8Array | null = null;
  private length = 0;
  private ended = false;

  constructor(maxFragment: number) {
    this.maxFragment = maxFragment;
  }

  *feed(bytes: Uint8Array): Generator<StreamStep, void> {
    for (let at = 0; at < bytes.length && !this.ended;) {
      const whole = this.length === 0 ? this.measure(bytes, at, bytes.length) : null;
      if (typeof whole === 'object' && whole !== null) yield whole;
      else if (whole !== null && at + whole <= bytes.length) {
        yield { state: 'fragment', fragment: cut(bytes, at, whole) };
        at += whole;
      } else {
        at = this.hold(bytes, at);
        const length = this.measure(this.room(), 0, this.length);
        if (typeof length === 'object' && length !== null) yield length;
        else if (length !== null && length === this.length) {
          this.length = 0;
          yield { state: 'fragment', fragment: cut(this.room(), 0, length) };
        }
      }
    }
  }

  /** Whether a fragment has begun and not ended. */
  get isWithinFragment(): boolean {
    return this.length > 0;
  }

  private room(): Uint8Array {
    this.held ??= new Uint8Array(this.maxFragment);
    return this.held;
  }

  /** Takes as much as the header lacks, or as the fragment does; gives where the octets go on. */
  private hold(bytes: Uint8Array, at: number): number {
    const room = this.room();
    const wanted = this.length < headerLength ? headerLength : readHeader(room, 0).fragmentLength;
    const taken = Math.min(wanted - this.length, bytes.length - at);
    room.set(bytes.subarray(at, at + taken), this.length);
    this.length += taken;
    return at + taken;
  }

  /** The length that the header at `at` announces; null while the header is incomplete. */
  private measure(bytes: Uint8Array, at: number, end: number): number | StreamStep | null {
    if (!canBeRpc(bytes, at, end)) return this.end({ state: 'foreign' });
    if (end - at < headerLength) return null;
    const header = readHeader(bytes, at);
    if (header.fragmentLength < headerLength + trailerLength(header)) {
      return this.end({ state: 'broken', header, at: 8, wanted: 'a fragment length that covers its header and its authentication' });
    }
    if (header.fragmentLength > this.maxFragment) {
      return this.end({ state: 'broken', header, at: 8, wanted: `a fragment of at most ${this.maxFragment} octets` });
    }
    return header.fragmentLength;
  }

  private end(step: StreamStep): StreamStep {
    this.ended = true;
    this.held = null;
    this.length = 0;
    return step;
  }
}

function cut(bytes: Uint8Array, at: number, length: number): Fragment {
  const header = readHeader(bytes, at);
  return {
    header,
    major: bytes[at] ?? 0,
    minor: bytes[at + 1] ?? 0,
    flags: bytes[at + 3] ?? 0,
    body: bytes.subarray(at + headerLength, at + length - trailerLength(header)),
  };
}
