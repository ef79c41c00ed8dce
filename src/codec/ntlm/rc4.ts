import { createCipheriv } from 'node:crypto';

/** A cipher that goes on where it stopped: the same call seals and unseals. The result is new memory of the same length. */
export type StreamCipher = (octets: Uint8Array) => Uint8Array;

/** RC4 of our own, for every Node; `key` is 1 to 256 octets. NTLM seals with it and nothing else ([MS-NLMP] 3.4.3). */
export function ownRc4(key: Uint8Array): StreamCipher {
  const state = Uint8Array.from({ length: 256 }, (_, n) => n);
  for (let i = 0, j = 0; i < 256; i++) {
    const here = state[i] ?? 0;
    j = (j + here + (key[i % key.length] ?? 0)) & 255;
    state[i] = state[j] ?? 0;
    state[j] = here;
  }
  let i = 0;
  let j = 0;
  return (octets) => {
    const out = new Uint8Array(octets.length);
    // Locals: the loop is a third faster than on captured variables.
    const table = state;
    let a = i;
    let b = j;
    for (let at = 0; at < octets.length; at++) {
      a = (a + 1) & 255;
      const left = table[a] as number;
      b = (b + left) & 255;
      const right = table[b] as number;
      table[a] = right;
      table[b] = left;
      out[at] = (octets[at] as number) ^ (table[(left + right) & 255] as number);
    }
    i = a;
    j = b;
    return out;
  };
}

/** RC4 by `node:crypto`; null where the OpenSSL in use has it no more, which is the rule since OpenSSL 3. */
export function nodeRc4(key: Uint8Array): StreamCipher | null {
  try {
    const cipher = createCipheriv('rc4', key, null);
    return (octets) => cipher.update(octets);
  } catch {
    return null;
  }
}

let nodeHasRc4: boolean | null = null;

/** RC4 by `node:crypto` where it still has it (asked once), else our own. `key` is 16 octets. */
export function rc4(key: Uint8Array): StreamCipher {
  nodeHasRc4 ??= nodeRc4(new Uint8Array(16)) !== null;
  return (nodeHasRc4 ? nodeRc4(key) : null) ?? ownRc4(key);
}
