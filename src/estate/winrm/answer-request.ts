import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

import { soapContentType, unauthenticatedIdentify } from '../../codec/wsman/names.ts';
import type { WinrmAccount } from './account.ts';
import { accountNamed, accountOfBasic } from './account.ts';
import { emptyReply, isOfHttp, onlyEffect, spoilSealed, spoilText } from './http-reply.ts';
import type { HttpReply } from './http-reply.ts';
import type { ListenerOptions, Scheme } from './listener-options.ts';
import type { WinrmService } from './service.ts';
import type { SignedConnection } from './signed-connection.ts';
import type { Effect, FaultPlan } from './winrm-fault.ts';

/** What one listener knows of itself when it answers. */
export type ListenerContext = {
  options: ListenerOptions;
  url: string;
  isTls: boolean;
  accounts: readonly WinrmAccount[];
  service: WinrmService;
  faults: FaultPlan;
  mostRefusals: number;
  log: (line: string) => void;
};

/** Source: learn.microsoft.com/windows/win32/winrm/authentication-for-remote-connections. */
const mutual = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual';

const offers: Readonly<Partial<Record<Scheme, string>>> = { negotiate: 'Negotiate', ntlm: 'NTLM', basic: 'Basic realm="WSMAN"' };

/** Who asks, with what is to go back of the handshake; or the reply that ends the request. */
type Asker = { account: WinrmAccount | null; headers: HttpReply['headers'] } | { reply: HttpReply };

/** One request of one connection, judged in its turn. */
export class RequestAnswerer {
  readonly #context: ListenerContext;
  readonly #connection: SignedConnection;

  constructor(context: ListenerContext, connection: SignedConnection) {
    this.#context = context;
    this.#connection = connection;
  }

  /** What goes back; `gone` where the machine is not there to answer. */
  async answer(request: IncomingMessage, body: Uint8Array): Promise<HttpReply | 'gone'> {
    const early = this.#context.faults.on('request');
    if (isOfHttp(early)) return onlyEffect(early);
    if ((request.url ?? '').split('?')[0]?.toLowerCase() !== '/wsman') return emptyReply(404);
    if (request.method !== 'POST') return emptyReply(405, { Allow: 'POST' });
    const asker = this.#asker(request);
    if ('reply' in asker) return asker.reply;
    const { account, headers } = asker;
    if (account === null) return this.#withoutAccount(request, body);
    if (body.length === 0) return emptyReply(200, headers);
    return this.#said(request, body, account, headers, early);
  }

