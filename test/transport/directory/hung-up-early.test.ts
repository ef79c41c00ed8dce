import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readActivationObjects } from '../../../src/transport/directory/read-activation-objects.ts';

const gone = Promise.withResolvers<void>();

// The library is loaded at the first question: here only once the controller is gone, as on a busy machine.
vi.mock('ldapts', async (original) => {
  await gone.promise;
  return original();
});

test('a controller that hangs up before a question could be sent is told, and waited for by nobody', async () => {
  const server = createServer((socket) => {
    socket.once('close', () => gone.resolve());
    socket.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { outcome, detail } = await readActivationObjects({ host: '127.0.0.1', port, tls: false, address: null }, null, { ca: null, insecure: false }, { timeoutMs: 600_000, signal: new AbortController().signal });
  expect({ outcome, detail }).toEqual({ outcome: 'malformed', detail: 'The server closed the connection.' });
}, 5_000);
