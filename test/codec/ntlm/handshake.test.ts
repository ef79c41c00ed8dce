import { describe, expect, test } from 'vitest';
import { readAuthenticate } from '../../../src/codec/ntlm/authenticate.ts';
import { avId, avValue } from '../../../src/codec/ntlm/av-pairs.ts';
import { readChallenge, writeChallenge } from '../../../src/codec/ntlm/challenge.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { ntlmFlag } from '../../../src/codec/ntlm/flags.ts';
import { NtlmServer } from '../../../src/codec/ntlm/server.ts';
import { utf16Text } from '../../../src/codec/ntlm/utf16.ts';
import { account, nowMs, serverOptions, shakeHands } from './handshake-sides.ts';
import type { Sides } from './handshake-sides.ts';

const plain = Buffer.from('<s:Envelope/>');
const credentials = (): NtlmCredentials => new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, account.password);
const target = { channelBinding: null, servicePrincipal: 'HTTP/srv01.contoso.test' };

/** A challenge of our server as another one would have made it. */
function challengeWith(change: (challenge: { flags: number; serverChallenge: Uint8Array; targetName: string; targetInfo: readonly { id: number; value: Uint8Array }[] }) => object): Uint8Array {
  const made = new NtlmServer(serverOptions()).challenge(new NtlmClient({ sealing: true, nowMs }).negotiate());
  const read = made.ok ? readChallenge(made.token) : made;
  if (!read.ok) throw new Error('no challenge');
  return writeChallenge({ ...read, ...change(read) });
}

const respondTo = (challenge: Uint8Array, sealing = true): ReturnType<NtlmClient['respond']> => new NtlmClient({ sealing, nowMs }).respond(challenge, credentials(), target);

describe.each([['bare', false], ['wrapped in SPNEGO', true]])('a handshake %s', (_how, spnego) => {
  test.each([
    ['CONTOSO\\wanda', account.password, 'with its domain'],
    ['contoso\\WANDA', account.password, 'in another case'],
    ['contoso.test\\wanda', account.password, 'with the domain\'s DNS name'],
    ['SRV01\\wanda', account.password, 'as an account of the machine'],
    ['.\\wanda', account.password, 'as an account of the machine, with a dot'],
    ['wanda', account.password, 'without a domain'],
    ['wanda@contoso.test', account.password, 'as a user principal name'],
    ['CONTOSO\\zoë', 'Pässwört€', 'outside ASCII'],
    ['CONTOSO\\ZOË', 'Pässwört€', 'outside ASCII, in another case'],
    ['CONTOSO\\empty', '', 'with an empty password'],
  ])('lets %j in: %s%s', (name, password) => {
    const { client, server } = shakeHands({ spnego, account: name, password });
    if (!client?.ok || !server?.ok || !server.done) throw new Error('not signed in');
    expect(server.session.unseal(client.session.seal(plain) ?? new Uint8Array())).toMatchObject({ ok: true });
    expect(client.session.unseal(server.session.seal(plain) ?? new Uint8Array())).toMatchObject({ ok: true });
  });

  test.each([
    ['CONTOSO\\wanda', 'another', 'wrong-password'],
    ['CONTOSO\\wanda', '', 'wrong-password'],
    ['CONTOSO\\nobody', account.password, 'no-such-user'],
    ['FABRIKAM\\wanda', account.password, 'no-such-user'],
    ['wanda@fabrikam.test', account.password, 'no-such-user'],
  ])('keeps %j with %j out: %s', (name, password, reason) => {
    expect(shakeHands({ spnego, account: name, password })).toMatchObject({ client: null, server: { ok: false, reason } });
  });

  test.each<[Sides, string]>([[{ client: { keyExchange: false } }, 'the client asks for none'], [{ server: { keyExchange: false } }, 'the server grants none']])('does without a key exchange, case %#', (sides) => {
    const { client, server } = shakeHands({ spnego, ...sides });
    if (!client?.ok || !server?.ok || !server.done) throw new Error('not signed in');
    expect(server.session.unseal(client.session.seal(plain) ?? new Uint8Array())).toMatchObject({ ok: true });
  });

  const hash = new Uint8Array(16).fill(7);
  const other = new Uint8Array(16).fill(8);
  test.each([
    ['none', null, true], ['none', other, true], ['relaxed', null, true], ['relaxed', hash, true], ['relaxed', other, 'bindings-wrong'],
    ['require', hash, true], ['require', null, 'bindings-missing'], ['require', new Uint8Array(16), 'bindings-missing'], ['require', other, 'bindings-wrong'],
  ] as const)('under the policy %j judges bindings: %#', (policy, channelBinding, wanted) => {
    const { server } = shakeHands({ spnego, server: { channelBinding: { policy, hash } }, target: { channelBinding } });
    expect(server).toMatchObject(wanted === true ? { ok: true, done: true } : { ok: false, reason: wanted });
  });

  test.each(['wanda', 'WG01\\wanda', '.\\wanda'])('with a machine of a workgroup lets %j in', (name) => {
    const workgroup = { netbiosComputer: 'WG01', netbiosDomain: 'WG01', dnsComputer: 'wg01', dnsDomain: '' };
    expect(shakeHands({ spnego, account: name, server: { names: workgroup } }).client).toMatchObject({ ok: true });
    expect(shakeHands({ spnego, account: 'wanda@', server: { names: workgroup } }).server).toMatchObject({ ok: false, reason: 'no-such-user' });
  });

  test('where the server demands sealing, keeps a client out that does not seal', () => {
    expect(shakeHands({ spnego, client: { sealing: false } }).server).toMatchObject({ ok: false, reason: 'no-sealing' });
    expect(shakeHands({ spnego, client: { sealing: false }, server: { sealing: false } }).client).toMatchObject({ ok: true, session: { sealing: false } });
  });
});

