import type { Socket } from 'node:net';

import type { RpcService } from './association.ts';
import { RpcAssociation } from './association.ts';
import type { HostFault } from './host-fault.ts';
import { otherProtocols } from './host-fault.ts';

/**
 * Speaks DCE/RPC on one accepted connection until either side hangs up, or shows the fault instead. `progressed` is
 * called for each piece that completes a fragment. A peer that does not read what it is sent is not read from either.
 */
export function serveConnection(socket: Socket, service: RpcService, fault: HostFault | null, progressed: () => void): void {
  socket.on('error', () => {});
  if (fault !== null && showsInstead(socket, fault)) return;
  const association = new RpcAssociation({ ...service, refusesBinds: refusalOf(fault) });
  const stalls = fault?.kind === 'stalls-after-bind';
  socket.on('close', () => association.end());
  socket.on('data', (bytes: Uint8Array) => {
    if (stalls && association.isBound) return;
    const step = association.feed(bytes);
    if (step.progressed) progressed();
    // What came behind the bind in one piece is not answered either.
    const reads = writeAll(socket, stalls ? step.send.slice(0, 1) : step.send);
    if (step.close) socket.end();
    else if (!reads) {
      socket.pause();
      socket.once('drain', () => socket.resume());
    }
  });
}

/** Writes pieces as one; false where the peer has yet to read earlier ones. */
function writeAll(socket: Socket, pieces: readonly Uint8Array[]): boolean {
  let reads = true;
  if (pieces.length > 1) socket.cork();
  for (const piece of pieces) reads = socket.write(piece);
  if (pieces.length > 1) socket.uncork();
  return reads;
}

function refusalOf(fault: HostFault | null): RpcService['refusesBinds'] {
  if (fault?.kind === 'rejects-binds') return { as: 'rejection', reason: fault.reason };
  return fault?.kind === 'naks-binds' ? { as: 'nak', reason: fault.reason } : undefined;
}

/** Shows a fault in which no RPC is spoken; false where the fault is none of these. */
function showsInstead(socket: Socket, fault: HostFault): boolean {
  switch (fault.kind) {
    case 'closes':
      socket.resume().end();
      return true;
    case 'resets':
      socket.resetAndDestroy();
      return true;
    case 'silent':
      socket.resume();
      return true;
    case 'speaks': {
      const { greets, says } = otherProtocols[fault.protocol];
      if (greets) socket.write(says);
      socket.resume().once('data', () => socket.end(greets ? '' : says));
      return true;
    }
    default:
      return false;
  }
}
