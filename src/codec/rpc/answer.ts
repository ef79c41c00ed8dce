import type { RpcBindProbe } from '../../model/evidence.ts';
import { ndrSyntax, syntaxBytes } from './bind.ts';
import { pduType, pduTypeName, readPdu } from './pdu.ts';
import type { WholePdu } from './pdu.ts';
import { recogniseProtocol } from './foreign.ts';

/** What a peer's octets say to a bind. `more` asks for further octets, `wanted` says which, for people. */
export type BindAnswer =
  | { state: 'done'; outcome: RpcBindProbe['outcome']; reason: string | null; looksLike: string | null }
  | { state: 'more'; wanted: string; looksLike: string | null };

type Done = Extract<BindAnswer, { state: 'done' }>;

const done = (outcome: Done['outcome'], reason: string | null, looksLike: string | null = null): Done =>
  ({ state: 'done', outcome, reason, looksLike });

/** Results of a context (C706 §12.6.3.1, p_cont_def_result_t; 3 is [MS-RPCE]'s negotiate_ack). */
const contextResults: Readonly<Record<number, string>> = {
  1: 'user rejection', 2: 'provider rejection', 3: 'negotiate acknowledgement',
};

/** Why a provider rejects (C706 §12.6.3.1, p_provider_reason_t). */
const providerReasons: Readonly<Record<number, string>> = {
  0: 'reason not specified', 1: 'it does not serve the KMS interface (abstract syntax not supported)',
  2: 'it does not take NDR 2.0 (proposed transfer syntaxes not supported)', 3: 'a local limit is exceeded',
};

/** Why a bind is refused as a whole (C706 §12.6.4.5, p_reject_reason_t; 8 and 9 are [MS-RPCE]'s). */
const nakReasons: Readonly<Record<number, string>> = {
  0: 'reason not specified', 1: 'temporary congestion', 2: 'local limit exceeded', 3: 'called address unknown',
  4: 'protocol version not supported', 5: 'default context not supported', 6: 'user data not readable', 7: 'no address available',
  8: 'authentication type not recognised', 9: 'invalid checksum',
};

/** Fault codes that a bind may meet (C706 appendix E; 5 is Win32's access denied). */
const faultCodes: Readonly<Record<number, string>> = {
  0x0000_0005: 'access denied', 0x1c01_0002: 'operation number out of range', 0x1c01_0003: 'unknown interface',
  0x1c01_000b: 'protocol error', 0x1c01_0014: 'server too busy', 0x1c01_001d: 'unsupported authentication subtype',
};

const named = (table: Readonly<Record<number, string>>, code: number): string => table[code] ?? `code ${code}`;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const cutShort = (pdu: WholePdu): Done =>
  done('not-rpc', `the answer begins as a ${pduTypeName(pdu.type)} but ends in the middle of it, after ${pdu.body.length} octets`);

/** A bind_ack: frag sizes and group (8), the secondary address with its own length, padding to 4, results of 24 octets. */
function readBindAck(pdu: WholePdu): Done {
  const { body, littleEndian } = pdu;
  const view = viewOf(body);
  if (body.length < 10) return cutShort(pdu);
  const results = Math.ceil((10 + view.getUint16(8, littleEndian)) / 4) * 4;
  if (results + 4 > body.length) return cutShort(pdu);
  const count = view.getUint8(results);
  if (count === 0) return done('rejected', 'the answer to the bind names no context');
  const at = results + 4;
  if (at + 24 > body.length) return cutShort(pdu);
  const result = view.getUint16(at, littleEndian);
  const reason = view.getUint16(at + 2, littleEndian);
  if (result !== 0) {
    return done('rejected', `${named(contextResults, result)} (${result}): ${named(providerReasons, reason)} (${reason})`);
  }
  const wanted = syntaxBytes(ndrSyntax, littleEndian);
  const agrees = wanted.every((octet, n) => body[at + 4 + n] === octet);
  return done('accepted', agrees ? null : 'the host names another transfer syntax than the NDR 2.0 that was offered');
}

function readBindNak(pdu: WholePdu): Done {
  if (pdu.body.length < 2) return cutShort(pdu);
  const reason = viewOf(pdu.body).getUint16(0, pdu.littleEndian);
  return done('nak', `${named(nakReasons, reason)} (${reason})`);
}

function readFault(pdu: WholePdu): Done {
  if (pdu.body.length < 12) return cutShort(pdu);
  const status = viewOf(pdu.body).getUint32(8, pdu.littleEndian);
  const meaning = faultCodes[status];
  return done('rejected', `fault 0x${status.toString(16).toUpperCase().padStart(8, '0')}${meaning ? `: ${meaning}` : ''}`);
}

function readWhole(pdu: WholePdu, callId: number): Done {
  if (pdu.type === pduType.bindNak) return readBindNak(pdu);
  if (pdu.callId !== callId) return done('not-rpc', `the answer belongs to call ${pdu.callId}, and call ${callId} was asked`);
  if (pdu.type === pduType.bindAck) return readBindAck(pdu);
  if (pdu.type === pduType.fault) return readFault(pdu);
  if (pdu.type === pduType.bind) return done('not-rpc', 'the peer sends back what it was sent', 'an echo service');
  return done('nak', `the bind was answered with a ${pduTypeName(pdu.type)}`);
}

/**
 * Reads what a peer has sent after a bind of that call id. Never throws. A PDU cut short or a banner without its end
 * asks for more; the caller decides what stands when no more comes.
 */
export function readBindAnswer(bytes: Uint8Array, callId: number): BindAnswer {
  const pdu = readPdu(bytes);
  switch (pdu.state) {
    case 'whole':
      return readWhole(pdu, callId);
    case 'partial':
      return { state: 'more', wanted: pdu.wanted, looksLike: null };
    case 'broken':
      return done('not-rpc', `the answer begins like RPC, but at octet ${pdu.at} there is no ${pdu.wanted.replace(/^(?:a|an|the) /, '')}`);
    case 'foreign': {
      const protocol = recogniseProtocol(bytes);
      return protocol.complete
        ? done('not-rpc', 'the peer speaks another protocol', protocol.looksLike)
        : { state: 'more', wanted: 'the rest of a greeting', looksLike: protocol.looksLike };
    }
  }
}
