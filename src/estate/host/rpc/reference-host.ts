import { createServer } from 'node:net';

import { closeServer, listenOnLoopback } from '../../loopback.ts';
import type { ActivationAnswer, ActivationRequest } from '../activation-exchange.ts';
import { activationOperation } from './activation-operation.ts';
import type { RpcService } from './association.ts';
import { AssociationGroups } from './association-groups.ts';
import { ConnectionTable } from './connection-table.ts';
import type { HostFault } from './host-fault.ts';
import { serveConnection } from './serve-connection.ts';

export type HostLimits = {
  /** Connections held at once; one more closes the one that has been idle for longest. */
  maxConnections: number;
  /** How long a connection may go without completing a fragment. */
  idleMs: number;
};

export type ReferenceHostOptions = {
  /** What the host answers to a request of the estate. */
  serve: (request: ActivationRequest) => ActivationAnswer;
  /** Told in one sentence why anything was refused. */
  log: (line: string) => void;
  /** A free port unless said. */
  port?: number;
  /** A loopback address; 127.0.0.1 unless said. */
  host?: string;
  /** The port that each bind_ack tells; the one listened on unless said. */
  secondaryPort?: number;
  limits?: Partial<HostLimits>;
};

export type ReferenceHost = {
  host: string;
  port: number;
  /** Shown to connections accepted from now on; null makes the host work again. */
  setFault: (fault: HostFault | null) => void;
  /** Connections that are open. */
  connections: () => number;
  stop: () => Promise<void>;
};

const usualLimits: HostLimits = { maxConnections: 512, idleMs: 30_000 };

/**
 * The reference KMS host's listener: DCE/RPC on loopback whose one operation takes the estate's own message. It can
 * never activate anything: a genuine client's request gets a fault and a line in the log that says why.
 */
export async function startReferenceHost({ serve, log, port, host, secondaryPort, limits }: ReferenceHostOptions): Promise<ReferenceHost> {
  const { maxConnections, idleMs } = { ...usualLimits, ...limits };
  const service: RpcService = { groups: new AssociationGroups(), secondaryAddress: '', operation: activationOperation(serve, log), log };
  const open = new ConnectionTable(maxConnections);
  let fault: HostFault | null = null;

  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket, performance.now());
    socket.on('close', () => open.remove(socket));
    serveConnection(socket, service, fault, () => open.touch(socket, performance.now()));
  });
  const at = await listenOnLoopback(server, { ...(host !== undefined && { host }), ...(port !== undefined && { port }) });
  // An accept that fails, for want of memory or of file descriptors, is one client's trouble and not the host's.
  server.on('error', (error) => log(`A connection could not be accepted: ${error.message}.`));
  service.secondaryAddress = String(secondaryPort ?? at.port);
  const sweep = setInterval(() => open.dropIdle(idleMs, performance.now()), Math.max(10, Math.min(1000, idleMs / 4)));
  sweep.unref();

  return {
    ...at,
    setFault: (next) => {
      fault = next;
    },
    connections: () => open.size,
    stop: () => {
      clearInterval(sweep);
      return closeServer(server);
    },
  };
}
