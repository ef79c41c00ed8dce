import type { IncomingHttpHeaders } from 'node:http';

/**
 * The text of a body by its mark or the charset that its type names, UTF-8 otherwise; octets that are none of it become
 * U+FFFD. Null where it is compressed, which was not asked for.
 */
export function readBody({ headers, body }: { headers: IncomingHttpHeaders; body: Uint8Array }): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== '') return null;
  const charset = /charset\s*=\s*"?([a-z0-9-]+)/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  const marked = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null;
  const name = marked ?? (charset === 'utf-16' ? 'utf-16le' : ['utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'].includes(charset) ? charset : 'utf-8');
  return new TextDecoder(name).decode(body);
}
