import type { UnseenReason } from '../../model/evidence.ts';
import type { NoAnswer } from '../../codec/wsman/answer.ts';
import type { WsmanFault } from '../../codec/wsman/fault.ts';
import type { HttpTrouble } from './http-post.ts';

/** Why there is no reading, and what to do next, in a sentence that makes sense in a ticket. */
export type Failure = { ok: false; reason: UnseenReason; detail: string };

export const failure = (reason: UnseenReason, detail: string): Failure => ({ ok: false, reason, detail });

const certificateWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired; renew it on the machine, or use --insecure for once',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet: compare both clocks',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name: use the name that stands in it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: give it, or the authority that signs your machines, with --ca FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here: give that authority with --ca FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that is not trusted here: give that authority with --ca FILE',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not trusted here: give that authority with --ca FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not trusted here: give that authority with --ca FILE',
  CERT_REVOKED: 'its certificate was revoked',
};

function ofTls(url: string, code: string): string {
  const words = certificateWords[code];
  if (words !== undefined) return `${url} is not trusted: ${words} (${code}).`;
  if (/WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|EPROTO|PACKET_LENGTH|HTTP_REQUEST/.test(code)) return `${url} does not speak TLS, or none that this Node accepts (${code}): an http listener usually stands on 5985 (winrm://), and Windows 7 and Server 2008 R2 need TLS 1.2 switched on.`;
  if (/ALERT|HANDSHAKE/.test(code)) return `${url} broke off the TLS handshake (${code}): where a client certificate was given, the machine may not accept it.`;
  return `the TLS connection to ${url} failed (${code}).`;
}

/** What an HTTP request that got no answer says. */
export function failureOfTrouble(url: string, { kind, connected, code }: HttpTrouble): Failure {
  switch (kind) {
    case 'stopped': return failure('not-asked', 'stopped before it answered');
    case 'tls': return failure('refused', ofTls(url, code));
    case 'refused': return failure('refused', `${url} refuses connections: WinRM is off, has no listener there, or a firewall rejects it; run "winrm quickconfig" on the machine.`);
    case 'reset': return failure('unreachable', `${url} broke the connection off (${code}), twice: the machine may be restarting, or the port is not WinRM's.`);
    case 'too-large': return failure('unparsable', `${url} sent an answer of ${code}, which was not read to its end.`);
    case 'not-http': return failure('unparsable', `what answers at ${url} does not speak HTTP (${code}).`);
    case 'timeout': return failure('timeout', connected ? `${url} took the request and gave no answer in time.` : `${url} did not accept a connection in time: the machine is off, or a firewall drops port ${new URL(url).port}.`);
    case 'unreachable': return failure('unreachable', code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? `the name ${new URL(url).hostname} is not found from here (${code}): see that it is spelled right, or give the machine’s whole name or its address.` : `${url} cannot be reached (${code}).`);
  }
}

const denied = new Set(['0x00000005', '0x80070005', '0x80338104', '0x80338105', '0x80338106', '0x80041003', '0x80338036']);
/** No such class, namespace, query, method, selector or resource: what old systems say to what is newer than they are. */
const absent = new Set(['0x80338000', '0x8033801A', '0x80338122', '0x80041002', '0x8004100E', '0x80041010', '0x80041017', '0x80041018', '0x8004102E', '0x80041055', '0x80338002', '0x8033803B', '0x803381AC']);
const late = new Set(['0x80338029', '0x8033801C', '0x80338126', '0x80041069']);

const subcodeReasons: Readonly<Record<string, UnseenReason>> = { AccessDenied: 'denied', TimedOut: 'timeout', CannotProcessFilter: 'unsupported', DestinationUnreachable: 'unsupported' };

function reasonOf({ code, subcode }: WsmanFault): UnseenReason {
  if (code === null) return subcodeReasons[subcode ?? ''] ?? 'refused';
  return denied.has(code) ? 'denied' : absent.has(code) ? 'unsupported' : late.has(code) ? 'timeout' : 'refused';
}

/** A fault in one sentence: what was asked, the code, what it means, and the provider's own words. */
export function failureOfFault(what: string, fault: WsmanFault): Failure {
  const { code, symbol, meaning, likelyCause, text } = fault;
  const reason = reasonOf(fault);
  const parts = [
    code === null ? (fault.subcode ?? 'a fault without a code') : `${code}${symbol === null ? '' : ` ${symbol}`}`,
    ...(meaning === null ? [] : [meaning]), ...(likelyCause === null ? [] : [likelyCause]), ...(text === null ? [] : [`“${text}”`]),
  ];
  return failure(reason, `${what}: ${parts.join('; ')}${reason === 'denied' ? '' : '.'}`);
}

/** Which rights reading a namespace takes: access is refused by it or by the service, and neither says which. */
export const rightsWords = (namespace: string): string =>
  `: the account needs "Enable Account" and "Remote Enable" on the WMI namespace ${namespace}, and must be an administrator or in Remote Management Users.`;

/** What an answer that cannot be read says. `status` is that of HTTP. */
export function failureOfAnswer(url: string, what: string, answer: Exclude<NoAnswer, { kind: 'fault' }>, status: number): Failure {
  if (answer.kind === 'foreign') return failureOfStatus(url, status, answer.looksLike);
  return failure('unparsable', `${what}: the answer of ${url} is no SOAP that can be read (${answer.wanted} was wanted at character ${answer.at}; HTTP ${status}).`);
}

/** An answer that is not WS-Management, by its HTTP status and by what it looks like. */
export function failureOfStatus(url: string, status: number, looksLike: string): Failure {
  switch (true) {
    case status === 404: return failure('refused', `${url} has no WS-Management at /wsman (HTTP 404, ${looksLike}): another web server may hold that port.`);
    case status === 407: return failure('refused', `a proxy stands before ${url} and wants to be signed in to (HTTP 407, ${looksLike}).`);
    case status === 503: return failure('refused', `${url} is not serving now (HTTP 503, ${looksLike}): the WinRM service is stopped or starting.`);
    case status === 403: return failure('denied', `${url} forbids it (HTTP 403, ${looksLike}): an IP filter of the listener, or a proxy.`);
    case status >= 300 && status < 400: return failure('refused', `${url} redirects (HTTP ${status}), which WS-Management does not: a proxy or web server answers there.`);
    default: return failure('unparsable', `what answers at ${url} is not WS-Management but ${looksLike} (HTTP ${status}): a proxy or another web server.`);
  }
}
