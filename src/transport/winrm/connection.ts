import type { SeenCertificate } from '../../model/evidence.ts';
import type { Limits, Unplaced } from '../../model/network.ts';
import { sealMessage, unsealMessage } from '../../codec/spnego/sealed-message.ts';
import { soapContentType, unauthenticatedIdentify } from '../../codec/wsman/names.ts';
import { TLSSocket } from 'node:tls';
import type { Deadline } from '../deadline.ts';
import { within } from '../deadline.ts';
import { peerCertificate } from '../peer-certificate.ts';

import { Authenticator } from './authenticator.ts';
import type { Pass } from './authenticator.ts';
import { readBody } from './body-text.ts';
import { HttpWay } from './http-post.ts';
import type { HttpAnswer, HttpTrouble } from './http-post.ts';
import { refusedAccount } from './sign-in.ts';
import type { WinrmTarget } from './target.ts';
import { Turns } from './turns.ts';
import { failure, failureOfStatus, failureOfTrouble } from './words.ts';
import type { Failure } from './words.ts';

/** A body that the service sent, unsealed and decoded, with the status of HTTP. */
export type Reply = { ok: true; status: number; text: string };

const notAsked = (detail: string): Failure => failure('not-asked', detail);
const isTrouble = (value: { ok: false }): value is HttpTrouble => 'kind' in value;

/** Lost on the way, perhaps because the machine has hung up in between: worth one more try. */
const isLost = (trouble: HttpTrouble): boolean => trouble.kind === 'reset';

/**
 * The signed-in connection to one machine: one request at a time, each sealed where that was agreed on. A connection that
 * the machine has closed is made again, and signed in again, once for each request. An account that was refused is not
 * tried again.
 */
export class WinrmConnection {
  readonly #way: HttpWay;
  readonly #authenticator: Authenticator;
  readonly #turns = new Turns();
  readonly #target: { tls: boolean };
  #pass: Pass | null = null;
  #refusal: Failure | null = null;
  #closed = false;
  #everAnswered = false;
  #by: string | null = null;
  #sealed = false;
  #verified: boolean | null = null;
  #certificate: Unplaced<SeenCertificate> | null = null;

  constructor(target: WinrmTarget) {
    this.#target = { tls: target.tls };
    this.#way = new HttpWay(target);
    this.#authenticator = new Authenticator(target, this.#way.url);
  }

