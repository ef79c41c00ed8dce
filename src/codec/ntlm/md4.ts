/**
 * MD4 (RFC 1320). NTLM hashes passwords with it ([MS-NLMP] 3.3.1, NTOWFv1); OpenSSL 3 keeps it behind its legacy
 * provider, which most builds of Node leave out.
 */

type Round = { add: number; order: readonly number[]; shifts: readonly number[]; mix: (x: number, y: number, z: number) => number };

const rounds: readonly Round[] = [
  { add: 0, order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], shifts: [3, 7, 11, 19], mix: (x, y, z) => (x & y) | (~x & z) },
  { add: 0x5a82_7999, order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], shifts: [3, 5, 9, 13], mix: (x, y, z) => (x & y) | (x & z) | (y & z) },
  { add: 0x6ed9_eba1, order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15], shifts: [3, 9, 11, 15], mix: (x, y, z) => x ^ y ^ z },
];

/** The message, a one bit, zeros, and its length in bits: a multiple of 64 octets. */
function padded(message: Uint8Array): DataView {
  const view = new DataView(new ArrayBuffer((Math.floor((message.length + 8) / 64) + 1) * 64));
  new Uint8Array(view.buffer).set(message);
  view.setUint8(message.length, 0x80);
  view.setBigUint64(view.byteLength - 8, BigInt(message.length) * 8n, true);
  return view;
}

/** The 16 octets of MD4 over `message`. */
export function md4(message: Uint8Array): Uint8Array {
  const blocks = padded(message);
  const state = Int32Array.of(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (const { add, order, shifts, mix } of rounds) {
      for (let step = 0; step < 16; step++) {
        const sum = (a + mix(b, c, d) + blocks.getInt32(block + (order[step] ?? 0) * 4, true) + add) | 0;
        const by = shifts[step % 4] ?? 0;
        [a, b, c, d] = [d, (sum << by) | (sum >>> (32 - by)), b, c];
      }
    }
    [a, b, c, d].forEach((word, n) => { state[n] = (state[n] ?? 0) + word; });
  }
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, n) => digest.setInt32(n * 4, word, true));
  return new Uint8Array(digest.buffer);
}
