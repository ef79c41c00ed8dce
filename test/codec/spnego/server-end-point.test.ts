import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { channelBindingHash } from '../../../src/codec/ntlm/channel-binding.ts';
import { serverEndPointBinding } from '../../../src/codec/spnego/server-end-point.ts';
import { hex, octets } from '../ntlm/hex.ts';

type Certificate = { name: string; signature: string; bindingHash: string | null; digest: string | null; der: string };

const { certificates } = JSON.parse(readFileSync(new URL('../../../fixtures/ntlm/certificates.json', import.meta.url), 'utf8')) as { certificates: Certificate[] };
const prefix = Buffer.from('tls-server-end-point:').toString('hex');

describe('the end point binding of a certificate', () => {
  test.each(certificates.filter(({ digest }) => digest !== null))('signed by $signature hashes it by $bindingHash', ({ der, digest }) => {
    const binding = serverEndPointBinding(octets(der));
    expect(binding.ok && hex(binding.applicationData)).toBe(prefix + digest);
  });

  test.each(certificates.filter(({ digest }) => digest === null))('signed by $signature is not defined, since it has no one hash', ({ der }) => {
    expect(serverEndPointBinding(octets(der))).toMatchObject({ ok: false, wanted: 'a signature algorithm with one known hash' });
  });

  test.each(certificates)('$name is refused at every cut', ({ der }) => {
    const whole = octets(der);
    for (let length = 0; length < whole.length; length++) expect(serverEndPointBinding(whole.subarray(0, length))).toMatchObject({ ok: false });
    expect(serverEndPointBinding(Uint8Array.from([...whole, 0]))).toMatchObject({ ok: false });
  });
});

test('the hash of channel bindings is MD5 over a GSS structure with empty addresses', () => {
  // By Python's hashlib: md5(bytes(16) + (21).to_bytes(4, "little") + b"tls-server-end-point:").
  expect(hex(channelBindingHash(Buffer.from('tls-server-end-point:')))).toBe('2ea6e9ae9674d953e9d23afaf703e260');
});
