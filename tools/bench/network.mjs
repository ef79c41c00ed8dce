// A network on loopback where everything that can be silent is: a resolver that never answers, a KMS port whose packets
// are dropped, a KMS port that accepts and says nothing, and a host whose addresses nobody tells. A second resolver
// answers at once, so that each chain waits for its own limit and for no other.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

import { decode, encode } from 'dns-packet';

const domain = 'bench.test';

/** Listens with the shortest queue there is, says its port, and never runs again: nobody accepts. */
const deafListener = `
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.stdout.write(String(server.address().port) + '\\n', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});`;

/** A port of which the system drops every further SYN, since its queue is full and stays so. */
async function startDroppingPort() {
  const child = spawn(process.execPath, ['-e', deafListener], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(child.stdout, 'data');
  const port = Number(line);
  const filling = [];
  for (let refused = 0; refused < 2;) {
    const socket = connect({ host: '127.0.0.1', port });
    filling.push(socket);
    socket.on('error', () => undefined);
    const answered = await Promise.race([once(socket, 'connect').then(() => true), new Promise((resolve) => setTimeout(resolve, 200, false))]);
    if (!answered) refused++;
  }
  return {
    port,
    stop() {
      for (const socket of filling) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

async function startResolver(answer) {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, from) => {
    const reply = answer(decode(bytes));
    if (reply !== null) socket.send(reply, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, stop: () => socket.close() };
}

const srv = (name, target, port) => ({ type: 'SRV', name, ttl: 60, data: { priority: 0, weight: 0, port, target } });

/** Starts it all; `args` are the options of `check` that point at it, `stop` ends it. */
export async function startSilentNetwork() {
  const dropping = await startDroppingPort();
  const held = new Set();
  const mute = createServer((socket) => {
    held.add(socket);
    socket.on('error', () => undefined);
  });
  mute.listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const silent = await startResolver(() => null);
  const answering = await startResolver((query) => {
    const { name, type } = query.questions[0];
    if (name.startsWith('dead.')) return null;
    const records = {
      SRV: [srv(name, `drops.${domain}`, dropping.port), srv(name, `mute.${domain}`, mute.address().port), srv(name, `dead.${domain}`, 1688)],
      A: [{ type: 'A', name, ttl: 60, data: '127.0.0.1' }],
    };
    return encode({ type: 'response', id: query.id, questions: query.questions, answers: records[type] ?? [] });
  });
  return {
    args: ['--domain', domain, '--dns', `127.0.0.1:${silent.port}`, '--dns', `127.0.0.1:${answering.port}`, '--kms-host', `127.0.0.1:${dropping.port}`],
    /** What one silent step on the way costs: in every chain here, all other steps are answered at once. */
    longestChainMs: (timeoutMs) => timeoutMs,
    stop() {
      dropping.stop();
      silent.stop();
      answering.stop();
      for (const socket of held) socket.destroy();
      mute.close();
    },
  };
}
