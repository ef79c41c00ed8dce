import { array, assert, boolean, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NtlmSession, SessionRefusal } from '../../../src/codec/ntlm/session.ts';
import { bothSessions } from './handshake-sides.ts';

const text = (message: string): Uint8Array => Buffer.from(message);
const flip = (octets: Uint8Array, at: number): Uint8Array => Uint8Array.from(octets, (octet, n) => (n === at ? octet ^ 1 : octet));
const sealed = (session: NtlmSession, message: string): Uint8Array => session.seal(text(message)) ?? new Uint8Array();

describe.each([['with', true], ['without', false]])('a session %s key exchange', (_with, keyExchange) => {
  const both = (): ReturnType<typeof bothSessions> => bothSessions({ client: { keyExchange } });

  test('carries any messages both ways in any interleaving', () => {
    assert(property(array(tuple(boolean(), uint8Array({ maxLength: 300 })), { maxLength: 12 }), (messages) => {
      const { client, server } = both();
      for (const [fromClient, plain] of messages) {
        const [from, to] = fromClient ? [client, server] : [server, client];
        const unsealed = to.unseal(from.seal(plain) ?? new Uint8Array());
        expect(unsealed.ok && Buffer.from(unsealed.plain).equals(plain)).toBe(true);
      }
    }), { numRuns: 40 });
  });

  test('never gives data of a message with one changed bit, and gives none of a right one after it', () => {
    const length = sealed(both().client, 'first').length;
    for (let at = 0; at < length; at++) {
      const { client, server } = both();
      expect(server.unseal(flip(sealed(client, 'first'), at))).toMatchObject({ ok: false });
      expect(server.unseal(sealed(client, 'second'))).toMatchObject({ ok: false, reason: 'broken' });
    }
  });

  test.each<[string, (client: NtlmSession) => Uint8Array, SessionRefusal['reason'], string]>([
    ['a message that came before', (client) => { sealed(client, 'missed'); return sealed(client, 'b'); }, 'sequence', 'a message is missing'],
    ['half a signature', (client) => sealed(client, 'b').subarray(0, 9), 'too-short', '9 came'],
    ['no octets', () => new Uint8Array(), 'too-short', '0 came'],
    ['a signature of another version', (client) => flip(sealed(client, 'b'), 0), 'signature-version', 'version 1'],
    ['other data', (client) => flip(sealed(client, 'b'), 16), 'signature', 'does not fit'],
  ])('refuses %s in words', (_what, make, reason, words) => {
    const { client, server } = both();
    expect(server.unseal(sealed(client, 'a'))).toMatchObject({ ok: true });
    const refused = server.unseal(make(client));
    expect(refused).toMatchObject({ ok: false, reason });
    expect(refused.ok ? '' : refused.words).toContain(words);
  });

  test('refuses a message that it has had', () => {
    const { client, server } = both();
    const message = sealed(client, 'once');
    expect(server.unseal(message)).toMatchObject({ ok: true });
    expect(server.unseal(message)).toMatchObject({ ok: false, reason: 'sequence', words: expect.stringContaining('replayed') });
  });

  test('refuses its own messages thrown back', () => {
    const { client } = both();
    expect(client.unseal(sealed(client, 'mine'))).toMatchObject({ ok: false, reason: 'signature' });
  });

  test('signs without sealing, in the same count as sealed messages', () => {
    const { client, server } = both();
    expect(server.verify(text('a'), client.sign(text('a')))).toBeNull();
    expect(server.unseal(sealed(client, 'b'))).toMatchObject({ ok: true });
    expect(server.verify(text('c'), client.sign(text('d')))).toMatchObject({ ok: false, reason: 'signature' });
  });

  test('gives the mechListMIC number 0 and the first sealed message number 1, with the cipher unmoved', () => {
    const plainRun = both();
    const withMic = bothSessions({ client: { keyExchange } });
    const list = text('list');
    expect(withMic.server.verifyMechList(list, withMic.client.signMechList(list))).toBeNull();
    const message = sealed(withMic.client, 'first');
    expect([...message.subarray(12, 16)]).toEqual([1, 0, 0, 0]);
    expect(withMic.server.unseal(message)).toMatchObject({ ok: true });
    expect([...sealed(plainRun.client, 'first').subarray(12, 16)]).toEqual([0, 0, 0, 0]);
  });
});

test('without sealing agreed on, nothing is sealed and nothing sealed is read', () => {
  const { client, server } = bothSessions({ client: { sealing: false }, server: { sealing: false } });
  expect(client.seal(text('a'))).toBeNull();
  expect(server.unseal(new Uint8Array(40))).toMatchObject({ ok: false, reason: 'not-sealed-session' });
});
