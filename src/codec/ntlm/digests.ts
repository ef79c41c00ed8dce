import { createHash, createHmac } from 'node:crypto';

/** The 16 octets of MD5 over the parts in turn. */
export function md5(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}

/** The 16 octets of HMAC-MD5 (RFC 2104) over the parts in turn. */
export function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac('md5', key);
  for (const part of parts) mac.update(part);
  return Uint8Array.from(mac.digest());
}

let nodeHasMd5: boolean | null = null;

/** False where this Node was put under FIPS rules: then it has no MD5, and NTLM is not to be had. Asked once. */
export function hasMd5(): boolean {
  if (nodeHasMd5 === null) {
    try {
      hmacMd5(new Uint8Array(16));
      nodeHasMd5 = true;
    } catch {
      nodeHasMd5 = false;
    }
  }
  return nodeHasMd5;
}
