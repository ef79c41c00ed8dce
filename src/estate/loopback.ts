import type { AddressInfo, Server, Socket } from 'node:net';
import { isIPv4 } from 'node:net';

const sockets = new WeakMap<Server, Set<Socket>>();

/** Where to listen: an address of this machine alone (127.0.0.1 unless said) and a port (a free one unless said). */
export type LoopbackPlace = { host?: string; port?: number };

/** Whether an address can be reached from this machine alone: 127.0.0.0/8 and ::1 (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). A name is none. */
export const isLoopback = (address: string): boolean => address === '::1' || (isIPv4(address) && address.startsWith('127.'));

/** Throws a RangeError for every other address: the estate is never to be reached from another machine. */
export function requireLoopback(address: string): void {
  if (!isLoopback(address)) throw new RangeError(`The reference estate listens on loopback alone, and "${address}" is no loopback address.`);
}

/** Listens on loopback; where the address is another, it throws before there is a socket. */
export async function listenOnLoopback(server: Server, { host = '127.0.0.1', port = 0 }: LoopbackPlace = {}): Promise<{ host: string; port: number }> {
  requireLoopback(host);
  const open = new Set<Socket>();
  sockets.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, port: bound } = server.address() as AddressInfo;
  return { host: address, port: bound };
}

/** Ends a server and every connection that it still holds. */
export async function closeServer(server: Server): Promise<void> {
  for (const socket of sockets.get(server) ?? []) socket.destroy();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