describe('the client', () => {
  test.each([
    [ntlmFlag.unicode, 'no-unicode'], [ntlmFlag.extendedSessionSecurity, 'no-extended-session-security'], [ntlmFlag.key128, 'no-128-bit'],
    [ntlmFlag.sign, 'no-signing'], [ntlmFlag.seal, 'no-sealing'], [ntlmFlag.targetInfo, 'no-target-info'],
  ])('sends no proof to a server without flag %i: %s', (without, reason) => {
    expect(respondTo(challengeWith(({ flags }) => ({ flags: (flags & ~without) >>> 0 })))).toMatchObject({ ok: false, reason });
  });

  test('takes a server without sealing where TLS seals', () => {
    expect(respondTo(challengeWith(({ flags }) => ({ flags: (flags & ~ntlmFlag.seal) >>> 0 })), false)).toMatchObject({ ok: true });
  });

  test('without the server\'s time sends its own and LMv2, and the MIC all the same', () => {
    const answer = respondTo(challengeWith(({ targetInfo }) => ({ targetInfo: targetInfo.filter(({ id }) => id !== avId.timestamp) })));
    const read = answer.ok ? readAuthenticate(answer.token) : answer;
    if (!read.ok) throw new Error('no answer');
    expect(read.mic).not.toBeNull();
    expect(new DataView(Uint8Array.from(read.ntlmv2?.timestamp ?? []).buffer).getBigUint64(0, true)).toBe(BigInt(nowMs()) * 10_000n + 116_444_736_000_000_000n);
    expect(read.lmResponse.some((octet) => octet !== 0)).toBe(true);
  });

  test('repeats the server\'s pairs, says whom it means, and leaves the server\'s own flags, bindings and single host out', () => {
    const answer = respondTo(challengeWith(({ targetInfo }) => ({
      targetInfo: [...targetInfo, { id: avId.flags, value: new Uint8Array(4) }, { id: avId.singleHost, value: new Uint8Array(48) }, { id: avId.channelBindings, value: new Uint8Array(16).fill(9) }, { id: 77, value: new Uint8Array(3) }],
    })));
    const read = answer.ok ? readAuthenticate(answer.token) : answer;
    if (!read.ok || read.ntlmv2 === null) throw new Error('no answer');
    expect(read.ntlmv2.pairs.map(({ id }) => id)).toEqual([2, 1, 4, 3, 7, 77, 6, 10, 9]);
    expect(avValue(read.ntlmv2.pairs, avId.channelBindings)).toEqual(new Uint8Array(16));
    expect(utf16Text(avValue(read.ntlmv2.pairs, avId.targetName) ?? new Uint8Array())).toBe('HTTP/srv01.contoso.test');
    expect(read.mic).not.toBeNull();
  });

  test('answers one challenge and no second', () => {
    const client = new NtlmClient({ sealing: true, nowMs });
    const challenge = challengeWith(() => ({}));
    expect(client.respond(challenge, credentials(), target)).toMatchObject({ ok: true });
    expect(client.respond(challenge, credentials(), target)).toMatchObject({ ok: false, reason: 'out-of-turn' });
  });

  test('tells a SPNEGO token from an NTLM message, and either from nonsense', () => {
    expect(respondTo(Uint8Array.of(0xa1, 0))).toMatchObject({ ok: false, reason: 'spnego-wanted' });
    expect(respondTo(Buffer.from('<html>'))).toMatchObject({ ok: false, reason: 'malformed' });
  });

  test('has no session before it has answered, and none with a token too many', () => {
    const client = new NtlmClient({ sealing: true, nowMs });
    expect(client.finish(null)).toMatchObject({ ok: false, reason: 'not-finished' });
    client.respond(challengeWith(() => ({})), credentials(), target);
    expect(client.finish(Uint8Array.of(1))).toMatchObject({ ok: false, reason: 'out-of-turn' });
    expect(client.finish(null)).toMatchObject({ ok: true });
  });

  test.each([[{ user: 'w'.repeat(1025), domain: '' }, {}], [{ user: 'w', domain: 'd'.repeat(1025) }, {}], [{ user: 'w', domain: '' }, { servicePrincipal: 's'.repeat(1025) }]])('refuses a name that no field should hold: %#', (name, change) => {
    expect(new NtlmClient({ sealing: true, nowMs }).respond(challengeWith(() => ({})), new NtlmCredentials(name, 'x'), { ...target, ...change })).toMatchObject({ ok: false, reason: 'name-too-long' });
  });
});

