import { NtlmClient } from '../ntlm/client.ts';
import type { AuthenticationTarget, NtlmClientOptions, NtlmResponse } from '../ntlm/client.ts';
import type { NtlmCredentials } from '../ntlm/credentials.ts';
import { beginsLikeNtlm } from '../ntlm/message.ts';
import { refuseServer } from '../ntlm/refusal.ts';
import type { ClientRefusal } from '../ntlm/refusal.ts';
import type { NtlmSession } from '../ntlm/session.ts';
import { mechanism, readSpnegoToken, writeNegTokenInit, writeNegTokenResp } from './token.ts';
import type { NegTokenResp } from './token.ts';

/**
 * What an HTTP transport drives: `NtlmClient` and `SpnegoClient` alike. Send `negotiate()`, answer the token of the first
 * 401 with `respond`, give the token of the next answer (null where it has none) to `finish`, and use its session on this
 * connection alone. A second 401 means that the server refuses the account.
 */
export type HandshakeClient = {
  negotiate(): Uint8Array;
  respond(token: Uint8Array, credentials: NtlmCredentials, target: AuthenticationTarget): NtlmResponse;
  finish(token: Uint8Array | null): { ok: true; session: NtlmSession } | ClientRefusal;
};

const readAnswer = (token: Uint8Array): NegTokenResp | ClientRefusal => {
  if (beginsLikeNtlm(token)) return refuseServer('plain-ntlm-answer', 'the server answers SPNEGO with bare NTLM');
  const answer = readSpnegoToken(token);
  if (!answer.ok) return refuseServer('malformed', `the server's token is none of SPNEGO: ${answer.wanted} was wanted at octet ${answer.at}`);
  if (answer.kind === 'init') return refuseServer('malformed', 'the server begins a negotiation of its own');
  if (answer.negState === 'reject') return refuseServer('rejected', 'the server rejects the negotiation');
  return answer;
};

/** NTLMv2 in SPNEGO (RFC 4178), NTLM the one mechanism offered, the list protected both ways by mechListMIC. */
export class SpnegoClient implements HandshakeClient {
  readonly #ntlm: NtlmClient;
  readonly #first: { token: Uint8Array; mechTypesDer: Uint8Array };
  #session: NtlmSession | null = null;

  constructor(options: NtlmClientOptions) {
    this.#ntlm = new NtlmClient(options);
    this.#first = writeNegTokenInit([mechanism.ntlm], this.#ntlm.negotiate());
  }

  /** The first token; the same on every call. */
  negotiate(): Uint8Array {
    return this.#first.token;
  }

  /** Answers the challenge inside a negTokenResp. The session's first sequence number goes to the mechListMIC. */
  respond(token: Uint8Array, credentials: NtlmCredentials, target: AuthenticationTarget): NtlmResponse {
    const answer = readAnswer(token);
    if (!answer.ok) return answer;
    if (answer.supportedMech !== null && answer.supportedMech !== mechanism.ntlm) return refuseServer('other-mechanism', 'the server chose a mechanism that was not offered');
    if (answer.responseToken === null) return refuseServer('malformed', 'the server sends no challenge');
    const response = this.#ntlm.respond(answer.responseToken, credentials, target);
    if (!response.ok) return response;
    this.#session = response.session;
    const mechListMic = response.session.signMechList(this.#first.mechTypesDer);
    return { ...response, token: writeNegTokenResp({ negState: null, supportedMech: null, responseToken: response.token, mechListMic }) };
  }

  /** The server's last token: its mechListMIC must be there, since ours was sent (RFC 4178 §5), and be right. */
  finish(token: Uint8Array | null): { ok: true; session: NtlmSession } | ClientRefusal {
    if (this.#session === null) return refuseServer('not-finished', 'the server lets us in without having asked for a proof');
    if (token === null || token.length === 0) return refuseServer('mech-list-mic-missing', 'the server does not prove that it saw our list of mechanisms');
    const answer = readAnswer(token);
    if (!answer.ok) return answer;
    if (answer.mechListMic === null) return refuseServer('mech-list-mic-missing', 'the server does not prove that it saw our list of mechanisms');
    if (answer.negState !== null && answer.negState !== 'accept-completed') return refuseServer('not-finished', 'the server wants to go on negotiating');
    const wrong = this.#session.verifyMechList(this.#first.mechTypesDer, answer.mechListMic);
    return wrong === null ? { ok: true, session: this.#session } : refuseServer('mech-list-mic-wrong', `the server saw another list of mechanisms: ${wrong.words}`);
  }
}
