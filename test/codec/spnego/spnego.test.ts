import { assert, array, constantFrom, option, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { SpnegoClient } from '../../../src/codec/spnego/client.ts';
import { oidOctets, oidText, readElement, writeElement } from '../../../src/codec/spnego/der.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import { mechanism, readSpnegoToken, writeNegTokenInit, writeNegTokenResp } from '../../../src/codec/spnego/token.ts';
import type { NegTokenResp } from '../../../src/codec/spnego/token.ts';
import { account, nowMs, serverOptions, shakeHands } from '../ntlm/handshake-sides.ts';
import { hex, octets } from '../ntlm/hex.ts';

const credentials = new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, account.password);
const target = { channelBinding: null };

/** The same token with other parts. */
function altered(token: Uint8Array, change: Partial<NegTokenResp>): Uint8Array {
  const read = readSpnegoToken(token);
  if (!read.ok || read.kind !== 'resp') throw new Error('no negTokenResp');
  return writeNegTokenResp({ ...read, ...change });
}

const field = (n: number, inner: Uint8Array): Uint8Array => writeElement(0xa0 + n, inner);
const rawAnswer = (...fields: Uint8Array[]): Uint8Array => writeElement(0xa1, writeElement(0x30, ...fields));
const serverAnswer = (parts: Partial<NegTokenResp>): Uint8Array => writeNegTokenResp({ negState: 'accept-incomplete', supportedMech: mechanism.ntlm, responseToken: null, mechListMic: null, ...parts });
const clientAnswer = (responseToken: Uint8Array, mechListMic: Uint8Array | null): Uint8Array => writeNegTokenResp({ negState: null, supportedMech: null, responseToken, mechListMic });

/** A wire that puts a mechanism into the client's list. */
function withKerberos(token: Uint8Array, number: number): Uint8Array {
  const read = readSpnegoToken(token);
  return number === 0 && read.ok && read.kind === 'init' ? writeNegTokenInit([...read.mechTypes, mechanism.kerberos], read.mechToken).token : token;
}

/** A wire that unwraps the client's last token. */
function withoutWrapping(token: Uint8Array, number: number): Uint8Array {
  const read = readSpnegoToken(token);
  return number === 2 && read.ok && read.kind === 'resp' && read.responseToken !== null ? read.responseToken : token;
}

describe('DER', () => {
  test.each([[0, '0400'], [1, '0401'], [127, '047f'], [128, '048180'], [255, '0481ff'], [256, '04820100'], [65_536, '0483010000']])('writes a length of %i as X.690 has it', (length, head) => {
    const element = writeElement(4, new Uint8Array(length));
    expect(hex(element.subarray(0, head.length / 2))).toBe(head);
    expect(readElement(element, 0, element.length)).toEqual({ tag: 4, at: 0, from: head.length / 2, end: element.length });
  });

  test.each(['0480', '0485000000000000', '0484ffffffff', '1f8101', '04', '', '0405ab'])('refuses %j: indefinite, over-long, long-tagged or past its end', (bad) => {
    expect(readElement(octets(bad), 0, bad.length / 2)).toBeNull();
  });

  test.each([[mechanism.ntlm, '2b06010401823702020a'], [mechanism.spnego, '2b0601050502'], [mechanism.kerberos, '2a864886f712010202']])('has %s as the octets that Windows sends', (text, content) => {
    expect(hex(oidOctets(text))).toBe(content);
    expect(oidText(octets(content))).toBe(text);
  });

  test.each(['', '80', '2b86', '2bffffffffff7f'])('knows that %j is no object identifier', (content) => {
    expect(oidText(octets(content))).toBeNull();
  });
});

