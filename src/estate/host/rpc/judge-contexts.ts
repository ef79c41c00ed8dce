import { kmsInterface, ndrSyntax, syntaxBytes } from '../../../codec/rpc/bind.ts';
import type { OfferedContext } from './bind-request.ts';
import { contextResult, providerReason } from './pdu-kinds.ts';

/** The answer to one offered context. With `negotiateAck` the reason is the mask of features that both sides have. */
export type JudgedContext = { result: number; reason: number };

/** The syntaxes that the host knows, in the two orders in which a peer may write them. */
const known = (littleEndian: boolean) => ({ kms: syntaxBytes(kmsInterface, littleEndian), ndr: syntaxBytes(ndrSyntax, littleEndian) });
const inOrder = { little: known(true), big: known(false) };

/**
 * A transfer syntax that is none: its first eight octets and version 1 say that the eight between are a mask of features
 * ([MS-RPCE] 3.3.1.5.3, bind time feature negotiation).
 */
const featurePrefix = { little: [0x2c, 0x1c, 0xb7, 0x6c, 0x12, 0x98, 0x40, 0x45], big: [0x6c, 0xb7, 0x1c, 0x2c, 0x98, 0x12, 0x45, 0x40] };

/** Security context multiplexing and keeping the connection on an orphan, which is all that Windows has ([MS-RPCE] 2.2.2.14). */
const featuresOfWindows = 0x03;

/** As many contexts as one association may have; Windows asks for three. */
const maxContexts = 64;

const equals = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((octet, n) => octet === b[n]);

/** The mask that a context asks for; null where it is a context like any other. */
function askedFeatures({ transferSyntaxes }: OfferedContext, littleEndian: boolean): number | null {
  const [only] = transferSyntaxes;
  if (only === undefined || transferSyntaxes.length > 1) return null;
  const prefix = littleEndian ? featurePrefix.little : featurePrefix.big;
  const isVersionOne = new DataView(only.buffer, only.byteOffset).getUint32(16, littleEndian) === 1;
  return isVersionOne && prefix.every((octet, n) => only[n] === octet) ? (only[8] ?? 0) : null;
}

function judge(context: OfferedContext, littleEndian: boolean, accepted: Set<number>): JudgedContext {
  const features = askedFeatures(context, littleEndian);
  if (features !== null) return { result: contextResult.negotiateAck, reason: features & featuresOfWindows };
  const { kms, ndr } = littleEndian ? inOrder.little : inOrder.big;
  if (!equals(context.abstractSyntax, kms)) return { result: contextResult.providerRejection, reason: providerReason.abstractSyntax };
  if (!context.transferSyntaxes.some((syntax) => equals(syntax, ndr))) return { result: contextResult.providerRejection, reason: providerReason.transferSyntaxes };
  if (!accepted.has(context.id) && accepted.size >= maxContexts) return { result: contextResult.providerRejection, reason: providerReason.localLimit };
  accepted.add(context.id);
  return { result: contextResult.accepted, reason: 0 };
}

/**
 * Judges offered contexts in their order, one result for each: the KMS interface 1.0 with NDR 2.0 is accepted and its
 * number added to `accepted`. NDR64 alone is rejected, as on 32-bit Windows and Samba.
 */
export const judgeContexts = (contexts: readonly OfferedContext[], littleEndian: boolean, accepted: Set<number>): JudgedContext[] =>
  contexts.map((context) => judge(context, littleEndian, accepted));
