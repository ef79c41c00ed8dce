// Binds a second of the reference host and of impacket's server of the lab: the same client against each, in rounds that
// take turns, each server in a process of its own. A bind is a connection, the bind, its bind_ack and the hanging up.
// `node tools/bench/rpc.mjs` prints the figures; `node tools/bench/rpc.mjs serve` is the reference host under measurement.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { median } from './processes.mjs';

const self = fileURLToPath(import.meta.url);
const lab = fileURLToPath(new URL('../../test/peers/lab/impacket-rpc-server.sh', import.meta.url));
const impacketPort = 16_889;
const bindAck = 12;

/** Starts the reference host in a process of its own. */
async function startOurs() {
  const child = spawn(process.execPath, [self, 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { port: Number(port), stop: () => child.kill() };
}

/** Starts impacket's server; null where this machine has no impacket. */
function startImpacket() {
  const run = (...args) => execFileSync('bash', [lab, ...args], { env: { ...process.env, PORT: String(impacketPort) }, stdio: 'ignore' });
  const folder = join(tmpdir(), `kmslab-bench-${process.pid}`);
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import impacket'], { stdio: 'ignore' });
    run('start', folder);
  } catch {
    return null;
  }
  return { port: impacketPort, stop: () => run('stop', folder) };
}

/** Binds without pause for so many milliseconds, so many at a time; gives the acknowledged binds a second. */
function bindFor(port, octets, durationMs, atOnce) {
  return new Promise((resolve, reject) => {
    let acknowledged = 0;
    let open = 0;
    let isOver = false;
    const from = performance.now();
    const next = () => {
      if (isOver) return;
      open++;
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', reject);
      socket.once('connect', () => socket.write(octets));
      socket.once('data', (answer) => {
        if (answer[2] !== bindAck) reject(new Error(`the bind was answered with PDU type ${answer[2]}`));
        if (!isOver) acknowledged++;
        socket.destroy();
      });
      socket.once('close', () => {
        open--;
        if (isOver && open === 0) resolve(rate);
        next();
      });
    };
    let rate = 0;
    setTimeout(() => {
      isOver = true;
      rate = acknowledged / ((performance.now() - from) / 1000);
    }, durationMs);
    for (let n = 0; n < atOnce; n++) next();
  });
}

/**
 * Median binds a second over rounds side by side, after a round that counts for nothing. `impacket` is null where the
 * machine has none; `ratio` is the median of the rounds' own ratios.
 */
export async function measureBinds({ rounds = 5, roundMs = 500, atOnce = 16 } = {}) {
  const { encodeKmsBind } = await import('../../src/codec/rpc/bind.ts');
  const octets = encodeKmsBind(1);
  const theirs = startImpacket();
  const ours = await startOurs();
  try {
    const all = { ours: [], impacket: [] };
    for (let round = -1; round < rounds; round++) {
      const one = await bindFor(ours.port, octets, roundMs, atOnce);
      const other = theirs === null ? null : await bindFor(theirs.port, octets, roundMs, atOnce);
      if (round < 0) continue;
      all.ours.push(one);
      if (other !== null) all.impacket.push(other);
    }
    return {
      ours: median(all.ours),
      impacket: theirs === null ? null : median(all.impacket),
      ratio: theirs === null ? null : median(all.ours.map((rate, n) => rate / all.impacket[n])),
    };
  } finally {
    ours.stop();
    theirs?.stop();
  }
}

async function serve() {
  const { startReferenceHost } = await import('../../src/estate/host/rpc/reference-host.ts');
  const { port } = await startReferenceHost({ serve: () => ({ resultCode: '0xC004F041', count: 0, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostExtendedPid: '' }), log: () => {} });
  process.stdout.write(`${port}\n`);
  // The process that measures has ended, whichever way.
  process.stdin.resume().once('end', () => process.exit());
}

if (process.argv[1] === self) {
  if (process.argv[2] === 'serve') await serve();
  else {
    const { ours, impacket, ratio } = await measureBinds();
    process.stdout.write(`reference host ${ours.toFixed(0)} binds/s, impacket ${impacket?.toFixed(0) ?? 'missing'}, ${ratio?.toFixed(1) ?? '?'} x\n`);
  }
}
