import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { ResourceRecord } from '../../src/codec/dns/record.ts';
import { startReferenceDns } from '../../src/estate/dns/listener.ts';
import type { DnsListener } from '../../src/estate/dns/listener.ts';
import { ReferenceDns } from '../../src/estate/dns/reference-dns.ts';
import { Zone } from '../../src/estate/dns/zone.ts';
import { describePeers, peer } from './peer.ts';

/** The reference DNS runs in this process, so that other people's tools are waited for without blocking it. */
const port = 15_361;
const bindPort = 15_362;
const unboundPort = 15_363;

const ttl = 300;
const srv = (owner: string, target: string, weight = 0): ResourceRecord => ({ type: 'SRV', owner, ttl, priority: 0, weight, port: 1688, target });
const a = (owner: string, address: string): ResourceRecord => ({ type: 'A', owner, ttl, address });

const recordsOf = (zone: string): ResourceRecord[] => [
  a(`ns1.${zone}`, '127.0.0.1'), a(`kms1.${zone}`, '10.0.0.1'), srv(`_vlmcs._tcp.${zone}`, `kms1.${zone}`),
  { type: 'CNAME', owner: `alias.${zone}`, ttl, target: `kms1.${zone}` }, { type: 'CNAME', owner: `_vlmcs._tcp.alias.${zone}`, ttl, target: `_vlmcs._tcp.${zone}` },
  srv(`*.wild.${zone}`, `kms1.${zone}`), { type: 'TXT', owner: `text.${zone}`, ttl, texts: ['two words', '\u00ff'] },
  { type: 'AAAA', owner: `kms1.${zone}`, ttl, address: 'fd00::1' }, srv(`_vlmcs._tcp.odd.${zone}`, `kms\\032one.${zone}`),
  ...Array.from({ length: 300 }, (_, n) => srv(`_vlmcs._tcp.many.${zone}`, `kms-${n}.${zone}`, n)),
];

const corp = new Zone({ name: 'corp.example', records: recordsOf('corp.example'), updates: 'open' });
const server = new ReferenceDns({
  zones: [
    corp, new Zone({ name: 'fwd.example', records: recordsOf('fwd.example') }), new Zone({ name: 'closed.example' }),
    new Zone({ name: 'secure.example', updates: 'secure' }), new Zone({ name: 'dyn.example', updates: 'open' }),
  ],
});

type Run = { code: number; output: string };

/** A program's exit code and all that it wrote. */
function run(program: string, args: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { timeout: 20_000, env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : 1, output: stdout + stderr });
    });
    child.stdin?.end(input);
  });
}
const dig = async (...args: string[]): Promise<string> => (await run('dig', ['@127.0.0.1', '-p', String(port), '+norecurse', '+time=3', '+tries=1', ...args])).output;
const digAt = async (at: number, ...args: string[]): Promise<string> => (await run('dig', ['@127.0.0.1', '-p', String(at), '+time=5', '+tries=1', ...args])).output;
const kdig = async (...args: string[]): Promise<string> => (await run('kdig', ['@127.0.0.1', '-p', String(port), '+norecurse', '+timeout=3', '+retry=0', ...args])).output;
const nsupdate = (zone: string, ...lines: string[]): Promise<Run> => run('nsupdate', [], [`server 127.0.0.1 ${port}`, `zone ${zone}`, ...lines, 'send', ''].join('\n'));

/** What dig and kdig write about a message that is not in order. */
const complaint = /WARNING|malformed|bad packet|extra bytes|FORMERR|trailing|mismatch/i;
const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const bind = peer({
  script: 'estate-bind.sh', programs: ['named', 'named-checkconf', 'dig', 'nsupdate', 'kdig'], needs: ['dnspython'], env: { PORT: String(bindPort), AUTHPORT: String(port) },
});
const unbound = peer({ script: 'estate-unbound.sh', programs: ['unbound', 'unbound-checkconf', 'dig'], env: { PORT: String(unboundPort), AUTHPORT: String(port) } });

