import { createHash } from 'node:crypto';

import { joinOctets, malformed } from '../ntlm/octets.ts';
import type { Malformed } from '../ntlm/octets.ts';
import { contextTag, derTag, oidText, readElement, readElements } from './der.ts';
import type { DerElement } from './der.ts';

/** Signature algorithms by the one hash that they use (RFC 3279, 4055, 5758, 8017; NIST's SHA-3 arc). */
const hashBySignature: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2', '1.2.840.113549.1.1.4': 'md5', '1.2.840.113549.1.1.5': 'sha1', '1.3.14.3.2.29': 'sha1',
  '1.2.840.113549.1.1.11': 'sha256', '1.2.840.113549.1.1.12': 'sha384', '1.2.840.113549.1.1.13': 'sha512', '1.2.840.113549.1.1.14': 'sha224',
  '1.2.840.10045.4.1': 'sha1', '1.2.840.10045.4.3.1': 'sha224', '1.2.840.10045.4.3.2': 'sha256', '1.2.840.10045.4.3.3': 'sha384', '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.10040.4.3': 'sha1', '2.16.840.1.101.3.4.3.1': 'sha224', '2.16.840.1.101.3.4.3.2': 'sha256',
  '2.16.840.1.101.3.4.3.10': 'sha3-256', '2.16.840.1.101.3.4.3.11': 'sha3-384', '2.16.840.1.101.3.4.3.12': 'sha3-512',
  '2.16.840.1.101.3.4.3.14': 'sha3-256', '2.16.840.1.101.3.4.3.15': 'sha3-384', '2.16.840.1.101.3.4.3.16': 'sha3-512',
};

const pss = '1.2.840.113549.1.1.10';

/** Hashes by themselves, as the parameters of RSASSA-PSS name them. */
const hashByOid: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5', '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.4': 'sha224', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512', '2.16.840.1.101.3.4.2.8': 'sha3-256', '2.16.840.1.101.3.4.2.9': 'sha3-384', '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

const oidAt = (der: Uint8Array, element: DerElement | undefined): string | null => (element?.tag === derTag.oid ? oidText(der.subarray(element.from, element.end)) : null);

/** RFC 4055 §3.1: the hash stands in `[0]`; SHA-1 where it is left out. */
function pssHash(der: Uint8Array, parameters: DerElement | undefined): string | null {
  if (parameters === undefined) return 'sha1';
  const fields = parameters.tag === derTag.sequence ? readElements(der, parameters.from, parameters.end, 4) : null;
  if (fields === null) return null;
  const field = fields.find(({ tag }) => tag === contextTag(0));
  if (field === undefined) return 'sha1';
  const algorithm = readElement(der, field.from, field.end);
  const oid = algorithm?.tag === derTag.sequence ? readElement(der, algorithm.from, algorithm.end) : null;
  return hashByOid[oidAt(der, oid ?? undefined) ?? ''] ?? null;
}

function signatureHash(der: Uint8Array): { ok: true; hash: string } | Malformed {
  const certificate = readElement(der, 0, der.length);
  const parts = certificate?.tag === derTag.sequence && certificate.end === der.length ? readElements(der, certificate.from, certificate.end, 3) : null;
  const algorithm = parts?.length === 3 ? parts[1] : undefined;
  if (algorithm?.tag !== derTag.sequence) return malformed(0, 'a certificate in DER');
  const [oid, parameters] = readElements(der, algorithm.from, algorithm.end, 2) ?? [];
  const name = oidAt(der, oid);
  if (name === null) return malformed(algorithm.from, 'a signature algorithm');
  const hash = name === pss ? pssHash(der, parameters) : (hashBySignature[name] ?? null);
  return hash === null ? malformed(algorithm.from, 'a signature algorithm with one known hash') : { ok: true, hash };
}

/**
 * The application data of `tls-server-end-point` channel bindings (RFC 5929 §4) for a server's certificate in DER: its hash
 * by the hash of its signature, but SHA-256 in place of MD2, MD5 and SHA-1. Refused where the signature has no single hash
 * (Ed25519), for which RFC 5929 defines no binding.
 */
export function serverEndPointBinding(certificate: Uint8Array): { ok: true; applicationData: Uint8Array } | Malformed {
  const found = signatureHash(certificate);
  if (!found.ok) return found;
  const hash = ['md2', 'md5', 'sha1'].includes(found.hash) ? 'sha256' : found.hash;
  return { ok: true, applicationData: joinOctets(Uint8Array.from('tls-server-end-point:', (character) => character.charCodeAt(0)), createHash(hash).update(certificate).digest()) };
}
