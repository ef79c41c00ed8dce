import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test, vi } from 'vitest';

import { causes, checks, remedies } from '../checks/index.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';
import { cloudOf } from '../src/knowledge/cloud-endpoints.ts';
import { isSetupKey } from '../src/knowledge/setup-keys.ts';
import { waysToSee } from '../src/knowledge/ways-to-see.ts';
import type { Case } from '../src/model/evidence.ts';
import { ago, attempt, caseOf, event, kmsClient, onlyEvidence, product, srv } from './evidence-builder.ts';

/**
 * kmsdoctor diagnoses activation and never grants it. These tests hold that line in what is written down: keys, names of
 * hosts, what is sent, what is recommended. What goes over the wire is held by test/transport/rpc-bind.test.ts and by
 * test/commands/network-check.test.ts, what the reference estate answers by test/estate/kms-host.test.ts.
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
  test('RPC headers are written in two places: the bind that goes to a KMS host, and the answers of the reference host', () => {
    expect(writersOf(/\bwriteHeader\((?!pdu: Uint8Array, type)/)).toEqual(['src/codec/rpc/bind.ts', 'src/estate/kms-host.ts']);
    const bind = sources.find(({ path }) => path === 'src/codec/rpc/bind.ts')?.text ?? '';
    expect([...bind.matchAll(/\bwriteHeader\(([^)]*)\)/g)].map((m) => m[1])).toEqual([expect.stringMatching(/, pduType\.bind, /)]);
  });

  test('the codec cannot name a request, and the estate no response: the types that would carry an activation', () => {
    const pdu = sources.find(({ path }) => path === 'src/codec/rpc/pdu.ts')?.text ?? '';
    expect(/export const pduType = (\{.*\})/.exec(pdu)?.[1]).toBe('{ fault: 3, bind: 11, bindAck: 12, bindNak: 13 }');
    const host = sources.find(({ path }) => path === 'src/estate/kms-host.ts')?.text ?? '';
    expect([...host.matchAll(/\bwithHeader\((pduType\.\w+)/g)].map((m) => m[1]).toSorted()).toEqual(['pduType.bindAck', 'pduType.fault']);
  });

  test('only the bind of the RPC codec is used by the transports', () => {
    expect(writersOf(/\bencodeKmsBind\(/)).toEqual(['src/codec/rpc/bind.ts', 'src/transport/rpc-bind.ts']);
    for (const { text } of sources.filter(({ path }) => path.startsWith('src/transport/'))) expect(text).not.toMatch(/codec\/rpc\/pdu/);
  });

  test('nothing that KMS encrypts with is in the tree: no cipher, no key schedule', () => {
    expect(writersOf(/createCipher|createDecipher|subtle\.encrypt|\bcmac\b|aes-?128|rijndael/i)).toEqual([]);
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
    expect(hosts.length).toBeGreaterThan(2);
    expect(hosts.filter(({ host }) => host !== '{host}' && cloudOf(host) === null)).toEqual([]);
  });

  test('a key that is named in a command is a published setup key or the person’s own', () => {
    const keys = advice.flatMap(({ of, text }) => [...text.matchAll(/\/(?:ipk|inpkey|ProductKey)[: ]([^\s`"]+)/g)].map((m) => ({ of, key: m[1] ?? '' })));
    expect(keys.length).toBeGreaterThan(4);
    expect(keys.filter(({ key }) => !/^\{(?:gvlk|officeGvlk)\}$/.test(key) && !isSetupKey(key) && !/^(?:YOUR|ORGANISATION)/.test(key))).toEqual([]);
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
