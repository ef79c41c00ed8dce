import { expect, test } from 'vitest';
import { readAuthenticate, writeAuthenticate } from '../../../src/codec/ntlm/authenticate.ts';
import { avId } from '../../../src/codec/ntlm/av-pairs.ts';
import { readChallenge } from '../../../src/codec/ntlm/challenge.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { lmv2Response, ntProof, ntlmv2Blob, sessionBaseKey, wrapSessionKey } from '../../../src/codec/ntlm/ntlmv2.ts';
import { md4 } from '../../../src/codec/ntlm/md4.ts';
import { joinOctets } from '../../../src/codec/ntlm/octets.ts';
import { directionKeys } from '../../../src/codec/ntlm/session-keys.ts';
import { NtlmSession } from '../../../src/codec/ntlm/session.ts';
import { utf16Octets } from '../../../src/codec/ntlm/utf16.ts';
import { hex, octets } from './hex.ts';

// The worked example of [MS-NLMP] 4.2.1 and 4.2.4: user "User" of "Domain", password "Password", time zero.
const credentials = new NtlmCredentials({ user: 'User', domain: 'Domain' }, 'Password');
const serverChallenge = octets('0123456789abcdef');
const clientChallenge = octets('aaaaaaaaaaaaaaaa');
const randomSessionKey = octets('55555555555555555555555555555555');
const flags = 0xe28a_8233;
const targetInfo = [{ id: avId.nbDomainName, value: utf16Octets('Domain') }, { id: avId.nbComputerName, value: utf16Octets('Server') }];
const blob = ntlmv2Blob(new Uint8Array(8), clientChallenge, targetInfo);
const responseKey = credentials.responseKey();
const proof = ntProof(responseKey, serverChallenge, blob);

test('NTOWFv1, on which all else stands, is MD4 over the password (4.2.2.1.2)', () => {
  expect(hex(md4(utf16Octets('Password')))).toBe('a4f49c406510bdcab6824ee7c30fd852');
});

test('NTOWFv2, the responses and the keys are the example\'s (4.2.4.1, 4.2.4.2)', () => {
  const base = sessionBaseKey(responseKey, proof);
  expect(hex(responseKey)).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  expect(hex(proof)).toBe('68cd0ab851e51c96aabc927bebef6a1c');
  expect(hex(lmv2Response(responseKey, serverChallenge, clientChallenge))).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  expect(hex(base)).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  expect(hex(wrapSessionKey(base, randomSessionKey))).toBe('c5dad2544fc9799094ce1ce90bc9d03e');
});

test('the example\'s CHALLENGE is read (4.2.4.3)', () => {
  const challenge = readChallenge(octets(`
    4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000 2400240044000000 060070170000000f
    530065007200760065007200 02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000`));
  expect(challenge).toMatchObject({ ok: true, flags, targetName: 'Server', serverChallenge, targetInfo });
});

test('the example\'s AUTHENTICATE, which has no place for a MIC, is read (4.2.4.3)', () => {
  const message = octets(`
    4e544c4d53535000 03000000 180018006c000000 5400540084000000 0c000c0048000000 0800080054000000 100010005c000000 10001000d8000000 358288e2
    0501280a0000000f 44006f006d00610069006e00 5500730065007200 43004f004d0050005500540045005200
    86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa ${hex(proof)}${hex(blob)} c5dad2544fc9799094ce1ce90bc9d03e`);
  const read = readAuthenticate(message);
  expect(read).toMatchObject({ ok: true, user: 'User', domain: 'Domain', workstation: 'COMPUTER', mic: null, ntlmv2: { proof, clientChallenge, pairs: targetInfo } });
});

test('an AUTHENTICATE of ours reads back as it was written', () => {
  const fields = { flags, domain: 'Domain', user: 'User', workstation: 'COMPUTER', ntResponse: joinOctets(proof, blob), lmResponse: new Uint8Array(24), encryptedSessionKey: randomSessionKey };
  expect(readAuthenticate(writeAuthenticate(fields))).toMatchObject({ ok: true, ...fields });
});

test('keys, sealing and signature are the example\'s (4.2.4.4)', () => {
  const { clientToServer } = directionKeys(randomSessionKey);
  const plain = utf16Octets('Plaintext');
  const wrapped = new NtlmSession('client', randomSessionKey, flags).seal(plain) ?? new Uint8Array();
  expect(hex(clientToServer.seal)).toBe('59f600973cc4960a25480a7c196e4c58');
  expect(hex(clientToServer.sign)).toBe('4788dc861b4782f35d43fd98fe1a2d39');
  expect(hex(wrapped)).toBe('010000007fb38ec5c55d49760000000054e50165bf1936dc996020c1811b0f06fb5f');
  expect(new NtlmSession('server', randomSessionKey, flags).unseal(wrapped)).toEqual({ ok: true, plain });
});
