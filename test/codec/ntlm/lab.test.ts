import { describe, expect, test } from 'vitest';
import { readAuthenticate } from '../../../src/codec/ntlm/authenticate.ts';
import { readChallenge } from '../../../src/codec/ntlm/challenge.ts';
import { channelBindingHash } from '../../../src/codec/ntlm/channel-binding.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { exchangesKey } from '../../../src/codec/ntlm/flags.ts';
import { readNegotiate } from '../../../src/codec/ntlm/negotiate.ts';
import { ntProof, sessionBaseKey } from '../../../src/codec/ntlm/ntlmv2.ts';
import { directionKeys } from '../../../src/codec/ntlm/session-keys.ts';
import { NtlmSession } from '../../../src/codec/ntlm/session.ts';
import { verifyExchange } from '../../../src/codec/ntlm/verify.ts';
import type { Verified } from '../../../src/codec/ntlm/verify.ts';
import { serverEndPointBinding } from '../../../src/codec/spnego/server-end-point.ts';
import { readSpnegoToken } from '../../../src/codec/spnego/token.ts';
import { hex, octets } from './hex.ts';
import { labExchanges } from './lab-exchanges.ts';
import type { LabExchange } from './lab-exchanges.ts';

const sides = { c2s: { seals: 'client', opens: 'server' }, s2c: { seals: 'server', opens: 'client' } } as const;

type Change = Partial<Record<'negotiate' | 'challenge' | 'authenticate', Uint8Array>>;

function verify(exchange: LabExchange, hash: Uint8Array | null, change: Change = {}, credentials = new NtlmCredentials(exchange, exchange.password)): ReturnType<typeof verifyExchange> {
  return verifyExchange(
    { negotiate: octets(exchange.negotiate), challenge: octets(exchange.challenge), authenticate: octets(exchange.authenticate), ...change },
    { responseKeyFor: (user, domain) => credentials.responseKey(user, domain), channelBinding: { policy: hash === null ? 'none' : 'require', hash }, sealing: true },
  );
}

function verified(exchange: LabExchange): Verified {
  const binding = exchange.channelBindings;
  const outcome = verify(exchange, binding === null ? null : octets(binding.md5));
  if (!outcome.ok) throw new Error(`${exchange.name}: ${outcome.words}`);
  return outcome;
}

/** The messages inside the tokens, the DER of the mechanisms' list, and the MICs over it in their order. */
function unwrap(exchange: LabExchange): { messages: string[]; list: Uint8Array; mics: { dir: 'c2s' | 's2c'; mic: Uint8Array }[] } {
  let list = new Uint8Array();
  const mics: { dir: 'c2s' | 's2c'; mic: Uint8Array }[] = [];
  const messages = exchange.tokens.flatMap(({ dir, hex: token }) => {
    if (!exchange.spnego) return [token];
    const read = readSpnegoToken(octets(token));
    if (!read.ok) throw new Error(`${read.wanted} at ${read.at}`);
    if (read.kind === 'init') list = Uint8Array.from(read.mechTypesDer);
    if (read.mechListMic !== null) mics.push({ dir, mic: read.mechListMic });
    const inner = read.kind === 'init' ? read.mechToken : read.responseToken;
    return inner === null ? [] : [hex(inner)];
  });
  return { messages, list, mics };
}

