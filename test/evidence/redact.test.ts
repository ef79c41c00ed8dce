import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapStrings } from '../../src/evidence/map-strings.ts';
import { redactCase } from '../../src/evidence/redact.ts';
import type { Case } from '../../src/model/evidence.ts';
import { seen } from '../../src/model/evidence.ts';
import {
  addressLookup, attempt, caseOf, evidence, kmsClient, machine, product, relatedHost, requestEvent, rpcProbe, srv, tcpProbe,
} from '../evidence-builder.ts';

const options = { isPublicLast5: (s: string) => s === '2YT43', keepName: (n: string) => n === 'azkms.core.windows.net' };
const redact = (c: Case): Case => redactCase(c, options);

const textsOf = (c: Case): string[] => {
  const found: string[] = [];
  mapStrings(c, (text) => {
    found.push(text);
    return text;
  });
  return found;
};

/** A case that names the same machine, people and network wherever evidence can. */
const telling = caseOf(
  evidence({
    licensingProducts: [product({
      extendedPid: '03612-00206-563-100001-03-1033-20348.0000-1122026', partialProductKey: 'QQ7H2', adObjectName: 'Contoso activation object',
      description: 'Windows(R) Operating System on ws-0142, VOLUME_KMSCLIENT channel',
      kmsClient: kmsClient({ configuredHost: 'KMS1', configuredPort: 1688, discoveredHost: 'kms1.contoso.test', lookupDomain: 'emea.contoso.test' }),
    })],
    activationAttempts: [attempt({ product: 'Windows on WS-0142', code: '0xC004F074' })],
    dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'KMS2.emea.contoso.test.', ttl: 60 }] }), srv({ name: '_vlmcs._tcp.emea.contoso.test', resolver: '10.0.0.5:53' })],
    addresses: [addressLookup({ a: ['10.0.0.11', '81.2.69.160'], aaaa: ['2a02:2f00::17', 'fe80::215:5dff:fe00:1'], cnames: ['kms-old.contoso.test'] })],
    tcp: [tcpProbe({ outcome: 'unreachable', cause: 'EHOSTUNREACH 10.0.0.11:1688 - Local (10.0.0.37:50211), asked by CONTOSO\\jdoe' })],
    rpcBind: [rpcProbe({ outcome: 'not-rpc', looksLike: 'SMTP server (220 mail.fabrikam.test ESMTP, mail to jane.roe@contoso.test)', reason: 'kms1 says: C:\\Users\\jdoe\\log.txt, key ABCDE-FGHJK-MNPQR-TVWXY-QQ7H2' })],
    machine: { dnsSuffixSearchList: ['emea.contoso.test', 'contoso.test'], domain: 'contoso.test' },
  }),
  { related: [relatedHost()] },
);

