import { createSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';

import packet, { type Answer, type Packet } from 'dns-packet';

import { closeServer, listenOnLoopback } from './loopback.ts';

/** A record of the estate's zone; names without final dot, compared without regard to letter case. */
export type ZoneRecord =
  | { name: string; type: 'A' | 'AAAA'; data: string }
  | { name: string; type: 'CNAME'; data: string }
  | { name: string; type: 'SRV'; data: { priority: number; weight: number; port: number; target: string } };

export type DnsHost = { host: string; port: number; stop: () => Promise<void> };

const ttlSeconds = 300;
const authoritative = 1 << 10;
const nameError = 3;
const notAuthoritative = 5;

/** An authoritative DNS server for one zone on loopback, UDP and TCP on one port. It answers nothing but its own zone. */
export async function startDnsHost(zone: string, records: readonly ZoneRecord[]): Promise<DnsHost> {
  const tcp = createServer((socket) => serveStream(socket, zone, records));
  const { port } = await listenOnLoopback(tcp);
  const udp = createSocket('udp4');
  udp.on('message', (message, peer) => {
    const answer = answerTo(message, zone, records);
    if (answer !== null) udp.send(answer, peer.port, peer.address);
  });
  udp.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(port, '127.0.0.1', resolve);
  });
  return {
    host: '127.0.0.1', port,
    stop: async () => {
      await new Promise<void>((resolve) => {
        udp.close(() => resolve());
      });
      await closeServer(tcp as Server);
    },
  };
}

function serveStream(socket: Socket, zone: string, records: readonly ZoneRecord[]): void {
  let held = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    if (held.length > 70_000) return socket.destroy();
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const length = held.readUInt16BE(0);
      const answer = answerTo(held.subarray(2, 2 + length), zone, records);
      held = held.subarray(2 + length);
      if (answer === null) return socket.destroy();
      const size = Buffer.alloc(2);
      size.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([size, answer]));
    }
  });
}

/** The answer to one question, or null for what is no question. */
function answerTo(message: Uint8Array, zone: string, records: readonly ZoneRecord[]): Buffer | null {
  let query: Packet;
  try {
    query = packet.decode(Buffer.from(message));
  } catch {
    return null;
  }
  const [question] = query.questions ?? [];
  if (query.type !== 'query' || question === undefined) return null;
  const name = plain(question.name);
  const inZone = name === zone || name.endsWith(`.${zone}`);
  const ofName = records.filter((r) => plain(r.name) === name);
  const answers = ofName.filter((r) => r.type === question.type || r.type === 'CNAME')
    .map((r) => ({ name: question.name, class: 'IN', ttl: ttlSeconds, type: r.type, data: r.data }) as Answer);
  const rcode = !inZone ? notAuthoritative : ofName.length === 0 ? nameError : 0;
  return packet.encode({ type: 'response', id: query.id ?? 0, flags: authoritative | rcode, questions: [question], answers });
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
