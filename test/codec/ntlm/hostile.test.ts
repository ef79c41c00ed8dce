import { assert, constantFrom, integer, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAuthenticate } from '../../../src/codec/ntlm/authenticate.ts';
import { readAvPairs, writeAvPairs } from '../../../src/codec/ntlm/av-pairs.ts';
import { readChallenge } from '../../../src/codec/ntlm/challenge.ts';
import { NtlmClient } from '../../../src/codec/ntlm/client.ts';
import { NtlmCredentials } from '../../../src/codec/ntlm/credentials.ts';
import { readNegotiate } from '../../../src/codec/ntlm/negotiate.ts';
import { SpnegoClient } from '../../../src/codec/spnego/client.ts';
import { readEncryptedBody, sealedContentType, writeEncryptedBody } from '../../../src/codec/spnego/encrypted-body.ts';
import { serverEndPointBinding } from '../../../src/codec/spnego/server-end-point.ts';
import { SpnegoServer } from '../../../src/codec/spnego/server.ts';
import { readSpnegoToken } from '../../../src/codec/spnego/token.ts';
import { nowMs, serverOptions, shakeHands } from './handshake-sides.ts';

/** The tokens of a handshake of ours, in their order. */
function tokens(spnego: boolean): Uint8Array[] {
  const seen: Uint8Array[] = [];
  shakeHands({ spnego, change: (token) => { seen.push(Uint8Array.from(token)); return token; } });
  return seen;
}

type Reader = { name: string; sample: Uint8Array; read: (octets: Uint8Array) => { ok: boolean; at?: number; wanted?: string } };

const [negotiate = new Uint8Array(), challenge = new Uint8Array(), authenticate = new Uint8Array()] = tokens(false);
const wrapped = tokens(true);
const body = writeEncryptedBody(new Uint8Array(60).fill(0x2d));

const readers: readonly Reader[] = [
  { name: 'NEGOTIATE', sample: negotiate, read: readNegotiate },
  { name: 'CHALLENGE', sample: challenge, read: readChallenge },
  { name: 'AUTHENTICATE', sample: authenticate, read: readAuthenticate },
  { name: 'AV_PAIRs', sample: writeAvPairs([{ id: 1, value: new Uint8Array(6) }, { id: 7, value: new Uint8Array(8) }]), read: readAvPairs },
  ...wrapped.map((sample, n) => ({ name: `SPNEGO token ${n}`, sample, read: readSpnegoToken })),
  { name: 'sealed body', sample: body, read: (octets) => readEncryptedBody(sealedContentType, octets) },
];

/** One of these with one octet changed. */
const anyToken = (samples: readonly Uint8Array[]): ReturnType<typeof uint8Array> => tuple(constantFrom(...samples), integer({ min: 0, max: 700 }), integer({ min: 0, max: 255 }))
  .map(([sample, at, to]) => Uint8Array.from(sample, (octet, n) => (n === at ? to : octet)));

describe.each(readers)('the reader of $name', ({ name, sample, read }) => {
  test('reads the whole', () => {
    expect(read(sample)).toMatchObject({ ok: true });
  });

  test('refuses every shorter one with a place and what it wanted there', () => {
    // A NEGOTIATE's names and version say nothing that is needed; a body's last line break neither.
    const needed = name === 'NEGOTIATE' ? 16 : name === 'sealed body' ? sample.length - 2 : sample.length;
    const outcomes = Array.from({ length: needed }, (_, length) => read(sample.subarray(0, length)));
    expect(outcomes).toEqual(outcomes.map(() => ({ ok: false, at: expect.any(Number), wanted: expect.stringMatching(/\w/) })));
  });

  test('takes any octets without a throw', () => {
    const changed = tuple(integer({ min: 0, max: sample.length - 1 }), integer({ min: 0, max: 255 }), integer({ min: 0, max: sample.length - 1 }), constantFrom(0, 1, 0x7f, 0x80, 0xff))
      .map(([at, to, alsoAt, also]) => Uint8Array.from(sample, (octet, n) => (n === at ? to : n === alsoAt ? also : octet)));
    assert(property(changed, (octets) => { read(octets); }), { numRuns: 500 });
    assert(property(uint8Array({ maxLength: 200 }), (octets) => { read(octets); }), { numRuns: 200 });
    assert(property(uint8Array({ maxLength: 80 }), integer({ min: 0, max: sample.length }), (tail, keep) => { read(Uint8Array.from([...sample.subarray(0, keep), ...tail])); }), { numRuns: 200 });
  });
});

describe('the two halves', () => {
  const credentials = new NtlmCredentials({ user: 'wanda', domain: 'CONTOSO' }, 'x');
  const target = { channelBinding: null, servicePrincipal: 'HTTP/srv01.contoso.test' };

  test('take any token at any time without a throw', () => {
    assert(property(anyToken([...wrapped, negotiate, challenge, authenticate, new Uint8Array()]), anyToken([...wrapped, authenticate]), (first, second) => {
      for (const wrapping of ['bare', 'spnego', 'either'] as const) {
        const server = new SpnegoServer(serverOptions(), wrapping);
        server.accept(first);
        server.accept(second);
      }
      for (const client of [new NtlmClient({ sealing: true, nowMs }), new SpnegoClient({ sealing: true, nowMs })]) {
        client.respond(first, credentials, target);
        client.finish(second);
        client.finish(null);
      }
    }), { numRuns: 150 });
  });

  test('let nobody in by a token with one changed bit', () => {
    const unseen: [boolean, number, number][] = [];
    for (const spnego of [false, true]) {
      const lengths = (spnego ? wrapped : [negotiate, challenge, authenticate]).map(({ length }) => length);
      for (const [number, length] of lengths.entries()) {
        for (let at = 0; at < length; at += 3) {
          const { client, server } = shakeHands({ spnego, change: (token, n) => (n === number ? Uint8Array.from(token, (octet, where) => (where === at ? octet ^ 0x10 : octet)) : token) });
          if (client?.ok && server?.ok) unseen.push([spnego, number, at]);
        }
      }
    }
    expect(unseen).toEqual([]);
  });

  test('read a list of a million mechanisms or pairs in no time', () => {
    const long = new Uint8Array(4_000_000).fill(1);
    expect(readAvPairs(long)).toMatchObject({ ok: false });
    expect(readSpnegoToken(long)).toMatchObject({ ok: false });
    expect(readChallenge(Uint8Array.from([...challenge, ...new Uint8Array(70_000)]))).toMatchObject({ ok: false });
  });
});

test('a certificate that is none is refused at every cut', () => {
  assert(property(uint8Array({ maxLength: 400 }), (octets) => { serverEndPointBinding(octets); }));
  assert(property(uint8Array({ maxLength: 120 }), (octets) => { serverEndPointBinding(Uint8Array.from([0x30, octets.length, ...octets])); }));
});
