import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

import { contextTag, oidOctets, writeElement } from '../../codec/spnego/der.ts';
import { ipOctets } from './ip-octets.ts';

/** What an X.509 v3 certificate says (RFC 5280). Times are Unix milliseconds. */
export type CertificateText = {
  subject: string;
  issuer: string;
  notBefore: number;
  notAfter: number;
  subjectKey: KeyObject;
  /** `authority` signs others; `server` and `client` say so in their extended key usage. */
  use: 'authority' | 'server' | 'client';
  /** DNS names and addresses that it is good for; none leaves the extension out. */
  names: readonly string[];
  /** Principal name of a user, as Windows maps client certificates by it; null leaves it out. */
  principal: string | null;
};

/** Tags of DER (X.690) that a certificate needs. */
const tag = { boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, utf8: 0x0c, utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31, oid: 0x06 } as const;

/** Object identifiers: attributes (X.520), extensions (RFC 5280), uses, and ECDSA with SHA-256 (RFC 5758). */
const oids = {
  commonName: '2.5.4.3', ecdsaSha256: '1.2.840.10045.4.3.2', basicConstraints: '2.5.29.19', keyUsage: '2.5.29.15', extendedKeyUsage: '2.5.29.37', subjectAltName: '2.5.29.17',
  subjectKeyId: '2.5.29.14', authorityKeyId: '2.5.29.35', serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2', principalName: '1.3.6.1.4.1.311.20.2.3',
} as const;

const bytes = (...octets: number[]): Uint8Array => Uint8Array.from(octets);
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const oid = (text: string): Uint8Array => writeElement(tag.oid, oidOctets(text));
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeElement(tag.sequence, ...parts);
const algorithm = sequence(oid(oids.ecdsaSha256));

const name = (commonName: string): Uint8Array =>
  sequence(writeElement(tag.set, sequence(oid(oids.commonName), writeElement(tag.utf8, new TextEncoder().encode(commonName)))));

/** UTCTime up to 2049, GeneralizedTime after it (RFC 5280, 4.1.2.5). */
function time(at: number): Uint8Array {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  return Number(digits.slice(0, 4)) < 2050 ? writeElement(tag.utcTime, ascii(digits.slice(2))) : writeElement(tag.generalizedTime, ascii(digits));
}

const extension = (id: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(oid(id), ...(critical ? [writeElement(tag.boolean, bytes(0xff))] : []), writeElement(tag.octetString, value));

function altName(text: string): Uint8Array {
  const address = ipOctets(text);
  return address === null ? writeElement(0x82, ascii(text)) : writeElement(0x87, address);
}

const principalName = (principal: string): Uint8Array =>
  writeElement(contextTag(0), oid(oids.principalName), writeElement(contextTag(0), writeElement(tag.utf8, new TextEncoder().encode(principal))));

const spkiOf = (key: KeyObject): Uint8Array => Uint8Array.from(key.export({ type: 'spki', format: 'der' }));

/** An identifier of a key, the same for whoever holds the key (RFC 5280, 4.2.1.2). */
const keyId = (key: KeyObject): Uint8Array => Uint8Array.from(createHash('sha256').update(spkiOf(key)).digest()).subarray(0, 20);

function extensions({ use, names, principal, subjectKey }: CertificateText, issuerKey: KeyObject): Uint8Array {
  const isAuthority = use === 'authority';
  const others = [...(principal === null ? [] : [principalName(principal)]), ...names.map(altName)];
  return writeElement(contextTag(3), sequence(
    extension(oids.basicConstraints, true, isAuthority ? sequence(writeElement(tag.boolean, bytes(0xff))) : sequence()),
    // keyCertSign and cRLSign, or digitalSignature.
    extension(oids.keyUsage, true, writeElement(tag.bitString, isAuthority ? bytes(1, 0x06) : bytes(7, 0x80))),
    ...(isAuthority ? [] : [extension(oids.extendedKeyUsage, false, sequence(oid(use === 'server' ? oids.serverAuth : oids.clientAuth)))]),
    ...(others.length === 0 ? [] : [extension(oids.subjectAltName, false, sequence(...others))]),
    extension(oids.subjectKeyId, false, writeElement(tag.octetString, keyId(subjectKey))),
    extension(oids.authorityKeyId, false, sequence(writeElement(0x80, keyId(issuerKey)))),
  ));
}

/** A certificate in DER, signed with ECDSA and SHA-256 by the issuer's private key; `issuerPublic` is its other half. */
export function writeCertificate(text: CertificateText, issuerPrivate: KeyObject, issuerPublic: KeyObject): Uint8Array {
  const serial = Uint8Array.from(randomBytes(16));
  // A positive number of full length: neither negative nor with a zero in front.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    writeElement(contextTag(0), writeElement(tag.integer, bytes(2))), writeElement(tag.integer, serial), algorithm, name(text.issuer),
    sequence(time(text.notBefore), time(text.notAfter)), name(text.subject), spkiOf(text.subjectKey), extensions(text, issuerPublic),
  );
  return sequence(body, algorithm, writeElement(tag.bitString, bytes(0), Uint8Array.from(sign('sha256', body, issuerPrivate))));
}