describe('tokens', () => {
  test('of an initiator read back as written', () => {
    assert(property(array(constantFrom(...Object.values(mechanism)), { minLength: 1, maxLength: 5 }), option(uint8Array({ maxLength: 300 })), (mechTypes, mechToken) => {
      const { token, mechTypesDer } = writeNegTokenInit(mechTypes, mechToken);
      expect(readSpnegoToken(token)).toEqual({ ok: true, kind: 'init', mechTypes, mechToken, mechTypesDer, mechListMic: null });
    }));
  });

  test('of an answer read back as written', () => {
    const states = constantFrom('accept-completed', 'accept-incomplete', 'reject', 'request-mic', null);
    assert(property(states, option(constantFrom(...Object.values(mechanism))), option(uint8Array({ maxLength: 300 })), option(uint8Array({ maxLength: 20 })), (negState, supportedMech, responseToken, mechListMic) => {
      const parts = { negState, supportedMech, responseToken, mechListMic };
      expect(readSpnegoToken(writeNegTokenResp(parts))).toEqual({ ok: true, kind: 'resp', ...parts });
    }));
  });

  test('of Windows, with hints in place of a MIC, are read without them', () => {
    // negTokenInit2 with negHints ([MS-SPNG] 2.2.1): hintName "not_defined_in_RFC4178@please_ignore".
    const hints = writeElement(0x30, writeElement(0xa0, writeElement(0x1b, Buffer.from('not_defined_in_RFC4178@please_ignore'))));
    const list = writeElement(0x30, writeElement(6, oidOctets(mechanism.ntlm)));
    const token = writeElement(0x60, writeElement(6, oidOctets(mechanism.spnego)), writeElement(0xa0, writeElement(0x30, writeElement(0xa0, list), writeElement(0xa3, hints))));
    expect(readSpnegoToken(token)).toMatchObject({ ok: true, kind: 'init', mechTypes: [mechanism.ntlm], mechListMic: null });
  });

  test('with a field twice, a field too many or a state that there is not, are refused', () => {
    const empty = writeElement(4);
    for (const bad of [rawAnswer(field(2, empty), field(2, empty)), rawAnswer(field(5, empty)), rawAnswer(field(0, writeElement(0x0a, Uint8Array.of(4)))), rawAnswer(field(0, empty)), rawAnswer(field(2, Uint8Array.of(4, 0, 4, 0)))]) {
      expect(readSpnegoToken(bad)).toMatchObject({ ok: false });
    }
  });
});

describe('mechListMIC', () => {
  test('of the client protects its list: one changed mechanism is seen by the server', () => {
    expect(shakeHands({ spnego: true, change: withKerberos }).server).toMatchObject({ ok: false, reason: 'mech-list-mic-wrong' });
  });

  test.each<[string, (token: Uint8Array) => Uint8Array, string]>([
    ['absent', (token) => altered(token, { mechListMic: null }), 'mech-list-mic-missing'],
    ['changed', (token) => altered(token, { mechListMic: new Uint8Array(16).fill(1) }), 'mech-list-mic-wrong'],
    ['cut', (token) => altered(token, { mechListMic: new Uint8Array(3) }), 'mech-list-mic-wrong'],
    ['there with a rejection', (token) => altered(token, { negState: 'reject' }), 'rejected'],
    ['there while the server would go on', (token) => altered(token, { negState: 'request-mic' }), 'not-finished'],
    ['in a token that is none', () => Uint8Array.of(0xa1, 5), 'malformed'],
    ['lost with its token', () => new Uint8Array(), 'mech-list-mic-missing'],
  ])('of the server, %s, is not accepted by the client', (_how, spoil, reason) => {
    expect(shakeHands({ spnego: true, change: (token, number) => (number === 3 ? spoil(token) : token) }).client).toMatchObject({ ok: false, reason });
  });

  test.each([[true, 'let in'], [false, 'kept out']])('is demanded of a client that would rather have spoken something else: with it (%j) it is %s', (withMic) => {
    const server = new SpnegoServer(serverOptions());
    const { token, mechTypesDer } = writeNegTokenInit([mechanism.kerberos, mechanism.ntlm], Buffer.from('a ticket'));
    const asked = server.accept(token);
    expect(asked.ok && !asked.done ? readSpnegoToken(asked.token) : asked).toMatchObject({ negState: 'request-mic', supportedMech: mechanism.ntlm, responseToken: null });
    const ntlm = new NtlmClient({ sealing: true, nowMs });
    const challenged = server.accept(clientAnswer(ntlm.negotiate(), null));
    const challenge = challenged.ok && !challenged.done ? readSpnegoToken(challenged.token) : null;
    if (!challenge?.ok || challenge.kind !== 'resp' || challenge.responseToken === null) throw new Error('no challenge');
    const response = ntlm.respond(challenge.responseToken, credentials, target);
    if (!response.ok) throw new Error(response.words);
    const last = withMic ? clientAnswer(response.token, response.session.signMechList(mechTypesDer)) : clientAnswer(response.token, null);
    expect(server.accept(last)).toMatchObject(withMic ? { ok: true, done: true, user: 'wanda' } : { ok: false, reason: 'mech-list-mic-missing' });
  });

  test('is not demanded of a client that offers NTLM first and sends none; sealing then begins with 0', () => {
    const { server } = shakeHands({ spnego: true, change: (token, number) => (number === 2 ? altered(token, { mechListMic: null }) : token) });
    if (!server?.ok || !server.done) throw new Error('not signed in');
    expect([...(server.session.seal(new Uint8Array(1)) ?? new Uint8Array()).subarray(12, 16)]).toEqual([0, 0, 0, 0]);
  });
});

