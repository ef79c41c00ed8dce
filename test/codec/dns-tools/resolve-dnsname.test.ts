import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveDnsNameFormat } from '../../../src/codec/dns-tools/index.ts';
import type { Fragment } from '../../../src/codec/text-format.ts';
import { address, name, readWith, srv, srvAnswer } from './fixtures.ts';

const read = (text: string): Fragment | null => readWith(resolveDnsNameFormat, text);
const command = `PS C:\\> Resolve-DnsName -Type SRV ${name}`;
const head = 'Name                                     Type   TTL   Section    NameTarget                     Priority Weight Port\n----                                     ----   ---   -------    ----------                     -------- ------ ----';
const row = (shown: string, target: string): string => `${shown}                 SRV    3600  Answer     ${target}              0        5      1688`;
const additional = '\nName       : kms1.contoso.test\nQueryType  : A\nTTL        : 1200\nSection    : Additional\nIP4Address : 10.0.0.11\n\nName       : kms1.contoso.test\nQueryType  : AAAA\nTTL        : 1200\nSection    : Additional\nIP6Address : 2001:db8::11\n';
const lookup = srv({ resolver: null, answers: [srvAnswer('kms1.contoso.test', { weight: 5, ttl: 3600 })] });
const host = address({ resolver: null, a: ['10.0.0.11'], aaaa: ['2001:db8::11'] });

describe('Resolve-DnsName', () => {
  it('a table, and the lists under it', () => {
    const fragment = read(`${command}\n\n${head}\n${row(name, 'kms1.contoso.test')}\n${additional}`);
    expect(fragment?.dnsSrv).toEqual([lookup]);
    expect(fragment?.addresses).toEqual([host]);
    expect(fragment).toMatchObject({ format: 'resolve-dnsname', by: 'Resolve-DnsName', line: 1, notes: [] });
  });

  it('a table whose alignment is lost', () => {
    expect(read(`${head}\n${row(name, 'kms1.contoso.test')}`.replace(/ {2,}/g, ' '))?.dnsSrv).toEqual([lookup]);
  });

  it('the resolver asked, as it was typed', () => {
    expect(read(`${command} -Server 10.0.0.5\n\n${head}\n${row(name, 'kms1.contoso.test')}`)?.dnsSrv[0]?.resolver).toBe('10.0.0.5');
  });

  it('a list', () => {
    const list = `Name       : ${name}\nType       : SRV\nTTL        : 3600\nDataLength : 24\nSection    : Answer\nNameTarget : kms1.contoso.test\nPriority   : 0\nWeight     : 5\nPort       : 1688\n`;
    expect(read(`${list}${additional}`)?.dnsSrv).toEqual([lookup]);
    expect(read(`${list}${list.replaceAll('kms1', 'kms2')}`)?.dnsSrv[0]?.answers.map((a) => a.target)).toEqual(['kms1.contoso.test', 'kms2.contoso.test']);
  });

  it('JSON, its types as numbers', () => {
    const records = [
      { Name: name, Type: 33, TTL: 3600, Section: 1, NameTarget: 'kms1.contoso.test', Priority: 0, Weight: 5, Port: 1688, CharacterSet: 1 },
      { Name: 'kms1.contoso.test', Type: 1, TTL: 1200, Section: 3, IP4Address: '10.0.0.11' }, { Name: 'kms1.contoso.test', Type: 28, TTL: 1200, Section: 3, IP6Address: '2001:db8::11' },
    ];
    for (const text of [JSON.stringify(records, null, 4), JSON.stringify(records)]) {
      expect(read(text)?.dnsSrv).toEqual([lookup]);
      expect(read(text)?.addresses).toEqual([host]);
    }
  });

  it('an alias and its target', () => {
    const text = 'PS C:\\> Resolve-DnsName kms.contoso.test\n\nName                           Type   TTL   Section    NameHost\n----                           ----   ---   -------    --------\nkms.contoso.test               CNAME  600   Answer     kms1.contoso.test\n\nName       : kms1.contoso.test\nQueryType  : A\nTTL        : 600\nSection    : Answer\nIP4Address : 10.0.0.11\n';
    expect(read(text)?.addresses).toEqual([
      address({ name: 'kms.contoso.test', resolver: null, a: ['10.0.0.11'], cnames: ['kms1.contoso.test'] }), address({ resolver: null, a: ['10.0.0.11'] }),
    ]);
  });

  it('an SOA in place of an answer: the name has no such record', () => {
    const text = `${command}\n\nName                        Type TTL   Section    PrimaryServer               NameAdministrator           SerialNumber\n----                        ---- ---   -------    -------------               -----------------           ------------\ncontoso.test                SOA  3600  Authority  dc1.contoso.test            hostmaster.contoso.test     61\n`;
    expect(read(text)?.dnsSrv).toEqual([srv({ resolver: null })]);
  });
});

