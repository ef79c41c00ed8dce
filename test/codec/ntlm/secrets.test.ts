import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { NtlmAccounts } from '../../../src/codec/ntlm/accounts.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { md4 } from '../../../src/codec/ntlm/md4.ts';
import { SecretOctets } from '../../../src/codec/ntlm/secret-octets.ts';
import { NtlmServer } from '../../../src/codec/ntlm/server.ts';
import { utf16Octets } from '../../../src/codec/ntlm/utf16.ts';
import { SpnegoClient } from '../../../src/codec/spnego/client.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import { account, bothSessions, names, nowMs, serverOptions, shakeHands } from './handshake-sides.ts';
import { hex } from './hex.ts';

const password = account.password;
const secrets = [md4(utf16Octets(password)), new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, password).responseKey(), utf16Octets(password), Buffer.from(password)];

/** Every way in which a value ends up in a log. */
const shown = (value: unknown): string => [
  String(value), JSON.stringify(value), inspect(value, { depth: 10, showHidden: true, maxArrayLength: null, maxStringLength: null }), inspect(value, { getters: true }), JSON.stringify(Object.entries(Object(value))),
].join('\n');

const spellings = (octets: Uint8Array): string[] => [hex(octets), [...octets].join(','), [...octets].join(', '), [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join(' '), Buffer.from(octets).toString('base64')];

describe('nothing shows a password or what follows from it:', () => {
  const { client, server } = bothSessions({ spnego: true });
  test.each<[string, unknown]>([
    ['credentials', new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, password)],
    ['the accounts of a server', new NtlmAccounts([account], names)],
    ['a client', new NtlmClient({ sealing: true, nowMs })],
    ['a client in SPNEGO', new SpnegoClient({ sealing: true, nowMs })],
    ['a server', new NtlmServer(serverOptions())],
    ['a server in SPNEGO', new SpnegoServer(serverOptions())],
    ['a client\'s session', client],
    ['a server\'s session', server],
    ['a verified exchange\'s key', new SecretOctets(secrets[0] ?? new Uint8Array())],
    ['whoever has signed in', shakeHands().server],
    ['a refusal', shakeHands({ password: `${password}x` })],
    ['a refusal of a name that holds the password', shakeHands({ account: password }).server],
  ])('%s', (_what, value) => {
    const log = shown(value);
    expect(log).not.toContain(password);
    for (const secret of secrets) for (const spelling of spellings(secret)) expect(log).not.toContain(spelling);
  });

  test('a session has no key among its properties', () => {
    expect(Object.keys(client)).toEqual(['sealing']);
    expect(shown(client)).not.toMatch(/Uint8Array|Buffer|<ref/);
  });

  test('credentials that were wiped answer wrongly', () => {
    const credentials = new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, password);
    const before = hex(credentials.responseKey());
    credentials.forget();
    expect(hex(credentials.responseKey())).not.toBe(before);
  });
});
