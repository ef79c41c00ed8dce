import { timingSafeEqual } from 'node:crypto';

/** What is wrong with octets that came from outside: where it was seen, and what was expected there. */
export type Malformed = { ok: false; at: number; wanted: string };

/** Shorthand for a `Malformed`. */
export const malformed = (at: number, wanted: string): Malformed => ({ ok: false, at, wanted });

/** All parts, one after the other, in new memory. */
export function joinOctets(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The same octets, compared in a time that tells nothing about where they differ. */
export const sameOctets = (left: Uint8Array, right: Uint8Array): boolean => left.length === right.length && timingSafeEqual(left, right);

/** True for octets that are all zero; an empty list is. */
export const allZero = (octets: Uint8Array): boolean => octets.every((octet) => octet === 0);

/** Two octets, little-endian; those past the end count as zero. */
export const readUint16 = (octets: Uint8Array, at: number): number => (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8);

/** Four octets, little-endian, unsigned; those past the end count as zero. */
export const readUint32 = (octets: Uint8Array, at: number): number => (readUint16(octets, at) | (readUint16(octets, at + 2) << 16)) >>> 0;

/** Four octets, little-endian. */
export const uint32Octets = (value: number): Uint8Array => Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);
