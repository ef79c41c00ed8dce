import { joinOctets } from '../ntlm/octets.ts';
import { signatureLength } from '../ntlm/session.ts';
import type { NtlmSession, SessionRefusal } from '../ntlm/session.ts';
import { readEncryptedBody, sealedContentType, writeEncryptedBody } from './encrypted-body.ts';

/** Why a body is not read: its wrapping (`malformed`) or what the session says of it. */
export type BodyRefusal = SessionRefusal | { ok: false; reason: 'malformed'; words: string };

/** One SOAP message sealed as WinRM wants it, ready to be posted; null where no sealing was agreed on. */
export function sealMessage(session: NtlmSession, soap: Uint8Array): { contentType: string; body: Uint8Array } | null {
  const wrapped = session.seal(soap);
  return wrapped === null ? null : { contentType: sealedContentType, body: writeEncryptedBody(wrapped) };
}

/** The SOAP message of a sealed body: all of it rightly signed and in order, or nothing. `charset` is what its first part names. */
export function unsealMessage(session: NtlmSession, contentType: string, body: Uint8Array): { ok: true; soap: Uint8Array; charset: string } | BodyRefusal {
  const read = readEncryptedBody(contentType, body);
  if (!read.ok) return { ok: false, reason: 'malformed', words: `${read.wanted} was wanted at octet ${read.at}` };
  if (read.parts.some((part) => part.signatureLength !== signatureLength)) return { ok: false, reason: 'malformed', words: `signatures of ${signatureLength} octets were wanted` };
  const plains: Uint8Array[] = [];
  for (const { wrapped } of read.parts) {
    const unsealed = session.unseal(wrapped);
    if (!unsealed.ok) return unsealed;
    plains.push(unsealed.plain);
  }
  const [only, ...more] = plains;
  return { ok: true, soap: only !== undefined && more.length === 0 ? only : joinOctets(...plains), charset: read.parts[0]?.charset ?? '' };
}
