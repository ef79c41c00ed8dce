import { malformed } from '../ntlm/octets.ts';
import type { Malformed } from '../ntlm/octets.ts';
import { contextTag, derTag, oidOctets, oidText, readElement, readElements, writeElement } from './der.ts';
import type { DerElement } from './der.ts';

/** Object identifiers of SPNEGO itself (RFC 4178) and of the mechanisms that a token may name ([MS-SPNG] 1.9). */
export const mechanism = { spnego: '1.3.6.1.5.5.2', ntlm: '1.3.6.1.4.1.311.2.2.10', kerberos: '1.2.840.113554.1.2.2', microsoftKerberos: '1.2.840.48018.1.2.2' } as const;

/** How far the negotiation is (RFC 4178 §4.2.2). */
export type NegState = 'accept-completed' | 'accept-incomplete' | 'reject' | 'request-mic';

/** The first token of a side: what it would speak, best first. */
export type NegTokenInit = {
  ok: true;
  kind: 'init';
  mechTypes: string[];
  /** The DER of the list, over which the mechListMIC goes. */
  mechTypesDer: Uint8Array;
  mechToken: Uint8Array | null;
  mechListMic: Uint8Array | null;
};

/** Every later token. Each part may be absent. */
export type NegTokenResp = {
  ok: true;
  kind: 'resp';
  negState: NegState | null;
  supportedMech: string | null;
  responseToken: Uint8Array | null;
  mechListMic: Uint8Array | null;
};

/** Larger than any token that Windows makes without Kerberos' group lists. */
export const maxTokenLength = 0x1_0000;

const maxMechTypes = 32;
const states: readonly NegState[] = ['accept-completed', 'accept-incomplete', 'reject', 'request-mic'];
const fieldName = ['the first field', 'the second field', 'the token', 'the mechListMIC', 'the mechListMIC'] as const;

/** What stands inside `[n]`, by n. */
type Parts = { ok: true; parts: Map<number, DerElement> };

function readParts(octets: Uint8Array, at: number, end: number): Parts | Malformed {
  const sequence = readElement(octets, at, end);
  if (sequence?.tag !== derTag.sequence || sequence.end !== end) return malformed(at, 'a sequence that fills its field');
  const fields = readElements(octets, sequence.from, sequence.end, fieldName.length);
  if (fields === null) return malformed(sequence.from, 'the fields of a SPNEGO token');
  const parts = new Map<number, DerElement>();
  for (const field of fields) {
    const n = field.tag - contextTag(0);
    const inner = readElement(octets, field.from, field.end);
    if (n < 0 || n >= fieldName.length || parts.has(n)) return malformed(field.from, 'a field that SPNEGO has, once');
    if (inner === null || inner.end !== field.end) return malformed(field.from, fieldName[n] ?? 'a field');
    parts.set(n, inner);
  }
  return { ok: true, parts };
}

const content = (octets: Uint8Array, element: DerElement | undefined, tag: number): Uint8Array | null => (element?.tag === tag ? octets.subarray(element.from, element.end) : null);

function readInit(octets: Uint8Array, at: number, end: number): NegTokenInit | Malformed {
  const read = readParts(octets, at, end);
  if (!read.ok) return read;
  const list = read.parts.get(0);
  const oids = list?.tag === derTag.sequence ? readElements(octets, list.from, list.end, maxMechTypes) : null;
  if (list === undefined || oids === null || oids.length === 0) return malformed(at, `a list of 1 to ${maxMechTypes} mechanisms`);
  const mechTypes: string[] = [];
  for (const oid of oids) {
    const text = oid.tag === derTag.oid ? oidText(octets.subarray(oid.from, oid.end)) : null;
    if (text === null) return malformed(oid.from, 'an object identifier');
    mechTypes.push(text);
  }
  // Windows' own first token has hints in [3] and its MIC in [4] ([MS-SPNG] 2.2.1, NegTokenInit2).
  const mechListMic = content(octets, read.parts.get(3), derTag.octetString) ?? content(octets, read.parts.get(4), derTag.octetString);
  return { ok: true, kind: 'init', mechTypes, mechTypesDer: octets.subarray(list.at, list.end), mechToken: content(octets, read.parts.get(2), derTag.octetString), mechListMic };
}

