import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { causes, checks, remedies } from '../checks/index.ts';
import { encodeKmsBind } from '../src/codec/rpc/bind.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';
import { activationOperation, refusedForeignRequest } from '../src/estate/host/rpc/activation-operation.ts';
import { RpcAssociation } from '../src/estate/host/rpc/association.ts';
import { AssociationGroups } from '../src/estate/host/rpc/association-groups.ts';
import { cloudOf, endpointOfAzure } from '../src/knowledge/cloud-endpoints.ts';
import { isSetupKey } from '../src/knowledge/setup-keys.ts';
import { waysToSee } from '../src/knowledge/ways-to-see.ts';
import type { Case } from '../src/model/evidence.ts';
import { ago, attempt, caseOf, event, kmsClient, onlyEvidence, product, srv } from './evidence-builder.ts';
import { askedOctets, kind, pdus, request, status } from './estate/rpc/wire.ts';

/**
 * kmsdoctor diagnoses activation and never grants it. These tests hold that line in what is written down: keys, names of
 * hosts, what is sent, what is recommended. What goes over the wire is held by test/transport/rpc-bind.test.ts and by
 * test/commands/network-check.test.ts, how the reference host speaks by test/estate/rpc/*.test.ts.
 */

/** A name that stands on the list in these tests alone. */
const rogue = 'kms.made-up-public-host.org';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

vi.mock('../src/knowledge/unauthorised-hosts.ts', async (original) => {
  const real = await original<{ isListedUnauthorisedHost: (name: string) => boolean }>();
  return { isListedUnauthorisedHost: (name: string) => name === 'kms.made-up-public-host.org' || real.isListedUnauthorisedHost(name) };
});

