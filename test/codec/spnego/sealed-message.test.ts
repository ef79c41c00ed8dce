import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEncryptedBody, sealedContentType, writeEncryptedBody } from '../../../src/codec/spnego/encrypted-body.ts';
import { sealMessage, unsealMessage } from '../../../src/codec/spnego/sealed-message.ts';
import { bothSessions } from '../ntlm/handshake-sides.ts';
import { octets } from '../ntlm/hex.ts';

const soap = Buffer.from('<s:Envelope>ü</s:Envelope>');
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const reworded = (bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array => Buffer.from(latin1(bytes).replace(from, to), 'latin1');
const everywhere = (bytes: Uint8Array, from: string, to: string): Uint8Array => Buffer.from(latin1(bytes).replaceAll(from, to), 'latin1');

test('a sealed body is written octet for octet as WinRM wants it: tabs, the plain length, no blank line', () => {
  const wrapped = octets(`01000000aaaaaaaaaaaaaaaa00000000${'bb'.repeat(5)}`);
  expect(latin1(writeEncryptedBody(wrapped))).toBe([
    '--Encrypted Boundary',
    '\tContent-Type: application/HTTP-SPNEGO-session-encrypted',
    '\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=5',
    '--Encrypted Boundary',
    '\tContent-Type: application/octet-stream',
    `\x10\0\0\0${latin1(wrapped)}--Encrypted Boundary--`,
    '',
  ].join('\r\n'));
  expect(sealedContentType).toBe('multipart/encrypted;protocol="application/HTTP-SPNEGO-session-encrypted";boundary="Encrypted Boundary"');
});

test('any octets survive the wrapping, boundaries and line breaks among them', () => {
  assert(property(uint8Array({ minLength: 16, maxLength: 200 }), (wrapped) => {
    expect(readEncryptedBody(sealedContentType, writeEncryptedBody(wrapped))).toEqual({ ok: true, parts: [{ type: 'application/soap+xml', charset: 'UTF-8', plainLength: wrapped.length - 16, wrapped, signatureLength: 16 }] });
  }));
  const tricky = Buffer.from(`${'s'.repeat(16)}\r\n--Encrypted Boundary--\r\n--Encrypted Boundary\r\n`);
  expect(readEncryptedBody(sealedContentType, writeEncryptedBody(tricky))).toMatchObject({ ok: true, parts: [{ wrapped: Uint8Array.from(tricky) }] });
});

describe('a body as other servers write it is read:', () => {
  const { client, server } = bothSessions();
  test.each<[string, (body: Uint8Array) => Uint8Array, string?]>([
    ['as Windows', (body) => body],
    ['with a blank behind the dashes', (body) => everywhere(body, '--Encrypted', '-- Encrypted')],
    ['without tabs', (body) => everywhere(body, '\r\n\t', '\r\n')],
    ['without a charset', (body) => reworded(body, ';charset=UTF-8', '')],
    ['without the last line break', (body) => body.subarray(0, -2)],
    ['with names in another case', (body) => reworded(body, 'OriginalContent', 'originalcontent')],
    ['with Kerberos named as the protocol', (body) => reworded(body, 'HTTP-SPNEGO', 'HTTP-Kerberos')],
    ['with another boundary', (body) => everywhere(body, 'Encrypted Boundary', 'x.1'), 'Multipart/Encrypted; boundary=x.1; protocol="application/HTTP-SPNEGO-session-encrypted"'],
  ])('%s', (_how, change, contentType = sealedContentType) => {
    const sealed = sealMessage(server, soap);
    expect(unsealMessage(client, contentType, change(sealed?.body ?? new Uint8Array()))).toMatchObject({ ok: true, soap: Uint8Array.from(soap) });
  });
});

test('a body of several messages is put together in their order', () => {
  const { client, server } = bothSessions();
  const bodies = ['first ', 'second'].map((text) => writeEncryptedBody(server.seal(Buffer.from(text)) ?? new Uint8Array()));
  const body = Buffer.concat(bodies.map((one, n) => (n === 0 ? one.subarray(0, -'--Encrypted Boundary--\r\n'.length) : one)));
  const read = unsealMessage(client, sealedContentType, body);
  expect(read.ok && latin1(read.soap)).toBe('first second');
});

describe('a body is refused, and nothing of it given,', () => {
  test.each<[string, string, (body: Uint8Array) => Uint8Array]>([
    ['in plain text', 'application/soap+xml;charset=UTF-8', () => soap],
    ['with a page of a proxy', 'text/html', () => Buffer.from('<html>')],
    ['without a boundary in its type', 'multipart/encrypted;protocol="x"', (body) => body],
    ['with another boundary than it says', 'multipart/encrypted;boundary="y"', (body) => body],
    ['that is empty', sealedContentType, () => new Uint8Array()],
    ['without a message', sealedContentType, () => Buffer.from('--Encrypted Boundary--\r\n')],
    ['without OriginalContent', sealedContentType, (body) => reworded(body, 'OriginalContent', 'Original')],
    ['with a Length that is too long', sealedContentType, (body) => reworded(body, /Length=\d+/, 'Length=99')],
    ['with a Length that is too short', sealedContentType, (body) => reworded(body, /Length=\d+/, 'Length=1')],
    ['with a Length past all numbers', sealedContentType, (body) => reworded(body, /Length=\d+/, 'Length=99999999999')],
    ['with a blank line before the octets', sealedContentType, (body) => reworded(body, 'octet-stream\r\n', 'octet-stream\r\n\r\n')],
    ['with headers without end', sealedContentType, (body) => reworded(body, '\tOriginal', `${'x'.repeat(5000)}\tOriginal`)],
    ['with a signature of another length', sealedContentType, (body) => Buffer.from(writeEncryptedBody(body.subarray(0, 40), 12))],
    ['with a signature of no octets', sealedContentType, (body) => reworded(body, '\x10\0\0\0', '\0\0\0\0')],
    ['with an unknown protocol', sealedContentType, (body) => reworded(body, 'HTTP-SPNEGO', 'HTTP-Digest')],
  ])('%s', (_what, contentType, change) => {
    const { client, server } = bothSessions();
    const sealed = sealMessage(server, soap);
    const refused = unsealMessage(client, contentType, change(sealed?.body ?? new Uint8Array()));
    expect(refused).toEqual({ ok: false, reason: 'malformed', words: expect.stringMatching(/wanted/) });
  });

  test('of which one message of several is wrong', () => {
    const { client, server } = bothSessions();
    const right = writeEncryptedBody(server.seal(soap) ?? new Uint8Array()).subarray(0, -'--Encrypted Boundary--\r\n'.length);
    const wrong = writeEncryptedBody(server.seal(soap) ?? new Uint8Array());
    wrong[wrong.length - 30] = (wrong[wrong.length - 30] ?? 0) ^ 1;
    expect(unsealMessage(client, sealedContentType, Buffer.concat([right, wrong]))).toMatchObject({ ok: false, reason: 'signature' });
  });
});

test('a hundred thousand boundaries are refused in no time', () => {
  const part = writeEncryptedBody(new Uint8Array(16)).subarray(0, -'--Encrypted Boundary--\r\n'.length);
  expect(readEncryptedBody(sealedContentType, Buffer.concat(Array.from({ length: 5000 }, () => part)))).toMatchObject({ ok: false, wanted: expect.stringContaining('at most') });
});

test('nothing is sealed where no sealing was agreed on', () => {
  expect(sealMessage(bothSessions({ client: { sealing: false }, server: { sealing: false } }).client, soap)).toBeNull();
});
