import type { TLSSocket } from 'node:tls';
import type { SeenCertificate } from '../model/evidence.ts';
import type { Unplaced } from '../model/network.ts';

const longestName = 255;

/** The certificate that the other side of a TLS connection showed; null where it showed none. What of it cannot be read is null. */
export function peerCertificate(socket: TLSSocket, at: Pick<SeenCertificate, 'host' | 'port' | 'protocol'>): Unplaced<SeenCertificate> | null {
  // Of a connection that is over Node gives null, of one without a certificate an empty object.
  const shown: Partial<ReturnType<TLSSocket['getPeerCertificate']>> | null = socket.getPeerCertificate();
  if (shown === null || shown.valid_to === undefined) return null;
  const subject = nameIn(shown.subject);
  const issuer = nameIn(shown.issuer);
  return { ...at, subjectName: subject, selfSigned: subject === null || issuer === null ? null : JSON.stringify(shown.subject) === JSON.stringify(shown.issuer), notBefore: timeOf(shown.valid_from), notAfter: timeOf(shown.valid_to) };
}

/** The common name; a certificate may have none, and a hostile one many. */
function nameIn(parts: { CN?: string | string[] } | undefined): string | null {
  const name = [parts?.CN ?? ''].flat()[0] ?? '';
  return name === '' ? null : name.slice(0, longestName);
}

/** `Nov 28 03:07:25 2026 GMT`, as OpenSSL prints it. */
function timeOf(text: string | undefined): string | null {
  const at = Date.parse(text ?? '');
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}