  get url(): string { return this.#way.url; }
  get roundTrips(): number { return this.#way.roundTrips; }
  /** How we are signed in, and whether bodies are sealed. */
  get authentication(): { by: string | null; sealed: boolean } { return { by: this.#by, sealed: this.#sealed }; }
  /** Whether the service's certificate was verified; null without TLS and before the first answer. */
  get verified(): boolean | null { return this.#verified; }

  /** The service's certificate; null without TLS and before the first answer. */
  get certificate(): Unplaced<SeenCertificate> | null { return this.#certificate; }

  /** Sends a SOAP message and gives what came back, whatever its status, if it is text that may be read. */
  exchange(soap: string, limits: Limits): Promise<Reply | Failure> {
    return this.#inTurn(limits, (deadline) => this.#exchangeNow(Buffer.from(soap, 'utf8'), deadline, () => limits.signal.aborted));
  }

  /** Sends Identify in the form that needs no account. */
  knock(soap: string, limits: Limits): Promise<HttpAnswer | HttpTrouble | Failure> {
    return this.#inTurn(limits, (deadline) => this.#post({
      headers: { 'Content-Type': soapContentType, [unauthenticatedIdentify.name]: unauthenticatedIdentify.value }, body: Buffer.from(soap, 'utf8'),
    }, deadline, () => limits.signal.aborted));
  }

  /** Hangs up, and wipes what is held of the password. */
  close(): void {
    this.#closed = true;
    this.#pass = null;
    this.#authenticator.forget();
    this.#way.hangUp();
  }

  #inTurn<T>(limits: Limits, work: (deadline: Deadline) => Promise<T | Failure>): Promise<T | Failure> {
    // A request that is cut short costs the connection, so none is begun without time.
    if (limits.timeoutMs <= 0 && !limits.signal.aborted) return Promise.resolve(failure('timeout', `${this.url} was not asked any further: the time was up.`));
    return within(limits, async (deadline) => {
      const passOn = await this.#turns.take(deadline);
      if (passOn === null) return limits.signal.aborted ? notAsked('stopped before it was asked') : failure('timeout', `${this.url} was busy with earlier questions until the time was up.`);
      try {
        return this.#closed ? notAsked('the connection was closed before it was asked') : await work(deadline);
      } finally {
        passOn();
      }
    });
  }

  async #exchangeNow(soap: Uint8Array, deadline: Deadline, isStopped: () => boolean): Promise<Reply | Failure> {
    for (let attempt = 0; ; attempt += 1) {
      if (this.#closed) return notAsked('the connection was closed before it answered');
      const pass = await this.#signedIn(deadline, isStopped);
      if (!pass.ok) return pass;
      const answer = await this.#send(pass, soap, deadline, isStopped);
      if (!answer.ok) {
        this.#leave();
        if (attempt === 0 && isLost(answer)) continue;
        return this.#wordsOf(answer);
      }
      if (answer.status !== 401) return this.#read(pass, answer);
      this.#leave();
      // Basic and certificates are judged here and not before; a connection that was signed in may just have been made anew.
      if (pass.authorization !== null || attempt > 0) return this.#refuse(refusedAccount(this.url, pass.by));
    }
  }

  async #signedIn(deadline: Deadline, isStopped: () => boolean): Promise<Pass | Failure> {
    if (this.#refusal !== null) return this.#refusal;
    if (this.#pass !== null && this.#pass.socket?.destroyed !== true) return this.#pass;
    const post = (authorization: string): Promise<HttpAnswer | HttpTrouble> => this.#post({ headers: { Authorization: authorization, 'Content-Type': soapContentType }, body: new Uint8Array(0) }, deadline, isStopped);
    let end = await this.#authenticator.signIn(post);
    if (!end.ok && isTrouble(end) && isLost(end)) {
      this.#leave();
      end = await this.#authenticator.signIn(post);
    }
    if (end.ok) {
      this.#pass = end;
      this.#by = end.by;
      this.#sealed = end.session !== null;
      return end;
    }
    this.#leave();
    if (isTrouble(end)) return this.#wordsOf(end);
    return 'isRefusal' in end || end.reason === 'unsupported' ? this.#refuse(end) : end;
  }

  /** No later question tries again: every wrong password counts towards a lockout. */
  #refuse({ reason, detail }: Failure): Failure {
    this.#refusal = failure(reason, detail);
    this.#authenticator.forget();
    return this.#refusal;
  }

  #send({ authorization, session }: Pass, soap: Uint8Array, deadline: Deadline, isStopped: () => boolean): Promise<HttpAnswer | HttpTrouble> {
    const sealed = session === null ? null : sealMessage(session, soap);
    const headers = { 'Content-Type': sealed?.contentType ?? soapContentType, ...(authorization === null ? {} : { Authorization: authorization }) };
    return this.#post({ headers, body: sealed?.body ?? soap }, deadline, isStopped);
  }

  async #post(request: { headers: Record<string, string>; body: Uint8Array }, deadline: Deadline, isStopped: () => boolean): Promise<HttpAnswer | HttpTrouble> {
    const answer = await this.#way.post(request, deadline, isStopped);
    if (answer.ok) {
      this.#everAnswered = true;
      if (this.#target.tls) this.#verified = answer.socket instanceof TLSSocket && answer.socket.authorized;
      if (answer.socket instanceof TLSSocket) this.#certificate ??= peerCertificate(answer.socket, { host: this.#way.host, port: this.#way.port, protocol: 'winrm' });
    }
    return answer;
  }

  #read({ session }: Pass, answer: HttpAnswer): Reply | Failure {
    const { status, headers, body } = answer;
    const contentType = headers['content-type'] ?? '';
    if (session === null) {
      const text = readBody(answer);
      return text === null ? failure('unparsable', `${this.url} sent a compressed answer that was not asked for (${headers['content-encoding']}): a proxy may stand between.`) : { ok: true, status, text };
    }
    const unsealed = unsealMessage(session, contentType, body);
    if (unsealed.ok) return { ok: true, status, text: readBody({ headers: { 'content-type': `x;charset=${unsealed.charset}` }, body: unsealed.soap }) ?? '' };
    this.#leave();
    if (body.length === 0) return failureOfStatus(this.url, status, 'an empty body');
    if (/multipart\/(?:x-multi-)?encrypted/i.test(contentType)) return failure('unparsable', `a sealed answer of ${this.url} was refused and not read: ${unsealed.words}. Somebody on the way may have changed it.`);
    return failure('unparsable', `${this.url} answered in plain text where sealing was agreed on (HTTP ${status}): the answer was refused and not read.`);
  }

  #wordsOf(trouble: HttpTrouble): Failure {
    const words = failureOfTrouble(this.url, trouble);
    if (!this.#everAnswered || (trouble.kind !== 'refused' && trouble.kind !== 'unreachable')) return words;
    return failure('unreachable', `${this.url} answered before and is gone now (${trouble.code}): the machine may be restarting.`);
  }

  /** What was signed in is over: the next request begins on a new connection. */
  #leave(): void {
    this.#pass = null;
    this.#way.hangUp();
  }
}