const root = fileURLToPath(new URL('..', import.meta.url));
const apart = new Set(['node_modules', 'dist', '.git', 'coverage', '.tmp']);

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (apart.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const everything = filesUnder(root).map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
const written = everything.filter(({ path }) => !path.startsWith('test/') && path !== 'package-lock.json');
const sources = everything.filter(({ path }) => /^(?:src|checks)\/.*\.tsx?$/.test(path));

const writersOf = (call: RegExp): string[] => sources.filter(({ text }) => call.test(text)).map(({ path }) => path).toSorted();

const importersOf = (module: RegExp): string[] =>
  sources.filter(({ text }) => [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].some((m) => module.test(m[1] ?? ''))).map(({ path }) => path).toSorted();

/** The letters of keys in a row, as an expression has them. */
const isAlphabet = (letters: string): boolean => new Set(letters).size > 23;

describe('product keys', () => {
  /** Letters and digits that no Windows product key has: whatever holds one is a pattern or a mask. */
  const impossible = /[AEILOSUZ015]/;

  test('there is no whole key but the setup keys that Microsoft publishes', () => {
    const found = written.flatMap(({ path, text }) => (text.match(/(?<![A-Za-z0-9])[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){4}(?![A-Za-z0-9-])/g) ?? []).map((key) => ({ path, key })));
    const keys = found.filter(({ key }) => !/^X{5}-/.test(key) && !/[a-z]/.test(key));
    expect(keys.length).toBeGreaterThan(100);
    expect(keys.filter(({ key }) => !isSetupKey(key) && !impossible.test(key))).toEqual([]);
    expect(keys.filter(({ path }) => path.endsWith('setup-keys.tsv')).every(({ key }) => isSetupKey(key))).toBe(true);
  });

  test('nor is one hidden by leaving its hyphens out', () => {
    const bare = /(?<![A-Za-z0-9+/=])[2346789BCDFGHJKMNPQRTVWXY]{25}(?![A-Za-z0-9+/=])/g;
    const found = written.flatMap(({ path, text }) => (text.match(bare) ?? []).map((key) => ({ path, key })));
    expect(found.filter(({ key }) => !isAlphabet(key) && !isSetupKey(key.replace(/(.{5})(?!$)/g, '$1-')))).toEqual([]);
  });
});

describe('public machines that nobody is licensed to use', () => {
  const listed = new Set((everything.find(({ path }) => path.endsWith('unauthorised-hosts.sha256'))?.text ?? '').split('\n').filter((l) => /^[0-9a-f]{64}$/.test(l)));

  test('stand nowhere in plain text: no name or address anywhere has a hash of the list', () => {
    expect(listed.size).toBeGreaterThan(20);
    const names = new Map<string, string>();
    for (const { path, text } of everything) {
      for (const [name] of text.toLowerCase().matchAll(/[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu)) {
        if (!names.has(name)) names.set(name, path);
        // `x.kms.example.org` holds `kms.example.org`.
        for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) if (!names.has(name.slice(dot + 1))) names.set(name.slice(dot + 1), path);
      }
    }
    expect(names.size).toBeGreaterThan(1000);
    expect([...names].filter(([name]) => listed.has(sha256(name)))).toEqual([]);
  });
});

describe('what is sent', () => {
  test('RPC headers are written in two places: the bind that goes to a KMS host, and what passes inside the estate', () => {
    expect(writersOf(/\bwriteHeader\((?!pdu: Uint8Array, type)/)).toEqual(['src/codec/rpc/bind.ts', 'src/estate/host/rpc/write-pdu.ts']);
    const bind = sources.find(({ path }) => path === 'src/codec/rpc/bind.ts')?.text ?? '';
    expect([...bind.matchAll(/\bwriteHeader\(([^)]*)\)/g)].map((m) => m[1])).toEqual([expect.stringMatching(/, pduType\.bind, /)]);
  });

  test('the codec, which transports may use, cannot name a request or a response', () => {
    const pdu = sources.find(({ path }) => path === 'src/codec/rpc/pdu.ts')?.text ?? '';
    expect(/export const pduType = (\{.*\})/.exec(pdu)?.[1]).toBe('{ fault: 3, bind: 11, bindAck: 12, bindNak: 13 }');
  });

  test('the transports send only the bind, and nothing of the estate', () => {
    expect(writersOf(/\bencodeKmsBind\(/)).toEqual(['src/codec/rpc/bind.ts', 'src/collect/powershell/collect-script.ts', 'src/estate/host/rpc/ask-conversation.ts', 'src/transport/rpc-bind.ts']);
    expect(importersOf(/codec\/rpc\/pdu/).filter((path) => path.startsWith('src/transport/'))).toEqual([]);
    expect(importersOf(/\bestate\b/).filter((path) => /^(?:src\/(?:transport|collect|codec|diagnose)|checks)\//.test(path))).toEqual([]);
  });

  test('a request is written by machines of the estate alone, which connect to loopback and nowhere else', () => {
    expect(importersOf(/\/write-pdu\.ts$/)).toEqual(['src/estate/host/rpc/ask-conversation.ts', 'src/estate/host/rpc/association.ts']);
    expect(writersOf(/\bwriteOwnRequest\(/)).toEqual(['src/estate/host/rpc/ask-host.ts']);
    expect(importersOf(/\/(?:own-message|ask-conversation)\.ts$/).filter((path) => !path.startsWith('src/estate/host/rpc/'))).toEqual([]);
    const ask = sources.find(({ path }) => path === 'src/estate/host/rpc/ask-host.ts')?.text ?? '';
    expect(ask.indexOf('if (!isLoopback(host)) return')).toBeGreaterThan(0);
    expect(ask.indexOf('if (!isLoopback(host)) return')).toBeLessThan(ask.indexOf('connect({ host, port'));
  });

  test('nothing that KMS encrypts with is in the tree: no cipher, no key schedule, and no cryptography at all near the estate’s host', () => {
    // NTLM seals WinRM's messages with RC4 ([MS-NLMP] 3.4.3), which KMS knows nothing of; no other cipher is in the tree.
    expect(writersOf(/\bcmac\b|aes-?128|rijndael|subtle\.encrypt|createDecipher/i)).toEqual([]);
    expect(writersOf(/createCipher/)).toEqual(['src/codec/ntlm/rc4.ts']);
    expect([...(sources.find(({ path }) => path === 'src/codec/ntlm/rc4.ts')?.text ?? '').matchAll(/createCipheriv\('([^']*)'/g)].map((m) => m[1])).toEqual(expect.arrayContaining(['rc4']));
    expect(importersOf(/^(?:node:)?crypto$/).filter((path) => /^src\/(?:estate\/host|codec\/rpc)\//.test(path))).toEqual([]);
  });
});

describe('what the reference host answers', () => {
  const answer = { resultCode: '0x00000000', count: 1, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostExtendedPid: '' };
  const heading = Buffer.from('KMSDOCTOR-ESTATE/1 request\n');

  function answersTo(stub: Uint8Array): { faults: number[]; responses: Buffer[]; served: number; log: string[] } {
    const log: string[] = [];
    const serve = vi.fn(() => answer);
    const say = (line: string): void => void log.push(line);
    const one = new RpcAssociation({ groups: new AssociationGroups(), secondaryAddress: '1688', log: say, operation: activationOperation(serve, say) });
    one.feed(encodeKmsBind(1));
    const all = pdus(Buffer.concat(one.feed(request(stub)).send));
    return { faults: all.filter((p) => p.type === kind.fault).map(status), responses: all.filter((p) => p.type === kind.response).map((p) => p.body), served: serve.mock.calls.length, log };
  }

  test('to anything but the estate’s own message is a fault, with a line in the log, and its service is not asked', () => {
    assert(property(uint8Array({ maxLength: 1000 }), (stub) => {
      expect(answersTo(stub)).toEqual({ faults: [0x1c01_0002], responses: [], served: 0, log: [refusedForeignRequest] });
    }), { numRuns: 200 });
  });

  test('to what looks like a genuine client’s request, a length and noise, is that fault: for every length up to a whole fragment', () => {
    for (let length = 0; length <= 5000; length += 50) {
      const stub = Buffer.alloc(8 + length, 0xa7);
      stub.writeUInt32LE(length, 0);
      stub.writeUInt32LE(length, 4);
      expect(answersTo(stub)).toMatchObject({ faults: [0x1c01_0002], responses: [], served: 0 });
    }
  });

  test('to its own heading with a genuine-looking rest is a fault too', () => {
    expect(answersTo(Buffer.concat([heading, Buffer.alloc(260, 0xa7)]))).toMatchObject({ faults: [0x0000_06f7], responses: [], served: 0 });
  });

  test('to the estate’s own message is plain text, line by line, under a heading that says whose it is', () => {
    const { responses, faults } = answersTo(askedOctets());
    expect(faults).toEqual([]);
    expect(responses.map((body) => body.subarray(8).toString('latin1'))).toEqual(['KMSDOCTOR-ESTATE/1 answer\nresult: 0x00000000\ncount: 1\nactivation: 120\nrenewal: 10080\nhost: \n']);
  });
});

describe('what is recommended', () => {
  const advice = [
    ...remedies.flatMap((r) => [r.title, ...r.steps.flatMap((s) => [s.say, s.run ?? ''])].map((text) => ({ of: r.id, text }))),
    ...Object.entries(waysToSee).map(([kind, { how }]) => ({ of: kind, text: how })),
    ...causes.map((c) => ({ of: c.id, text: c.says })),
  ];
  const offending = (words: RegExp): typeof advice => advice.filter(({ text }) => words.test(text));

  test('no faked client, no emulated host, no cracked licence', () => {
    expect(offending(/\bfak(?:e|ed|ing)\b|\bspoof|\bemulat(?:e|or)\b.{0,40}\b(?:run|install|use)|\bsimulat|\bcrack|\bkeygen|\bactivator|\bvlmcs(?:d|\b(?!\._tcp))|\bpy-?kms\b|\bpatch(?:ed)? (?:the )?licen/i).map(({ of }) => of)).toEqual([]);
  });

  test('the product key is never taken out of Windows, which would leave the machine without one', () => {
    expect(offending(/\/upk\b|Uninstall-?ProductKey/i)).toEqual([]);
  });

  test('a KMS host that is named in a command is the organisation’s own, from evidence, or the cloud’s published one', () => {
    const hosts = advice.flatMap(({ of, text }) => [...text.matchAll(/\/(?:skms|sethst)[: ]([^\s:`"]+)/g)].map((m) => ({ of, host: m[1] ?? '' })));
    expect(new Set(hosts.map(({ host }) => host))).toEqual(new Set(['{host}', '{ownEndpoint}']));
    // What fills the second is a row of the table of clouds.
    for (const environment of ['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud']) expect(cloudOf(endpointOfAzure(environment) ?? '')).toBe('azure');
    expect(endpointOfAzure('ElsewhereCloud')).toBeNull();
  });

  test('a key that is named in a command is a published setup key or the person’s own', () => {
    const keys = advice.flatMap(({ of, text }) => [...text.matchAll(/\/(?:ipk|inpkey|ProductKey)[: ]([^\s`"]+)/g)].map((m) => ({ of, key: m[1] ?? '' })));
    expect(keys.length).toBeGreaterThan(4);
    expect(keys.filter(({ key }) => !/^\{(?:gvlk|officeGvlk)\}$/.test(key) && !isSetupKey(key) && !/^(?:YOUR|ORGANISATION|SETUP-KEY$)/.test(key))).toEqual([]);
  });

  describe.each<[string, string]>([['a listed name', rogue], ['a public address', '185.199.110.1']])('%s that evidence holds', (_, host) => {
    const windows = product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, kmsClient: kmsClient({ configuredHost: host, configuredPort: 1688, discoveredHost: host, discoveredPort: 1688 }) });
    const cases: Case[] = [
      caseOf(onlyEvidence({ licensingProducts: [windows], activationAttempts: [attempt({ code: '0xC004F074' })] })),
      caseOf(onlyEvidence({ licensingProducts: [windows], dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })] })),
      caseOf(onlyEvidence({ licensingProducts: [product({ licenseStatus: 'notification', kmsClient: kmsClient({ discoveredHost: host }) })], dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: host, ttl: 60 }] })], events: [event(12288, { code: '0x8007232B', time: ago({ hours: 1 }) })] })),
    ];

    test('is never put into a command that would use it', () => {
      for (const subject of cases) {
        const { remedies: shown } = judgeCase(subject, { approvedHosts: [], domains: [] }, { checks, causes, remedies, waysToSee, meaningOf: () => null });
        const commands = Object.values(shown).flatMap((r) => r.steps.flatMap((s) => s.run ?? []));
        expect(commands.filter((c) => c.includes(host) && /\/skms|\/sethst|Add-DnsServer|IN SRV/.test(c))).toEqual([]);
      }
    });
  });
});
