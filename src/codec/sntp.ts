/**
 * SNTP (RFC 4330, RFC 5905 §7.3) in its 48 octets: one question, one answer, the offset between two clocks.
 */

/** Seconds from NTP's era 0 (1900) to the Unix epoch. */
const epochOffsetS = 2_208_988_800;
const eraS = 0x1_0000_0000;

const packetLength = 48;

/** A peer cannot hold a question longer than we waited; this much more is left to clocks that count in whole seconds. */
const slackMs = 1000;

export type SntpAnswer =
  | {
      state: 'read';
      /** Our clock minus the reference's, in milliseconds: positive when we are ahead. */
      offsetMs: number;
      /** Travel time of both packets, without the time spent in the peer. Never negative. */
      roundTripMs: number;
      stratum: number;
    }
  /** An answer to our question from a peer that has no time to give; `detail` is for people. */
  | { state: 'unsynchronised'; detail: string }
  | { state: 'malformed'; detail: string };

/** Kiss-o'-Death codes (RFC 5905 §7.4) in words. */
const kissCodes: Readonly<Record<string, string>> = {
  ACST: 'the association belongs to a unicast server', AUTH: 'server authentication failed', BCST: 'the association belongs to a broadcast server',
  CRYP: 'cryptographic authentication failed', DENY: 'access denied', DROP: 'lost peer', INIT: 'not yet synchronised for the first time',
  NKEY: 'no key found', RATE: 'asked too often', RSTR: 'access denied by local policy', STEP: 'a step change of its clock is under way',
};

/**
 * A client question, version 4. `cookie` is 8 random octets in the place of the sender's time: the answer must repeat
 * them, which proves that it answers this question, and our clock is told to nobody (RFC 9109's spirit).
 */
export function encodeSntpQuestion(cookie: Uint8Array): Uint8Array {
  const packet = new Uint8Array(packetLength);
  packet[0] = 0x23;
  packet.set(cookie.subarray(0, 8), 40);
  return packet;
}

/** An NTP timestamp as Unix milliseconds, in the era (of 136 years) nearest to `nearMs`. */
function timestampMs(view: DataView, at: number, nearMs: number): number {
  const seconds = view.getUint32(at) - epochOffsetS;
  const era = Math.round((nearMs / 1000 - seconds) / eraS);
  return (seconds + era * eraS) * 1000 + (view.getUint32(at + 4) / eraS) * 1000;
}

function whyUnsynchronised(bytes: Uint8Array): string | null {
  const leap = (bytes[0] ?? 0) >> 6;
  const stratum = bytes[1] ?? 0;
  if (stratum === 0) {
    const code = String.fromCharCode(...bytes.subarray(12, 16));
    if (/^[A-Z]{4}$/.test(code)) return `Kiss-o'-Death ${code}${kissCodes[code] ? `: ${kissCodes[code]}` : ''}`;
    return 'its own clock is not synchronised (stratum 0)';
  }
  if (leap === 3) return 'its own clock is not synchronised (leap indicator 3)';
  return stratum >= 16 ? `its own clock is not synchronised (stratum ${stratum})` : null;
}

/** Whether octets are an answer to the question with that cookie, whatever else they say. */
export function isSntpAnswerTo(bytes: Uint8Array, cookie: Uint8Array): boolean {
  return bytes.length >= packetLength && ((bytes[0] ?? 0) & 7) === 4 && cookie.subarray(0, 8).every((octet, n) => bytes[24 + n] === octet);
}

/**
 * Reads an answer. `sentAtMs` and `receivedAtMs` are our clock (Unix milliseconds) when the question left and the
 * answer came. Never throws.
 */
export function readSntpAnswer(bytes: Uint8Array, cookie: Uint8Array, sentAtMs: number, receivedAtMs: number): SntpAnswer {
  if (bytes.length < packetLength) return { state: 'malformed', detail: `an answer of ${bytes.length} octets, 48 are needed` };
  if (!isSntpAnswerTo(bytes, cookie)) return { state: 'malformed', detail: 'an answer to another question' };
  const detail = whyUnsynchronised(bytes);
  if (detail !== null) return { state: 'unsynchronised', detail };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(40) === 0 && view.getUint32(44) === 0) return { state: 'malformed', detail: 'an answer without its sending time' };
  const arrivedMs = timestampMs(view, 32, sentAtMs);
  const leftMs = timestampMs(view, 40, sentAtMs);
  const heldMs = leftMs - arrivedMs;
  if (heldMs < -slackMs || heldMs > receivedAtMs - sentAtMs + slackMs) return { state: 'malformed', detail: 'an answer whose own times contradict each other' };
  const referenceAheadMs = (arrivedMs - sentAtMs + (leftMs - receivedAtMs)) / 2;
  return {
    state: 'read',
    // `0 -` and not a minus sign, which would make a perfect clock -0.
    offsetMs: 0 - Math.round(referenceAheadMs),
    roundTripMs: Math.max(0, Math.round(receivedAtMs - sentAtMs - (leftMs - arrivedMs))),
    stratum: bytes[1] ?? 0,
  };
}
