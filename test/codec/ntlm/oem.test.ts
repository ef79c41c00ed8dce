import { describe, expect, test } from 'vitest';

import { readAuthenticate, writeAuthenticate } from '../../../src/codec/ntlm/authenticate.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { ntlmFlag } from '../../../src/codec/ntlm/flags.ts';
import { readUint16, readUint32 } from '../../../src/codec/ntlm/octets.ts';
import { NtlmServer } from '../../../src/codec/ntlm/server.ts';

const names = { netbiosComputer: 'SRV01', netbiosDomain: 'CONTOSO', dnsComputer: 'srv01.contoso.test', dnsDomain: 'contoso.test' };
const server = (): NtlmServer => new NtlmServer({ names, accounts: [], channelBinding: { policy: 'none', hash: null }, sealing: true, nowMs: () => 0 });

/** A first message whose flags of text are these and no others. */
function negotiateWith(text: number): Uint8Array {
  const message = Uint8Array.from(new NtlmClient({ sealing: true, nowMs: () => 0 }).negotiate());
  new DataView(message.buffer).setUint32(12, ((readUint32(message, 12) & ~(ntlmFlag.unicode | ntlmFlag.oem)) | text) >>> 0, true);
  return message;
}

describe('a client without Unicode', () => {
  test('is answered in its old character set ([MS-NLMP] 2.2.2.5)', () => {
    const challenge = server().challenge(negotiateWith(ntlmFlag.oem));
    if (!challenge.ok) throw new Error(challenge.words);
    const flags = readUint32(challenge.token, 20);
    expect([flags & ntlmFlag.oem, flags & ntlmFlag.unicode]).toEqual([ntlmFlag.oem, 0]);
    const at = readUint32(challenge.token, 16);
    expect(Buffer.from(challenge.token.subarray(at, at + readUint16(challenge.token, 12))).toString('latin1')).toBe('CONTOSO');
  });

  test('that has both is answered in Unicode, and one that has neither not at all', () => {
    const both = server().challenge(negotiateWith(ntlmFlag.oem | ntlmFlag.unicode));
    expect(both.ok && readUint32(both.token, 20) & (ntlmFlag.oem | ntlmFlag.unicode)).toBe(ntlmFlag.unicode);
    expect(server().challenge(negotiateWith(0))).toMatchObject({ ok: false, reason: 'no-unicode' });
  });

  test('writes its names in ASCII; what is not ASCII is no name of anybody', () => {
    const empty = new Uint8Array(0);
    const message = writeAuthenticate({ flags: ntlmFlag.oem, domain: '潃瑮獯�', user: '敲摡牥', workstation: '', ntResponse: empty, lmResponse: empty, encryptedSessionKey: empty });
    // Two letters of ASCII stand in each character above; the last has two octets beyond it.
    expect(readAuthenticate(message)).toMatchObject({ ok: true, user: 'reader', domain: 'Contos\ufffd\ufffd' });
  });
});
