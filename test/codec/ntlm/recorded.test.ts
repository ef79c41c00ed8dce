import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { channelBindingHash } from '../../../src/codec/ntlm/channel-binding.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials, readAccountName } from '../../../src/codec/ntlm/credentials.ts';
import type { NtlmSession } from '../../../src/codec/ntlm/session.ts';
import { SpnegoClient } from '../../../src/codec/spnego/client.ts';
import { sealedContentType } from '../../../src/codec/spnego/encrypted-body.ts';
import { sealMessage, unsealMessage } from '../../../src/codec/spnego/sealed-message.ts';
import { serverEndPointBinding } from '../../../src/codec/spnego/server-end-point.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import { hex, octets } from './hex.ts';

type Recorded = {
  name: string; ours: 'client' | 'server'; spnego: boolean; account: string; password: string; nowMs: number; random: string[]; certificate: string | null;
  tokens: { dir: 'c2s' | 's2c'; hex: string }[];
  messages: { dir: 'c2s' | 's2c'; plain: string; contentType: string | null; body: string }[];
};

const { exchanges } = JSON.parse(readFileSync(new URL('../../../fixtures/ntlm/exchanges.json', import.meta.url), 'utf8')) as { exchanges: Recorded[] };

/** Draws what the recorded half drew, in its order. */
function drawAgain(random: readonly string[]): (count: number) => Uint8Array {
  const left = random.map(octets);
  return (count) => {
    const next = left.shift() ?? new Uint8Array();
    expect(next).toHaveLength(count);
    return next;
  };
}

function bindingHash(certificate: string | null): Uint8Array | null {
  if (certificate === null) return null;
  const binding = serverEndPointBinding(octets(certificate));
  return binding.ok ? channelBindingHash(binding.applicationData) : null;
}

const token = (exchange: Recorded, number: number): Uint8Array => octets(exchange.tokens[number]?.hex ?? '');

function sessionOfClient(exchange: Recorded): NtlmSession {
  const options = { sealing: true, nowMs: () => exchange.nowMs, workstation: 'KMSDOCTOR', random: drawAgain(exchange.random) };
  const client = exchange.spnego ? new SpnegoClient(options) : new NtlmClient(options);
  expect(hex(client.negotiate())).toBe(exchange.tokens[0]?.hex);
  const answer = client.respond(token(exchange, 1), new NtlmCredentials(readAccountName(exchange.account), exchange.password), { channelBinding: bindingHash(exchange.certificate), servicePrincipal: 'HTTP/kmslab01.contoso.test' });
  expect(answer.ok && hex(answer.token)).toBe(exchange.tokens[2]?.hex);
  const last = client.finish(exchange.spnego ? token(exchange, 3) : null);
  if (!last.ok) throw new Error(last.words);
  return last.session;
}

function sessionOfServer(exchange: Recorded): NtlmSession {
  const hash = bindingHash(exchange.certificate);
  const server = new SpnegoServer({
    names: { netbiosComputer: 'KMSLAB01', netbiosDomain: 'CONTOSO', dnsComputer: 'kmslab01.contoso.test', dnsDomain: 'contoso.test' },
    accounts: [{ user: exchange.account, password: exchange.password }], channelBinding: { policy: hash === null ? 'none' : 'require', hash }, sealing: true,
    nowMs: () => exchange.nowMs, random: drawAgain(exchange.random),
  });
  const challenge = server.accept(token(exchange, 0));
  expect(challenge.ok && !challenge.done && hex(challenge.token)).toBe(exchange.tokens[1]?.hex);
  const last = server.accept(token(exchange, 2));
  if (!last.ok || !last.done) throw new Error('not signed in');
  expect(last.token === null ? undefined : hex(last.token)).toBe(exchange.tokens[3]?.hex);
  return last.session;
}

describe('a recorded exchange is lived again, octet for octet:', () => {
  test.each(exchanges)('$name', (exchange) => {
    const session = exchange.ours === 'client' ? sessionOfClient(exchange) : sessionOfServer(exchange);
    const lived = exchange.messages.map(({ dir, plain, contentType, body }) => {
      if ((dir === 'c2s') === (exchange.ours === 'client')) return { plain, body: hex(sealMessage(session, Buffer.from(plain))?.body ?? new Uint8Array()) };
      const read = unsealMessage(session, contentType ?? sealedContentType, octets(body));
      return { plain: read.ok ? Buffer.from(read.soap).toString() : read.words, body };
    });
    expect(lived).toEqual(exchange.messages.map(({ plain, body }) => ({ plain, body })));
  });
});
