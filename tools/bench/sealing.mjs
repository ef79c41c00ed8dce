// Sealing and unsealing of WinRM bodies, as the transport does it: one SOAP message after another through one session, on
// one core. `node tools/bench/sealing.mjs` prints the figures.
import { fileURLToPath } from 'node:url';

import { loadSource } from '../build/load-source.mjs';
import { median } from './processes.mjs';

const key = new Uint8Array(16).fill(0x55);
// Unicode, SIGN, SEAL, extended session security, 128 bit, KEY_EXCH: what Windows agrees on.
const flags = 0xe28a_8235;
const mebi = 1024 * 1024;

/** Processor time of this process so far, in seconds: what one core would need, however busy the machine is. */
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const rate = (bytes, fromSeconds) => bytes / mebi / (cpuSeconds() - fromSeconds);

/** Seals messages of that size for so many milliseconds and opens them; MB/s (of 2^20) of processor time. */
function oneRound({ NtlmSession }, { sealMessage, unsealMessage }, messageBytes, roundMs) {
  const client = new NtlmSession('client', key, flags);
  const server = new NtlmSession('server', key, flags);
  const soap = new Uint8Array(messageBytes).fill(0x3c);
  const bodies = [];
  const endMs = performance.now() + roundMs;
  const sealedFrom = cpuSeconds();
  while (performance.now() < endMs) bodies.push(sealMessage(client, soap));
  const seal = rate(bodies.length * messageBytes, sealedFrom);
  const openedFrom = cpuSeconds();
  for (const { contentType, body } of bodies) {
    if (!unsealMessage(server, contentType, body).ok) throw new Error('a sealed message was not opened');
  }
  return { seal, unseal: rate(bodies.length * messageBytes, openedFrom) };
}

/** A stretch of octets through a cipher, MB/s. */
function streamRate(cipher, totalMb) {
  const block = new Uint8Array(mebi);
  const from = cpuSeconds();
  for (let n = 0; n < totalMb; n++) cipher(block);
  return rate(totalMb * mebi, from);
}

/**
 * Median MB (of 2^20 octets) a second of processor time: `seal` and `unseal` of whole bodies in and out of their wrapping with the cipher that this
 * Node has, `ownRc4` of our cipher alone, `nodeRc4` of Node's alone, null where it has none. The first round counts for nothing.
 */
export async function measureSealing({ messageBytes = 150 * 1024, rounds = 5, roundMs = 300 } = {}) {
  const [session, sealed, rc4] = await Promise.all(['src/codec/ntlm/session.ts', 'src/codec/spnego/sealed-message.ts', 'src/codec/ntlm/rc4.ts'].map(loadSource));
  const runs = [];
  for (let round = -1; round < rounds; round++) {
    const nodeCipher = rc4.nodeRc4(key);
    const run = { ...oneRound(session, sealed, messageBytes, roundMs), own: streamRate(rc4.ownRc4(key), 24), node: nodeCipher === null ? null : streamRate(nodeCipher, 64) };
    if (round >= 0) runs.push(run);
  }
  return {
    seal: median(runs.map((run) => run.seal)), unseal: median(runs.map((run) => run.unseal)), ownRc4: median(runs.map((run) => run.own)),
    nodeRc4: runs.some((run) => run.node === null) ? null : median(runs.map((run) => run.node)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { seal, unseal, ownRc4, nodeRc4 } = await measureSealing();
  process.stdout.write(`sealing ${seal.toFixed(0)} MB/s, unsealing ${unseal.toFixed(0)} MB/s; RC4 of our own ${ownRc4.toFixed(0)} MB/s, of Node ${nodeRc4?.toFixed(0) ?? 'none'}\n`);
}