describe('Resolve-DnsName: cut columns', () => {
  it('a cut target is not guessed', () => {
    for (const dots of ['…', '...']) {
      const fragment = read(`${command}\n\n${head}\n${row(name, `kms1.con${dots}`)}`);
      expect(fragment?.dnsSrv).toEqual([]);
      expect(fragment?.notes[0]?.text).toMatch(/cut/);
    }
  });

  it('a cut name that begins as the name asked is that one; any other names nothing', () => {
    expect(read(`${command}\n\n${head}\n${row('_vlmcs._tcp.con…', 'kms1.contoso.test')}`)?.dnsSrv).toEqual([lookup]);
    expect(read(`${head}\n${row('_vlmcs._tcp.con…', 'kms1.contoso.test')}`)?.dnsSrv).toEqual([]);
  });

  it('a row that lacks columns is left out, with a note', () => {
    const fragment = read(`${command}\n\n${head}\n${name}   SRV    3600  Answer     kms1.contoso.test`);
    expect(fragment?.dnsSrv).toEqual([]);
    expect(fragment?.notes[0]?.text).toMatch(/does not fit/);
  });
});

const error = (message: string, id: string): string => [
  `Resolve-DnsName : ${name} : ${message}`, 'At line:1 char:1', `+ Resolve-DnsName -Type SRV ${name}`, '+ ~~~~~~~~~~~~~~~~~',
  `    + CategoryInfo          : ResourceUnavailable: (${name}:String) [Resolve-DnsName], Win32Exception`, `    + FullyQualifiedErrorId : ${id},Microsoft.DnsClient.Commands.ResolveDnsName`, ' ',
].join('\n');

describe('Resolve-DnsName: errors', () => {
  const cases = [
    ['DNS name does not exist', 'DNS_ERROR_RCODE_NAME_ERROR', { rcode: 'NXDOMAIN' }],
    ['DNS server failure', 'DNS_ERROR_RCODE_SERVER_FAILURE', { rcode: 'SERVFAIL' }],
    ['DNS operation refused', 'DNS_ERROR_RCODE_REFUSED', { rcode: 'REFUSED' }],
    ['This operation returned because the timeout period expired', 'ERROR_TIMEOUT', { rcode: null, outcome: 'timeout' }],
    ['No records found for given DNS query', 'DNS_INFO_NO_RECORDS', {}],
    ['Bad DNS packet', 'DNS_ERROR_BAD_PACKET', { rcode: null, outcome: 'malformed' }],
  ] as const;

  it.each(cases)('%s', (message, id, but) => {
    const expected = [srv({ resolver: null, ...but })];
    expect(read(`${command}\n${error(message, id)}`)?.dnsSrv).toEqual(expected);
    expect(read(error('Ein anderer Satz.', id))?.dnsSrv).toEqual(expected);
    expect(read(`Resolve-DnsName : ${name} : ${message}`)?.dnsSrv).toEqual(expected);
  });

  it('wrapped by the console, with blank lines between all, or in the short form of PowerShell 7', () => {
    const expected = [srv({ resolver: null, rcode: 'NXDOMAIN' })];
    const text = error('DNS name does not exist', 'DNS_ERROR_RCODE_NAME_ERROR');
    expect(read(text.split('\n').flatMap((l) => l.match(/.{1,80}/g) ?? ['']).join('\n'))?.dnsSrv).toEqual(expected);
    expect(read(text.replaceAll('\n', '\n\n'))?.dnsSrv).toEqual(expected);
    expect(read(`Resolve-DnsName: ${name} : DNS name does not exist.`)?.dnsSrv).toEqual(expected);
  });

  it('several, one after another, with an answer between them', () => {
    const text = `${command}\n${error('x', 'ERROR_TIMEOUT')}\n${command}\n\n${head}\n${row(name, 'kms1.contoso.test')}\n\n${command}\n${error('x', 'DNS_ERROR_RCODE_NAME_ERROR')}`;
    expect(read(text)?.dnsSrv.map((l) => [l.rcode, l.outcome, l.answers.length])).toEqual([[null, 'timeout', 0], ['NOERROR', 'answered', 1], ['NXDOMAIN', 'answered', 0]]);
  });

  it('an error that is not known is a note, not evidence', () => {
    const fragment = read(error('etwas anderes', 'SOMETHING_ELSE'));
    expect(fragment?.dnsSrv).toEqual([]);
    expect(fragment?.notes).toHaveLength(1);
  });
});

describe('Resolve-DnsName: other text', () => {
  it.each(['Name : Windows(R), Professional edition\nDescription : x', '{ "Name": "x", "Type": 33 }', 'Use Resolve-DnsName to look.'])('%s is none of it', (text) => {
    expect(read(text)).toBeNull();
  });

  it('never throws, cut anywhere or on any text', () => {
    const whole = `${command}\n\n${head}\n${row(name, 'kms1.contoso.test')}\n${additional}\n${error('x', 'ERROR_TIMEOUT')}`;
    for (let n = 0; n < whole.length; n += 1) expect(() => read(whole.slice(0, n))).not.toThrow();
    const part = fc.constantFrom(command, head, 'Name : a', 'Section : b', 'TTL : 1', 'Resolve-DnsName : x : y', '{"NameTarget":', '[', 'FullyQualifiedErrorId');
    fc.assert(fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
      expect(() => [read(parts.join('\n')), resolveDnsNameFormat.read(parts, 0, parts.length)]).not.toThrow();
    }), { numRuns: 500 });
  });
});