// Visibly skipped where the lab is not beside the checkout.
describe.skipIf(labExchanges === null)('exchanges between other implementations', () => {
  const exchanges = labExchanges ?? [];

  test('are the 26 of the lab', () => {
    expect(exchanges).toHaveLength(26);
  });

  describe.each(exchanges)('$name', (exchange) => {
    test('its three messages stand in its tokens and read as recorded', () => {
      expect(unwrap(exchange).messages).toEqual([exchange.negotiate, exchange.challenge, exchange.authenticate]);
      const challenge = readChallenge(octets(exchange.challenge));
      const answer = readAuthenticate(octets(exchange.authenticate));
      expect(readNegotiate(octets(exchange.negotiate))).toMatchObject({ ok: true });
      if (!challenge.ok || !answer.ok || answer.ntlmv2 === null) throw new Error('not read');
      expect(hex(challenge.serverChallenge)).toBe(exchange.serverChallenge);
      expect(challenge.targetInfo.map(({ id, value }) => [id, hex(value)])).toEqual(exchange.targetInfo.map((pair) => [pair.id, pair.hex]));
      expect(answer.ntlmv2.pairs.map(({ id, value }) => [id, hex(value)])).toEqual(exchange.clientTargetInfo.map((pair) => [pair.id, pair.hex]));
      expect([answer.user, answer.domain, hex(answer.ntlmv2.clientChallenge), hex(answer.ntlmv2.timestamp)]).toEqual([exchange.user, exchange.domain, exchange.clientChallenge, exchange.timestamp]);
      expect(answer.mic === null ? null : hex(answer.mic.octets)).toBe(exchange.mic);
    });

    test('its keys follow from user, domain and password', () => {
      const responseKey = new NtlmCredentials(exchange, exchange.password).responseKey();
      const answer = readAuthenticate(octets(exchange.authenticate));
      if (!answer.ok || answer.ntlmv2 === null) throw new Error('not read');
      const proof = ntProof(responseKey, octets(exchange.serverChallenge), answer.ntlmv2.blob);
      const outcome = verified(exchange);
      const keys = directionKeys(outcome.exportedSessionKey.reveal());
      expect([hex(responseKey), hex(proof), hex(sessionBaseKey(responseKey, proof))]).toEqual([exchange.ntowfv2, exchange.ntProof, exchange.sessionBaseKey]);
      expect([exchangesKey(outcome.flags), hex(outcome.exportedSessionKey.reveal())]).toEqual([exchange.keyExch, exchange.exportedSessionKey]);
      expect({ clientSigningKey: hex(keys.clientToServer.sign), serverSigningKey: hex(keys.serverToClient.sign), clientSealingKey: hex(keys.clientToServer.seal), serverSealingKey: hex(keys.serverToClient.seal) })
        .toEqual(exchange.keys);
    });

    test('its messages and list MICs are unsealed by the side that they were for, and sealed alike by the other', () => {
      const { exportedSessionKey, flags } = verified(exchange);
      const client = new NtlmSession('client', exportedSessionKey.reveal(), flags);
      const server = new NtlmSession('server', exportedSessionKey.reveal(), flags);
      const session = { client, server };
      const { list, mics } = unwrap(exchange);
      expect(mics.map(({ dir, mic }) => ({ dir, hex: hex(mic) }))).toEqual(exchange.mechListMIC);
      expect(mics).toHaveLength(exchange.spnego ? 2 : 0);
      for (const { dir, mic } of mics) {
        expect(hex(session[sides[dir].seals].signMechList(list))).toBe(hex(mic));
        expect(session[sides[dir].opens].verifyMechList(list, mic)).toBeNull();
      }
      for (const { dir, plaintext, signature, ciphertext } of exchange.messages) {
        const wrapped = octets(signature + ciphertext);
        const unsealed = session[sides[dir].opens].unseal(wrapped);
        expect(unsealed.ok && Buffer.from(unsealed.plain).toString()).toBe(plaintext);
        expect(hex(session[sides[dir].seals].seal(Buffer.from(plaintext)) ?? new Uint8Array())).toBe(signature + ciphertext);
      }
    });

    test('one changed bit in any of its messages is refused, as far as NTLM protects it', () => {
      const hash = exchange.channelBindings === null ? null : octets(exchange.channelBindings.md5);
      const credentials = new NtlmCredentials(exchange, exchange.password);
      const unnoticed = (['negotiate', 'challenge', 'authenticate'] as const).flatMap((which) => {
        const original = octets(exchange[which]);
        return [...original.keys()].filter((at) => {
          const changed = Uint8Array.from(original, (octet, n) => (n === at ? octet ^ (1 << (at % 8)) : octet));
          return verify(exchange, hash, { [which]: changed }, credentials).ok;
        });
      });
      // Without a MIC nothing covers the flags of the first message, to name one place.
      expect(unnoticed.length > 0).toBe(exchange.mic === null);
    });
  });

  test.each(exchanges.filter(({ channelBindings }) => channelBindings !== null))('the channel bindings follow from the certificate: $name', ({ channelBindings }) => {
    const binding = serverEndPointBinding(octets(channelBindings?.certificateDer ?? ''));
    if (!binding.ok) throw new Error(binding.wanted);
    expect([hex(binding.applicationData), hex(channelBindingHash(binding.applicationData))]).toEqual([channelBindings?.applicationData, channelBindings?.md5]);
  });
});
