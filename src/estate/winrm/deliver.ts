import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { soapContentType } from '../../codec/wsman/names.ts';
import type { HttpReply } from './http-reply.ts';

const filler = Buffer.from(`<!--${' '.repeat(16_000)}-->`, 'ascii');

/** A SOAP body without an end: only as much of it is made as the client takes. */
function* withoutEnd(): Iterable<Buffer> {
  yield Buffer.from('<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>', 'ascii');
  for (;;) yield filler;
}

/** Half of an answer, and then nobody is there. */
function drop(response: ServerResponse, { status, headers, body }: HttpReply): void {
  const whole = body.length === 0 ? Buffer.from('<s:Envelope '.repeat(100), 'ascii') : body;
  response.writeHead(status, { 'Content-Type': soapContentType, ...headers, 'Content-Length': String(whole.length) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy());
}

/** Sends a reply, or what becomes of it. `reboot` restarts the machine. */
export function deliver(response: ServerResponse, reply: HttpReply, reboot: () => void): void {
  const { status, headers, body, effect, closes } = reply;
  switch (effect?.kind) {
    case 'silent': return;
    case 'drop': return drop(response, reply);
    case 'reboot': return reboot();
    case 'endless':
      response.writeHead(200, { 'Content-Type': soapContentType });
      // It ends when the client has had enough, and that is no trouble.
      void pipeline(Readable.from(withoutEnd()), response).catch(() => undefined);
      return;
    case 'http': {
      const text = Buffer.from(effect.body ?? '', 'utf8');
      response.writeHead(effect.status, { 'Content-Type': effect.contentType ?? 'text/html; charset=us-ascii', ...effect.headers, 'Content-Length': String(text.length) });
      response.end(text);
      return;
    }
    default:
  }
  response.writeHead(status, { Server: 'Microsoft-HTTPAPI/2.0', ...headers, 'Content-Length': String(body.length), ...(closes ? { Connection: 'close' } : {}) });
  response.end(body, () => {
    if (closes) response.socket?.destroySoon();
  });
}
