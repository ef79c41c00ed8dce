import { allZero, joinOctets, malformed, readUint16, readUint32, uint32Octets } from './octets.ts';
import type { Malformed } from './octets.ts';

/** Kinds of AV_PAIR ([MS-NLMP] 2.2.2.1). `singleHost` is read and never acted on. */
export const avId = {
  end: 0, nbComputerName: 1, nbDomainName: 2, dnsComputerName: 3, dnsDomainName: 4, dnsTreeName: 5,
  flags: 6, timestamp: 7, singleHost: 8, targetName: 9, channelBindings: 10,
} as const;

/** One pair; names are UTF-16LE in `value`. */
export type AvPair = { id: number; value: Uint8Array };

/** More pairs than any version of Windows sends; behind them a list counts as malformed. */
const maxPairs = 64;

/** The pairs before the closing one, in their order. `at` of a refusal counts from the begin of `octets`. */
export function readAvPairs(octets: Uint8Array): { ok: true; pairs: AvPair[] } | Malformed {
  const pairs: AvPair[] = [];
  for (let at = 0; at + 4 <= octets.length;) {
    const id = readUint16(octets, at);
    const end = at + 4 + readUint16(octets, at + 2);
    if (id === avId.end) return { ok: true, pairs };
    if (end > octets.length) return malformed(at + 2, 'an AV_PAIR that ends within its list');
    if (pairs.length === maxPairs) return malformed(at, `at most ${maxPairs} AV_PAIRs`);
    pairs.push({ id, value: octets.subarray(at + 4, end) });
    at = end;
  }
  return malformed(octets.length, 'the AV_PAIR that closes the list');
}

/** The list with its closing pair. Values are at most 65,535 octets. */
export function writeAvPairs(pairs: readonly AvPair[]): Uint8Array {
  const parts = pairs.flatMap(({ id, value }) => [Uint8Array.of(id & 0xff, id >>> 8, value.length & 0xff, value.length >>> 8), value]);
  return joinOctets(...parts, new Uint8Array(4));
}

/** The first value of that kind; null where the list has none. */
export const avValue = (pairs: readonly AvPair[], id: number): Uint8Array | null => pairs.find((pair) => pair.id === id)?.value ?? null;

/**
 * All bits of all MsvAvFlags pairs: gss-ntlmssp puts an empty one into its challenge and .NET then answers with two. Bit 2
 * says that a MIC is there.
 */
export const avFlags = (pairs: readonly AvPair[]): number => pairs.reduce((bits, { id, value }) => (id === avId.flags ? bits | readUint32(value, 0) : bits), 0);

/** MsvAvFlags: the AUTHENTICATE message carries a MIC. */
export const avFlagMic = 2;

/** A MsvAvFlags pair. */
export const avFlagsPair = (bits: number): AvPair => ({ id: avId.flags, value: uint32Octets(bits) });

/** The channel bindings' hash; null for "none", which is an absent pair or 16 zero octets alike ([MS-NLMP] 2.2.2.1). */
export function avChannelBindings(pairs: readonly AvPair[]): Uint8Array | null {
  const value = avValue(pairs, avId.channelBindings);
  return value === null || allZero(value) ? null : value;
}