/** A server that waits for an answer, and the right answer. */
const answered = (): { server: NtlmServer; token: Uint8Array } => {
  const server = new NtlmServer(serverOptions());
  const client = new NtlmClient({ sealing: true, nowMs });
  const challenge = server.challenge(client.negotiate());
  const answer = challenge.ok ? client.respond(challenge.token, credentials(), target) : challenge;
  if (!answer.ok) throw new Error('no answer');
  return { server, token: answer.token };
};

/** What a wire makes of tokens that takes one flag out of the first. */
const withoutKey56 = (token: Uint8Array, number: number): Uint8Array => (number === 0 ? Uint8Array.from(token, (octet, at) => (at === 15 ? octet & 0x7f : octet)) : token);

describe('the server', () => {
  test('takes one answer to a challenge: a second, even a right one, is out of turn', () => {
    const { server, token } = answered();
    expect(server.accept(token)).toMatchObject({ ok: true, user: 'wanda', domain: 'CONTOSO' });
    expect(server.accept(token)).toMatchObject({ ok: false, reason: 'out-of-turn' });
  });

  test('does not take an answer to another server\'s challenge', () => {
    const { server } = answered();
    expect(server.accept(answered().token)).toMatchObject({ ok: false, reason: 'wrong-password' });
  });

  test('sees a changed MIC', () => {
    const { server, token } = answered();
    token[75] = (token[75] ?? 0) ^ 1;
    expect(server.accept(token)).toMatchObject({ ok: false, reason: 'mic-wrong' });
  });

  test('sees that somebody took a flag out of the first message', () => {
    expect(shakeHands({ change: withoutKey56 }).server).toMatchObject({ ok: false, reason: 'mic-wrong' });
  });

  test('refuses nobody and whoever answers with less than NTLMv2', () => {
    const fields = (length: number, user: string): Uint8Array => {
      const { token } = answered();
      const view = new DataView(token.buffer, token.byteOffset, token.byteLength);
      view.setUint16(20, length, true);
      if (user === '') view.setUint16(36, 0, true);
      return token;
    };
    expect(answered().server.accept(fields(24, 'wanda'))).toMatchObject({ ok: false, reason: 'not-ntlmv2' });
    expect(answered().server.accept(fields(0, ''))).toMatchObject({ ok: false, reason: 'anonymous' });
  });
});