describe('a server', () => {
  test('that wants SPNEGO refuses bare NTLM and gives a hint', () => {
    const server = new SpnegoServer(serverOptions(), 'spnego');
    expect(server.accept(new NtlmClient({ sealing: true, nowMs }).negotiate())).toMatchObject({ ok: false, reason: 'spnego-wanted' });
    expect(readSpnegoToken(server.hint())).toMatchObject({ ok: true, kind: 'init', mechTypes: [mechanism.ntlm], mechToken: null });
  });

  test('of bare NTLM refuses SPNEGO', () => {
    expect(shakeHands({ spnego: true, wrapping: 'bare' }).server).toMatchObject({ ok: false, reason: 'malformed' });
  });

  test('refuses a client without NTLM, an answer before a beginning, and a change of wrapping in the midst', () => {
    expect(new SpnegoServer(serverOptions()).accept(writeNegTokenInit([mechanism.kerberos], null).token)).toMatchObject({ ok: false, reason: 'other-mechanism' });
    expect(new SpnegoServer(serverOptions()).accept(writeNegTokenResp({ negState: null, supportedMech: null, responseToken: new Uint8Array(9), mechListMic: null }))).toMatchObject({ ok: false, reason: 'out-of-turn' });
    expect(shakeHands({ spnego: true, change: withoutWrapping }).server).toMatchObject({ ok: false, reason: 'out-of-turn' });
  });
});

describe('a client', () => {
  test.each([
    ['bare NTLM', new NtlmClient({ sealing: true, nowMs }).negotiate(), 'plain-ntlm-answer'],
    ['a rejection', serverAnswer({ negState: 'reject' }), 'rejected'],
    ['another mechanism', serverAnswer({ supportedMech: mechanism.kerberos }), 'other-mechanism'],
    ['no challenge', serverAnswer({}), 'malformed'],
    ['a challenge that is none', serverAnswer({ responseToken: new Uint8Array(50) }), 'malformed'],
    ['a negotiation of its own', writeNegTokenInit([mechanism.ntlm], null).token, 'malformed'],
    ['nonsense', Buffer.from('<html>'), 'malformed'],
  ])('that is answered with %s sends no proof', (_what, token, reason) => {
    expect(new SpnegoClient({ sealing: true, nowMs }).respond(token, credentials, target)).toMatchObject({ ok: false, reason });
  });

  test('has no session before it has answered', () => {
    expect(new SpnegoClient({ sealing: true, nowMs }).finish(null)).toMatchObject({ ok: false, reason: 'not-finished' });
  });
});