describe('the reference DNS', () => {
  let listener: DnsListener;
  beforeAll(async () => {
    listener = await startReferenceDns(server, { port });
  });
  afterAll(() => listener.stop());

  describePeers('with dig, kdig, nsupdate, dnspython and BIND', [bind], () => {
    test('gives dig its records with the addresses of the target, and no reason to complain', async () => {
      const output = await dig('_vlmcs._tcp.corp.example', 'SRV');
      expect(output).toMatch(/status: NOERROR/);
      expect(output).toMatch(/flags: qr aa; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 3/);
      expect(output).toMatch(/_vlmcs\._tcp\.corp\.example\.\s+300\s+IN\s+SRV\s+0 0 1688 kms1\.corp\.example\./);
      expect(output).toMatch(/kms1\.corp\.example\.\s+300\s+IN\s+AAAA\s+fd00::1/);
      expect(output).not.toMatch(complaint);
    });

    test.each([
      [['alias.corp.example', 'A'], ['kms1.corp.example.', '10.0.0.1']],
      [['_vlmcs._tcp.alias.corp.example', 'SRV'], ['_vlmcs._tcp.corp.example.', '0 0 1688 kms1.corp.example.']],
      [['x.y.wild.corp.example', 'SRV'], ['0 0 1688 kms1.corp.example.']],
      [['text.corp.example', 'TXT'], ['"two words" "\\255"']],
      [['_vlmcs._tcp.odd.corp.example', 'SRV'], ['0 0 1688 kms\\032one.corp.example.']],
      [['_VLMCS._tcp.CORP.example', 'SRV', '+noedns'], ['0 0 1688 kms1.corp.example.']],
      [['_vlmcs._tcp.corp.example', 'SRV', '+tcp'], ['0 0 1688 kms1.corp.example.']],
      [['corp.example', 'NS'], ['ns1.corp.example.']],
    ])('answers dig %j with %j', async (args, lines) => {
      expect(linesOf(await dig('+short', ...args))).toEqual(lines);
    });

    test.each([
      [['gone.corp.example', 'A'], 'NXDOMAIN', /SOA\s+ns1\.corp\.example\. hostmaster\.corp\.example\. /],
      [['_tcp.corp.example', 'SRV'], 'NOERROR', /ANSWER: 0, AUTHORITY: 1/],
      [['contoso.test', 'A'], 'REFUSED', /ANSWER: 0/],
      [['corp.example', 'SOA', '+edns=1', '+noednsneg'], 'BADVERS', /EDNS: version: 0/],
      [['version.bind', 'TXT', 'CH'], 'REFUSED', /ANSWER: 0/],
      [['corp.example', 'SOA', '+opcode=notify'], 'NOTIMP', /opcode: NOTIFY/],
      [['corp.example', 'ANY', '+notcp'], 'NOERROR', /ANSWER: 1,/],
    ] as const)('answers dig %j with %s', async (args, status, more) => {
      const output = await dig(...args);
      expect(output).toMatch(new RegExp(`status: ${status}`));
      expect(output).toMatch(more);
    });

    test('makes dig come again by TCP for what does not fit', async () => {
      const output = await dig('_vlmcs._tcp.many.corp.example', 'SRV', '+bufsize=512');
      expect(output).toMatch(/Truncated, retrying in TCP mode/);
      expect(output).toMatch(/ANSWER: 300,/);
      expect(await dig('_vlmcs._tcp.many.corp.example', 'SRV', '+ignore')).toMatch(/flags: qr aa tc;/);
    });

    test('gives dig and kdig the whole zone', async () => {
      const count = [...corp.records()].length + 1;
      expect(await dig('corp.example', 'AXFR')).toMatch(new RegExp(`XFR size: ${count} records`));
      const output = await kdig('corp.example', 'AXFR');
      expect(output).toMatch(new RegExp(`Received \\d+ B \\(\\d+ messages?, ${count} records\\)`));
      expect(output).not.toMatch(complaint);
    });

    test('answers kdig by UDP and TCP, with and without EDNS', async () => {
      for (const more of [['+notcp'], ['+tcp'], ['+noedns'], ['+bufsize=1232', '+dnssec']]) {
        const output = await kdig('_vlmcs._tcp.corp.example', 'SRV', ...more);
        expect(output).toMatch(/status: NOERROR/);
        expect(output).toMatch(/SRV\s+0 0 1688 kms1\.corp\.example\./);
        expect(output).not.toMatch(complaint);
      }
      expect(await kdig('_vlmcs._tcp.many.corp.example', 'SRV')).toMatch(/ANSWER: 300;/);
    });

    test('takes additions and deletions from nsupdate', async () => {
      const before = corp.serial;
      expect(await nsupdate('corp.example', 'update add new.corp.example 60 A 10.0.0.7', 'update add _vlmcs._tcp.new.corp.example 60 SRV 1 2 1688 new.corp.example.')).toEqual({ code: 0, output: '' });
      expect([corp.get('new.corp.example', 'A'), corp.get('_vlmcs._tcp.new.corp.example', 'SRV'), corp.serial]).toMatchObject([[{ address: '10.0.0.7', ttl: 60 }], [{ priority: 1, weight: 2, target: 'new.corp.example' }], before + 1]);
      await nsupdate('corp.example', 'update delete new.corp.example A 10.0.0.8');
      expect(corp.get('new.corp.example', 'A')).toHaveLength(1);
      await nsupdate('corp.example', 'update delete new.corp.example', 'update delete _vlmcs._tcp.new.corp.example SRV');
      expect([corp.get('new.corp.example', 'A'), corp.get('_vlmcs._tcp.new.corp.example', 'SRV')]).toEqual([[], []]);
    });

    test.each([
      ['corp.example', 'prereq nxdomain kms1.corp.example', 'YXDOMAIN'],
      ['corp.example', 'prereq yxdomain gone.corp.example', 'NXDOMAIN'],
      ['corp.example', 'prereq nxrrset kms1.corp.example A', 'YXRRSET'],
      ['corp.example', 'prereq yxrrset kms1.corp.example SRV', 'NXRRSET'],
      ['corp.example', 'prereq yxrrset kms1.corp.example A 10.0.0.2', 'NXRRSET'],
      ['closed.example', '', 'REFUSED'],
      ['secure.example', '', 'REFUSED'],
      ['elsewhere.example', '', 'NOTAUTH'],
    ])('tells nsupdate of an update of %s with "%s" that it is %s', async (zone, prerequisite, rcode) => {
      const result = await nsupdate(zone, ...(prerequisite === '' ? [] : [prerequisite]), `update add never.${zone} 60 A 10.0.0.7`);
      expect(result.output).toContain(`update failed: ${rcode}`);
      expect(corp.get('never.corp.example', 'A')).toEqual([]);
    });

    test('lets nsupdate pass where prerequisites hold', async () => {
      const held = ['prereq yxdomain kms1.corp.example', 'prereq nxdomain gone.corp.example', 'prereq yxrrset kms1.corp.example A', 'prereq nxrrset kms1.corp.example SRV', 'prereq yxrrset kms1.corp.example A 10.0.0.1'];
      expect(await nsupdate('corp.example', ...held, 'update add passed.corp.example 60 A 10.0.0.7')).toEqual({ code: 0, output: '' });
      expect(corp.remove('passed.corp.example')).toBe(1);
    });

    test('knows no key: a signed update fails', async () => {
      const result = await run('nsupdate', ['-y', 'hmac-sha256:kms-update:c2VjcmV0'], `server 127.0.0.1 ${port}\nzone corp.example\nupdate add never.corp.example 60 A 10.0.0.7\nsend\n`);
      expect([result.code, corp.get('never.corp.example', 'A')]).toEqual([1, []]);
    });

    test('agrees with dnspython on every kind of prerequisite, on deletions, transfers and EDNS', async () => {
      const { output } = await run('/usr/bin/python3', [fileURLToPath(new URL('lab/estate-dnspython.py', import.meta.url)), String(port)]);
      expect(output).toMatch(/^\{/);
      expect(JSON.parse(output)).toEqual({
        prerequisites: ['NOERROR', 'YXDOMAIN', 'NOERROR', 'NXDOMAIN', 'NOERROR', 'NXRRSET', 'NOERROR', 'YXRRSET', 'NOERROR', 'NXRRSET'],
        added: ['0 5 1688 kms1.dyn.example.', '0 5 1689 kms2.dyn.example.'],
        text: ['"one" "two\\255"'],
        deletes: ['NOERROR', 'NOERROR', 'NOERROR', 'NOERROR'],
        zone: ['@ NS', '@ SOA', '_vlmcs._tcp SRV', 'kms1 A'],
        edns: [0, 1232, true],
      });
    });

    test('has BIND as its secondary, which transfers the zone and answers from it, and takes what changes', async () => {
      await vi.waitFor(async () => expect(await digAt(bindPort, '+short', '_vlmcs._tcp.corp.example', 'SRV')).toBe('0 0 1688 kms1.corp.example.\n'), { timeout: 15_000 });
      expect(await digAt(bindPort, '_vlmcs._tcp.many.corp.example', 'SRV', '+tcp')).toMatch(/flags: qr aa rd.*ANSWER: 300,/);
      expect(linesOf(await digAt(bindPort, '+short', 'text.corp.example', 'TXT'))).toEqual(['"two words" "\\255"']);
      corp.add(a('later.corp.example', '10.0.0.42'));
      await vi.waitFor(async () => expect(await digAt(bindPort, '+short', 'later.corp.example', 'A')).toBe('10.0.0.42\n'), { timeout: 15_000, interval: 200 });
    }, 40_000);

    test('has BIND as a resolver before it, which keeps its answers and its "no such name"', async () => {
      expect(await digAt(bindPort, '+short', '_vlmcs._tcp.fwd.example', 'SRV')).toBe('0 0 1688 kms1.fwd.example.\n');
      expect(linesOf(await digAt(bindPort, '+short', 'alias.fwd.example', 'A'))).toEqual(['kms1.fwd.example.', '10.0.0.1']);
      expect(await digAt(bindPort, '_vlmcs._tcp.many.fwd.example', 'SRV', '+tcp')).toMatch(/ANSWER: 300,/);
      expect(await digAt(bindPort, 'gone.fwd.example', 'A')).toMatch(/status: NXDOMAIN/);
      expect(await digAt(bindPort, '_tcp.fwd.example', 'SRV')).toMatch(/status: NOERROR.*[^]*ANSWER: 0, AUTHORITY: 1/);
      const asked = vi.spyOn(server, 'resolve');
      expect(await digAt(bindPort, 'gone.fwd.example', 'A')).toMatch(/status: NXDOMAIN/);
      expect(await digAt(bindPort, '+short', '_vlmcs._tcp.fwd.example', 'SRV')).toBe('0 0 1688 kms1.fwd.example.\n');
      // The secondary beside it looks after its own zone each second.
      expect(asked.mock.calls.filter(([name]) => name.endsWith('fwd.example'))).toEqual([]);
    }, 40_000);

    test('makes BIND say SERVFAIL where it answers with noise or a code', async () => {
      server.faults.rcode = 'REFUSED';
      expect(await digAt(bindPort, 'refused.fwd.example', 'A')).toMatch(/status: SERVFAIL/);
      server.faults.rcode = null;
      server.faults.garbled = true;
      expect(await digAt(bindPort, 'noise.fwd.example', 'A', '+time=15')).toMatch(/status: SERVFAIL/);
      server.faults.garbled = false;
      expect(await digAt(bindPort, 'text.fwd.example', 'TXT')).toMatch(/status: NOERROR/);
    }, 40_000);
  });

  describePeers('with unbound before it', [unbound], () => {
    test('is asked step by step, and its answers are passed on', async () => {
      expect(await digAt(unboundPort, '+short', '_vlmcs._tcp.corp.example', 'SRV')).toBe('0 0 1688 kms1.corp.example.\n');
      expect(linesOf(await digAt(unboundPort, '+short', '_vlmcs._tcp.alias.corp.example', 'SRV'))).toEqual(['_vlmcs._tcp.corp.example.', '0 0 1688 kms1.corp.example.']);
      expect(await digAt(unboundPort, '_vlmcs._tcp.many.corp.example', 'SRV', '+tcp')).toMatch(/ANSWER: 300,/);
      expect(await digAt(unboundPort, 'gone.corp.example', 'A')).toMatch(/status: NXDOMAIN/);
    }, 40_000);
  });
});
