import { joinOctets, malformed, readUint32, uint32Octets } from '../ntlm/octets.ts';
import type { Malformed } from '../ntlm/octets.ts';

/** The `protocol` of a body that SPNEGO or bare NTLM sealed ([MS-WSMV] 2.2.9.1). */
export const sealingProtocol = 'application/HTTP-SPNEGO-session-encrypted';

const boundary = 'Encrypted Boundary';

/** The content type of a sealed body of ours. */
export const sealedContentType = `multipart/encrypted;protocol="${sealingProtocol}";boundary="${boundary}"`;

/** One sealed message of a body. */
export type EncryptedPart = {
  /** As the first half names them: `application/soap+xml`, `UTF-8` (empty where it names none). */
  type: string;
  charset: string;
  /** Octets that the message has when it is unsealed. */
  plainLength: number;
  /** The signature (16 octets for NTLM) and behind it the sealed octets. */
  wrapped: Uint8Array;
  signatureLength: number;
};

/** Parts of one body; WinRM sends one, CredSSP one for every 16 KiB. */
const maxParts = 4096;
/** Longer headers between two boundaries are none that a Windows machine writes. */
const maxHeaders = 2048;
const maxSignature = 4096;
const longestBoundary = 70;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const latin1 = (octets: Uint8Array): string => Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');

/** A body of one message: `wrapped` is what a session's `seal` gives, of NTLM's 16 octets of signature. */
export function writeEncryptedBody(wrapped: Uint8Array, signatureLength = 16): Uint8Array {
  // The tabs are Windows' own, and there is no blank line before the octets.
  const head = `--${boundary}\r\n\tContent-Type: ${sealingProtocol}\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=${wrapped.length - signatureLength}\r\n`
    + `--${boundary}\r\n\tContent-Type: application/octet-stream\r\n`;
  return joinOctets(ascii(head), uint32Octets(signatureLength), wrapped, ascii(`--${boundary}--\r\n`));
}

/** The boundary that a content type of `multipart/encrypted` names; null for any other content type. */
function boundaryOf(contentType: string): string | null {
  if (!/^\s*multipart\/(?:x-multi-)?encrypted\s*;/i.test(contentType)) return null;
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(contentType) ?? [];
  const found = quoted ?? bare ?? null;
  return found === null || found.length > longestBoundary ? null : found;
}

/** The end of a boundary line's mark at `at`; null where none stands there. Some servers put a blank behind the dashes. */
function boundaryEnd(body: Uint8Array, at: number, name: Uint8Array): number | null {
  if (body[at] !== 0x2d || body[at + 1] !== 0x2d) return null;
  const from = body[at + 2] === 0x20 && name[0] !== 0x20 ? at + 3 : at + 2;
  return name.every((octet, n) => body[from + n] === octet) ? from + name.length : null;
}

type Head = { type: string; charset: string; plainLength: number; end: number };

/** The two halves' headers of one part, from behind the first boundary to the octets. */
function readHead(body: Uint8Array, at: number, name: Uint8Array): ({ ok: true } & Head) | Malformed {
  const window = latin1(body.subarray(at, at + maxHeaders));
  const dashes = window.indexOf('\r\n--');
  if (dashes < 0) return malformed(at, 'the headers of a sealed message and a boundary behind them');
  const headers = window.slice(0, dashes);
  if (!/^\r\n[\t ]*Content-Type:[\t ]*application\/HTTP-(?:SPNEGO|Kerberos|CredSSP)-session-encrypted[\t ]*(?:\r\n|$)/im.test(headers)) return malformed(at, `Content-Type: ${sealingProtocol}`);
  const [, type, charset = '', length] = /^[\t ]*OriginalContent:[\t ]*type=([^;\r\n]{1,100})(?:;charset=([^;\r\n]{0,40}))?;Length=(\d{1,10})[\t ]*$/im.exec(headers.replaceAll('\r\n', '\n')) ?? [];
  if (type === undefined || length === undefined) return malformed(at, 'OriginalContent with a type and a Length');
  const secondAt = at + dashes + 2;
  const secondEnd = boundaryEnd(body, secondAt, name);
  if (secondEnd === null) return malformed(secondAt, 'the boundary before the sealed octets');
  const [second] = /^[\t ]*\r\n[\t ]*Content-Type:[\t ]*application\/octet-stream[\t ]*\r\n/i.exec(latin1(body.subarray(secondEnd, secondEnd + 200))) ?? [];
  if (second === undefined) return malformed(secondEnd, 'Content-Type: application/octet-stream');
  return { ok: true, type: type.trim(), charset: charset.trim(), plainLength: Number(length), end: secondEnd + second.length };
}

/**
 * Reads a sealed body. A sealed octet may be anything, so only the lengths lead on, and each must lead to a boundary.
 * A body of any other content type is refused: where sealing was agreed on, an answer in plain text is never read. Never throws.
 */
export function readEncryptedBody(contentType: string, body: Uint8Array): { ok: true; parts: EncryptedPart[] } | Malformed {
  const text = boundaryOf(contentType.slice(0, 1000));
  if (text === null) return malformed(0, 'a sealed body (multipart/encrypted with a boundary)');
  const name = ascii(text);
  const parts: EncryptedPart[] = [];
  let mark = boundaryEnd(body, 0, name);
  if (mark === null) return malformed(0, 'the boundary that begins a sealed body');
  while (!(body[mark] === 0x2d && body[mark + 1] === 0x2d)) {
    if (parts.length === maxParts) return malformed(mark, `at most ${maxParts} sealed messages`);
    const head = readHead(body, mark, name);
    if (!head.ok) return head;
    const from = head.end + 4;
    const signatureLength = readUint32(body, head.end);
    if (from > body.length || signatureLength === 0 || signatureLength > maxSignature) return malformed(head.end, 'the length of a signature');
    const end = from + signatureLength + head.plainLength;
    const next = end > body.length ? null : boundaryEnd(body, end, name);
    if (next === null) return malformed(Math.min(end, body.length), `a boundary behind ${head.plainLength} sealed octets`);
    parts.push({ type: head.type, charset: head.charset, plainLength: head.plainLength, wrapped: body.subarray(from, end), signatureLength });
    mark = next;
  }
  return parts.length === 0 ? malformed(mark, 'a sealed message') : { ok: true, parts };
}