function readResp(octets: Uint8Array, at: number, end: number): NegTokenResp | Malformed {
  const read = readParts(octets, at, end);
  if (!read.ok) return read;
  const state = read.parts.get(0);
  const number = content(octets, state, derTag.enumerated);
  const negState = number?.length === 1 ? (states[number[0] ?? states.length] ?? null) : null;
  if (state !== undefined && negState === null) return malformed(state.from, 'a state of the negotiation, 0 to 3');
  const oid = content(octets, read.parts.get(1), derTag.oid);
  return {
    ok: true, kind: 'resp', negState, supportedMech: oid === null ? null : oidText(oid),
    responseToken: content(octets, read.parts.get(2), derTag.octetString), mechListMic: content(octets, read.parts.get(3), derTag.octetString),
  };
}

/** Reads either token. Depth is that of the format, lengths are bounded; never throws. */
export function readSpnegoToken(octets: Uint8Array): NegTokenInit | NegTokenResp | Malformed {
  if (octets.length > maxTokenLength) return malformed(maxTokenLength, `at most ${maxTokenLength} octets`);
  const outer = readElement(octets, 0, octets.length);
  if (outer === null || outer.end !== octets.length) return malformed(0, 'one element that fills the token');
  if (outer.tag === contextTag(1)) return readResp(octets, outer.from, outer.end);
  if (outer.tag === contextTag(0)) return readInit(octets, outer.from, outer.end);
  const oid = outer.tag === derTag.application0 ? readElement(octets, outer.from, outer.end) : null;
  if (oid?.tag !== derTag.oid || oidText(octets.subarray(oid.from, oid.end)) !== mechanism.spnego) return malformed(0, 'a SPNEGO token');
  const init = readElement(octets, oid.end, outer.end);
  if (init?.tag !== contextTag(0) || init.end !== outer.end) return malformed(oid.end, 'a negTokenInit');
  return readInit(octets, init.from, init.end);
}

const optional = (n: number, tag: number, octets: Uint8Array | null): Uint8Array => (octets === null ? new Uint8Array(0) : writeElement(contextTag(n), writeElement(tag, octets)));

/** A negTokenInit in its GSS frame (RFC 2743 §3.1), without a MIC; `mechTypesDer` is what the MIC will go over. */
export function writeNegTokenInit(mechTypes: readonly string[], mechToken: Uint8Array | null): { token: Uint8Array; mechTypesDer: Uint8Array } {
  const mechTypesDer = writeElement(derTag.sequence, ...mechTypes.map((text) => writeElement(derTag.oid, oidOctets(text))));
  const body = writeElement(derTag.sequence, writeElement(contextTag(0), mechTypesDer), optional(2, derTag.octetString, mechToken));
  return { mechTypesDer, token: writeElement(derTag.application0, writeElement(derTag.oid, oidOctets(mechanism.spnego)), writeElement(contextTag(0), body)) };
}

/** A negTokenResp with the parts that are not null. */
export function writeNegTokenResp({ negState, supportedMech, responseToken, mechListMic }: Omit<NegTokenResp, 'ok' | 'kind'>): Uint8Array {
  return writeElement(contextTag(1), writeElement(
    derTag.sequence,
    optional(0, derTag.enumerated, negState === null ? null : Uint8Array.of(states.indexOf(negState))),
    optional(1, derTag.oid, supportedMech === null ? null : oidOctets(supportedMech)),
    optional(2, derTag.octetString, responseToken),
    optional(3, derTag.octetString, mechListMic),
  ));
}
