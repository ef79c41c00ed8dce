import { createSocket } from 'node:dgram';

import { rcodeName } from '../../codec/dns/rcodes.ts';
import { encodeUpdate } from '../../codec/dns/update-writer.ts';
import { requireLoopback } from '../loopback.ts';

/** What a host of the loopback estate wants to stand in a zone. */
export type UdpPublication = { zone: string; target: string; address: string; port: number; priority: number; weight: number };

const ttlSeconds = 3600;
const limitMs = 3000;

/**
 * Publishes as a KMS host does, by a dynamic update (RFC 2136) over UDP: the SRV record and the address. Unsigned, so a
 * secured zone refuses it. Gives the answer's code by name, or `timeout`. Only ever sent to this machine itself.
 */
export function publishOverUdp(server: { host: string; port: number }, { zone, target, address, port, priority, weight }: UdpPublication): Promise<string> {
  requireLoopback(server.host);
  const id = Math.floor(Math.random() * 0x1_0000);
  const message = encodeUpdate(id, {
    zone, prerequisites: [],
    changes: [
      { kind: 'add', record: { type: 'SRV', owner: `_vlmcs._tcp.${zone}`, ttl: ttlSeconds, priority, weight, port, target } },
      { kind: 'add', record: { type: address.includes(':') ? 'AAAA' : 'A', owner: target, ttl: ttlSeconds, address } },
    ],
  });
  if (message === null) return Promise.resolve('FORMERR');
  return new Promise((resolve) => {
    const socket = createSocket(server.host.includes(':') ? 'udp6' : 'udp4');
    const end = (rcode: string): void => {
      clearTimeout(timer);
      socket.close();
      resolve(rcode);
    };
    const timer = setTimeout(() => end('timeout'), limitMs);
    socket.on('error', () => end('timeout'));
    socket.on('message', (answer) => {
      if (answer.length >= 12 && answer.readUInt16BE(0) === id) end(rcodeName((answer[3] ?? 0) & 0x0f));
    });
    socket.send(message, server.port, server.host);
  });
}
