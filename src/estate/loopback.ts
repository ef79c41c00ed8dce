import type { AddressInfo, Server, Socket } from 'node:net';

const sockets = new WeakMap<Server, Set<Socket>>();

/** Listens on a free port of 127.0.0.1: the estate is never to be reached from another machine. */
export async function listenOnLoopback(server: Server): Promise<{ host: string; port: number }> {
  const open = new Set<Socket>();
  sockets.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { address, port } = server.address() as AddressInfo;
  return { host: address, port };
}

/** Ends a server and every connection that it still holds. */
export async function closeServer(server: Server): Promise<void> {
  for (const socket of sockets.get(server) ?? []) socket.destroy();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
