import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { DirectoryServer } from '../../../src/model/directory.ts';

/** What a canned directory sends to the n-th message of a connection (from 0) with that id; null to hang up. */
export type Script = (n: number, id: number, request: Buffer) => Buffer | null;

export type CannedDirectory = { server: DirectoryServer; requests: Buffer[]; close: () => Promise<void> };

/** A server on loopback that answers whatever its script says, in clear text. Each datum that comes is one request of ldapts. */
export async function startDirectory(script: Script): Promise<CannedDirectory> {
  const requests: Buffer[] = [];
  const sockets = new Set<Socket>();
  const listener: Server = createServer((socket) => {
    let n = 0;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (request) => {
      requests.push(request);
      // SEQUENCE, its length in one octet or more, INTEGER of one octet.
      const lengthOctets = (request[1] ?? 0) < 0x80 ? 0 : (request[1] ?? 0) & 0x7f;
      const answer = script(n++, request[4 + lengthOctets] ?? 0, request);
      if (answer === null) socket.destroy();
      else socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return {
    server: { host: 'dc1.contoso.test', port, tls: false, address: '127.0.0.1' },
    requests,
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      listener.close(() => resolve());
    }),
  };
}