  #schemes(): readonly Scheme[] {
    return this.#context.options.schemes ?? ['negotiate'];
  }

  #unauthorized(token: string | null = null): HttpReply {
    const offered = token === null ? this.#schemes().flatMap((scheme) => offers[scheme] ?? []) : [token];
    const closes = this.#connection.refusals >= this.#context.mostRefusals;
    return emptyReply(401, offered.length === 0 ? {} : { 'WWW-Authenticate': offered }, closes);
  }

  #asker(request: IncomingMessage): Asker {
    const header = request.headers.authorization ?? '';
    const [scheme = '', token = ''] = header.split(/\s+/, 2);
    const schemes = this.#schemes();
    if (/^(?:negotiate|ntlm)$/i.test(scheme) && token !== '') return this.#leg(scheme, token);
    if (/^basic$/i.test(scheme) && schemes.includes('basic')) {
      const account = accountOfBasic(this.#context.accounts, header);
      if (account !== null) return { account, headers: {} };
      this.#refused('Basic', 'the account or its password is another one');
      return { reply: this.#unauthorized() };
    }
    if (header === mutual && schemes.includes('certificate')) {
      const account = this.#accountOfCertificate(request);
      if (account !== null) return { account, headers: {} };
      this.#refused('a client certificate', 'no account is mapped to it');
      return { reply: this.#unauthorized() };
    }
    return { account: this.#connection.account, headers: {} };
  }

  #leg(scheme: string, token: string): Asker {
    const { options, faults } = this.#context;
    const effect = faults.on('sign-in');
    if (isOfHttp(effect)) return { reply: onlyEffect(effect) };
    const name = /^ntlm$/i.test(scheme) ? 'ntlm' : 'negotiate';
    if (!this.#schemes().includes(name)) return { reply: this.#unauthorized() };
    const leg = this.#connection.take(name, name === 'ntlm' ? 'bare' : options.wrapping ?? 'either', Uint8Array.from(Buffer.from(token.slice(0, 100_000), 'base64')));
    const told = (octets: Uint8Array): string => `${offers[name] ?? ''} ${Buffer.from(octets).toString('base64')}`;
    switch (leg.kind) {
      case 'more': return { reply: this.#unauthorized(told(leg.token)) };
      case 'in': return { account: this.#connection.account, headers: leg.token === null ? {} : { 'WWW-Authenticate': told(leg.token) } };
      case 'refused':
        this.#refused(name === 'ntlm' ? 'NTLM' : 'Negotiate', leg.words);
        return { reply: this.#unauthorized() };
    }
  }

  #refused(by: string, words: string): void {
    this.#context.log(`A sign-in with ${by} was refused: ${words}.`);
  }

  #accountOfCertificate({ socket }: IncomingMessage): WinrmAccount | null {
    if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
    const { subject } = socket.getPeerCertificate();
    return typeof subject?.CN === 'string' ? accountNamed(this.#context.accounts, subject.CN) : null;
  }

  /** Identify is answered without an account where the header asks for that; nothing else is. */
  async #withoutAccount(request: IncomingMessage, body: Uint8Array): Promise<HttpReply | 'gone'> {
    const isKnock = request.headers[unauthenticatedIdentify.name.toLowerCase()] === unauthenticatedIdentify.value && this.#isSoap(request);
    const answer = isKnock ? await this.#context.service.answer(textOf(request, body), null, this.#context.url) : null;
    if (answer === 'gone') return answer;
    if (answer === null) return this.#unauthorized();
    if (isOfHttp(answer.effect)) return onlyEffect(answer.effect);
    return this.#soap(answer.status, Buffer.from(spoilText(answer.text, answer.effect), 'utf8'), soapContentType, {}, null);
  }

  #isSoap(request: IncomingMessage): boolean {
    return /^\s*application\/soap\+xml\b/i.test(request.headers['content-type'] ?? '');
  }

  async #said(request: IncomingMessage, body: Uint8Array, account: WinrmAccount, headers: HttpReply['headers'], early: Effect | null): Promise<HttpReply | 'gone'> {
    const contentType = request.headers['content-type'] ?? '';
    const isSealed = /^\s*multipart\/(?:x-multi-)?encrypted\b/i.test(contentType);
    let soap: string;
    if (isSealed) {
      const unsealed = this.#connection.unseal(contentType, body);
      if (!unsealed.ok) {
        this.#context.log(`A sealed request was refused: ${unsealed.words}.`);
        this.#connection.leave();
        return emptyReply(400, {}, true);
      }
      soap = new TextDecoder(/^utf-16/i.test(unsealed.charset) ? 'utf-16le' : 'utf-8').decode(unsealed.soap);
    } else {
      if (!this.#context.isTls && this.#context.options.allowUnencrypted !== true) {
        this.#context.log('A request in plain text was refused: this listener wants bodies sealed.');
        this.#connection.leave();
        return emptyReply(500, {}, true);
      }
      if (!this.#isSoap(request)) return emptyReply(415);
      soap = textOf(request, body);
    }
    const answer = await this.#context.service.answer(soap, account, this.#context.url);
    if (answer === 'gone' || answer === null) return 'gone';
    const effect = answer.effect ?? early;
    if (isOfHttp(effect) && effect.kind !== 'drop') return onlyEffect(effect);
    const text = spoilText(answer.text, effect);
    const sealed = isSealed && effect?.kind !== 'plain' ? this.#connection.seal(text) : null;
    if (sealed === null) return this.#soap(answer.status, Buffer.from(text, 'utf8'), soapContentType, headers, effect);
    return this.#soap(answer.status, spoilSealed(sealed.contentType, sealed.body, effect), sealed.contentType, headers, effect);
  }

  #soap(status: number, body: Uint8Array, contentType: string, headers: HttpReply['headers'], effect: Effect | null): HttpReply {
    return { status, headers: { ...headers, 'Content-Type': contentType }, body, effect, closes: false };
  }
}

/** A body in plain text, by the charset that its type names. */
function textOf(request: IncomingMessage, body: Uint8Array): string {
  return new TextDecoder(/charset\s*=\s*"?utf-16/i.test(request.headers['content-type'] ?? '') ? 'utf-16le' : 'utf-8').decode(body);
}