describe('a redacted case', () => {
  test('holds none of the names, people, addresses, ids and keys of the plain one, anywhere', () => {
    const all = textsOf(redact(telling)).join('\n').toLowerCase();
    const secrets = [
      'contoso', 'fabrikam', 'emea', 'ws-0142', 'kms1', 'kms2', 'kms-old', 'jdoe', 'jane', 'roe', 'mail.', '10.0.0.', '81.2.69', '2a02', '215:5d',
      'qq7h2', '563-100001', '5b9e6f10', 'abcde', 'activation object',
    ];
    expect(secrets.filter((s) => all.includes(s))).toEqual([]);
  });

  test('says that it is redacted, and is masked once only', () => {
    const once = redact(telling);
    expect(once.redacted).toBe(true);
    expect(redact(once)).toEqual(once);
  });

  test('is the same each time', () => {
    expect(redact(telling)).toEqual(redact(structuredClone(telling)));
  });

  test('keeps numbers, codes, times and words of the field', () => {
    const { evidence: e } = redact(telling);
    expect(e.activationAttempts).toMatchObject({ value: [{ at: attempt().at, code: '0xC004F074', product: 'Windows on host-1' }] });
    expect(e.tcp).toMatchObject({ value: [{ outcome: 'unreachable', vantage: 'client', port: 1688 }] });
    expect(e.machine).toMatchObject({ value: { caption: 'Microsoft Windows 11 Enterprise', build: '22631', editionId: 'Enterprise' } });
    expect(e.events).toEqual(expect.objectContaining({ value: expect.arrayContaining([expect.objectContaining({ provider: 'Microsoft-Windows-Security-SPP', log: 'Application' })]) as unknown }));
  });

  test('keeps a short name the first label of its long form, whatever the letter case', () => {
    const { subject, evidence: e } = redact(caseOf());
    expect(subject).toBe('host-1.domain-1.example');
    expect(e.machine).toMatchObject({ value: { hostName: 'host-1', domain: 'domain-1.example', dnsSuffixSearchList: ['domain-1.example'] } });
    expect(e.tcp).toMatchObject({ value: [{ host: 'host-2.domain-1.example' }, { host: 'host-2.domain-1.example' }] });
  });

  test('keeps zones nested, service labels and trailing dots', () => {
    const { evidence: e } = redact(telling);
    expect(e.dnsSrv).toMatchObject({
      value: [{ name: '_vlmcs._tcp.domain-1.example', answers: [{ target: expect.stringMatching(/^host-\d+\.sub-1\.domain-1\.example\.$/) as string }] }, { name: '_vlmcs._tcp.sub-1.domain-1.example' }],
    });
  });

  test('keeps a port beside a name or an address', () => {
    const { evidence: e } = redact(telling);
    expect(e.dnsSrv).toMatchObject({ value: [{ resolver: '10.231.231.1' }, { resolver: '10.231.231.1:53' }] });
  });

  test('keeps private addresses private, global ones global, and loopback, documentation and unspecified ones as they are', () => {
    const a = ['172.16.4.4', '192.168.1.9', '169.254.3.3', '100.64.0.1', '52.1.2.3', '127.0.0.1', '192.0.2.7', '0.0.0.0', '::1', 'fd12::1', '::ffff:10.1.2.3'];
    const { evidence: e } = redact(caseOf(evidence({ addresses: [addressLookup({ a, aaaa: ['2001:db8::1'] })] })));
    expect(e.addresses).toMatchObject({
      value: [{ a: ['172.29.231.1', '192.168.231.1', '169.254.231.1', '100.77.231.1', '11.0.231.1', '127.0.0.1', '192.0.2.7', '0.0.0.0', '::1', 'fd00::1', '::ffff:10.231.231.1'], aaaa: ['2001:db8::1'] }],
    });
  });

  test('keeps two spellings of one IPv6 address equal', () => {
    const { evidence: e } = redact(caseOf(evidence({ addresses: [addressLookup({ aaaa: ['2A02::0017', '2a02:0:0::17', '2a02::18'] })] })));
    expect(e.addresses).toMatchObject({ value: [{ aaaa: ['2a00::1', '2a00::1', '2a00::2'] }] });
  });

  test('keeps names that carry the diagnosis', () => {
    const { evidence: e } = redact(caseOf(evidence({ licensingProducts: [product({ kmsClient: kmsClient({ configuredHost: 'azkms.core.windows.net' }) })] })));
    expect(e.licensingProducts).toMatchObject({ value: [{ kmsClient: { configuredHost: 'azkms.core.windows.net' } }] });
  });

  test('keeps the partial keys that Microsoft published, and equal ones equal', () => {
    const { evidence: e } = redact(caseOf(evidence({ licensingProducts: [product(), product({ partialProductKey: 'QQ7H2' }), product({ partialProductKey: 'qq7h2' })] })));
    expect(e.licensingProducts).toMatchObject({ value: [{ partialProductKey: '2YT43' }, { partialProductKey: 'Z0001' }, { partialProductKey: 'Z0001' }] });
  });

  test('keeps equal CMIDs equal and different ones different, in every machine', () => {
    const events = [requestEvent({ cmid: 'AAAAAAAA-0000-4000-8000-000000000001' }), requestEvent({ cmid: 'aaaaaaaa-0000-4000-8000-000000000001' }), requestEvent({ cmid: 'bbbbbbbb-0000-4000-8000-000000000001' })];
    const masked = redact(caseOf(evidence({ events }))).evidence.events;
    const cmids = masked.state === 'seen' ? masked.value.map((e) => e.kms?.cmid) : [];
    expect(cmids[0]).toBe(cmids[1]);
    expect(cmids[0]).not.toBe(cmids[2]);
  });

  test('keeps what is wrong with a name', () => {
    const targets = ['10.0.0.11', '10.0.0.11.contoso.test', 'kms1.contoso.test.contoso.test', 'kms1', '.', '-kms.contoso.test', `${'k'.repeat(64)}.contoso.test`];
    const { evidence: e } = redact(caseOf(evidence({ dnsSrv: targets.map((target) => srv({ answers: [{ priority: 0, weight: 0, port: 1688, target, ttl: null }] })) })));
    const found = e.dnsSrv.state === 'seen' ? e.dnsSrv.value.map((l) => l.answers[0]?.target ?? '') : [];
    expect(found.slice(0, 5)).toEqual(['10.231.231.3', '10.231.231.3.domain-1.example', 'host-2.domain-1.example.domain-1.example', 'host-2', '.']);
    expect(found[5]).toMatch(/^-host-\d+\.domain-1\.example$/);
    expect(found[6]?.split('.')[0]).toHaveLength(64);
  });

  test('keeps a host that is called after what it does, in sentences that say what it does', () => {
    const { evidence: e } = redact(caseOf(evidence({
      tcp: [tcpProbe({ host: 'kms.contoso.test', cause: 'the KMS host kms.contoso.test did not answer' })],
      licensingProducts: [product({ name: 'Windows(R), Enterprise edition' })],
      machine: { hostName: 'ENTERPRISE' },
    })));
    expect(e.tcp).toMatchObject({ value: [{ cause: expect.stringMatching(/^the KMS host host-\d+\.domain-1\.example did not answer$/) as string }] });
    expect(e.licensingProducts).toMatchObject({ value: [{ name: 'Windows(R), Enterprise edition' }] });
  });

  test('masks a machine in the name of the file that it was read from', () => {
    const c = caseOf({ subject: 'ws-0142-dlv.txt', evidence: evidence() });
    expect(redact(c).subject).toBe('host-1-dlv.txt');
    expect(redact({ ...c, subject: 'pasted text' }).subject).toBe('pasted text');
  });

  test('leaves system files, versions, paths and name spaces of sentences alone', () => {
    const cause = 'slmgr.vbs 10.0.22631.4169 in C:\\Windows\\System32 threw System.Net.Sockets.SocketException (HKLM\\SOFTWARE\\Microsoft), OpenSSH_9.2p1, NT AUTHORITY\\SYSTEM, 12:30:45';
    expect(redact(caseOf(evidence({ tcp: [tcpProbe({ cause })] }))).evidence.tcp).toMatchObject({ value: [{ cause }] });
  });

  test('masks hosts and accounts that only a sentence names', () => {
    const cause = 'proxy.fabrikam.test refused FABRIKAM\\svc_kms at \\\\FS01\\share; FABRIKAM again, svc_kms again';
    const masked = redact(caseOf(evidence({ tcp: [tcpProbe({ cause })] }))).evidence.tcp;
    expect(masked.state === 'seen' && masked.value[0]?.cause).not.toMatch(/fabrikam|svc_kms|fs01|proxy/i);
  });

  test('masks texts of members that it does not know', () => {
    const plain = caseOf();
    const known = plain.evidence.service.state === 'seen' ? plain.evidence.service.value : null;
    const service = seen({ ...known, oemNote: 'built for ws-0142.contoso.test' } as never, { by: 'cim on WS-0142', vantage: 'client', at: null, tookMs: null });
    expect(JSON.stringify(redact({ ...plain, evidence: { ...plain.evidence, service } }).evidence.service)).not.toMatch(/ws-0142|contoso/i);
  });

  test('whatever stands where names stand, nothing is thrown and equal stays equal', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.string({ unit: 'grapheme' }), fc.constantFrom('a..b', '.', '', '_x', 'A.B', 'a.b', '[::1]:80', 'x:99999'))), (names) => {
      const c = caseOf(evidence({ tcp: names.flatMap((host) => [tcpProbe({ host, cause: host }), tcpProbe({ host })]), machine: machine({ dnsSuffixSearchList: names }) }));
      const masked = redact(c).evidence.tcp;
      const value = masked.state === 'seen' ? masked.value : [];
      for (let i = 0; i + 1 < value.length; i += 2) expect(value[i]?.host).toBe(value[i + 1]?.host);
    }));
  });

  test('different names stay different', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.domain(), { selector: (d) => d.toLowerCase() }), (names) => {
      const masked = redact(caseOf(evidence({ tcp: names.map((host) => tcpProbe({ host })) }))).evidence.tcp;
      const hosts = masked.state === 'seen' ? masked.value.map((t) => t.host) : [];
      expect(new Set(hosts).size).toBe(names.length);
    }));
  });

  test('long hostile texts are redacted to their end', () => {
    const cause = ['a.'.repeat(200_000), 'a@'.repeat(100_000), `${'x\\'.repeat(100_000)}`, ':'.repeat(200_000), '1.'.repeat(100_000), 'k'.repeat(300_000)].join(' ');
    expect(redact(caseOf(evidence({ tcp: [tcpProbe({ cause, host: cause })] }))).redacted).toBe(true);
  });
});
