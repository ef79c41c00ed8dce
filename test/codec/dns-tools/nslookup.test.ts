import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nslookupFormat } from '../../../src/codec/dns-tools/index.ts';
import type { Fragment } from '../../../src/codec/text-format.ts';
import { address, name, readWith, srv, srvAnswer } from './fixtures.ts';

const read = (text: string): Fragment | null => readWith(nslookupFormat, text);
const command = `C:\\> nslookup -type=srv ${name}`;
const server = 'Server:  dc1.contoso.test\nAddress:  10.0.0.5\n';
const block = (target: string, numbers = [0, 0, 1688]): string =>
  `${name}\tSRV service location:\n\t  priority       = ${numbers[0]}\n\t  weight         = ${numbers[1]}\n\t  port           = ${numbers[2]}\n\t  svr hostname   = ${target}\n`;
const answered = `${command}\n${server}\n${block('kms1.contoso.test')}kms1.contoso.test\tinternet address = 10.0.0.11\nkms1.contoso.test\tAAAA IPv6 address = 2001:db8::11\n`;

describe('nslookup: SRV answers', () => {
  it('a whole answer, with the addresses under it', () => {
    const fragment = read(answered);
    expect(fragment?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] })]);
    expect(fragment?.addresses).toEqual([address({ a: ['10.0.0.11'], aaaa: ['2001:db8::11'] })]);
    expect(fragment).toMatchObject({ format: 'nslookup', by: 'nslookup', line: 1, computer: null, notes: [] });
  });

  it('several answers keep their order and numbers', () => {
    const text = `${command}\n${server}\n${block('kms1.contoso.test', [0, 100, 1688])}${block('KMS2.Contoso.test.', [10, 0, 1689])}`;
    expect(read(text)?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test', { weight: 100 }), srvAnswer('KMS2.Contoso.test', { priority: 10, port: 1689 })] })]);
  });

  it('the four values on one line, on two, and after the head', () => {
    const joined = block('kms1.contoso.test').replace(/\n\t +/g, ' ');
    const two = block('kms1.contoso.test').replace('1688\n\t ', '1688');
    for (const text of [joined, two, joined.replace('location: ', 'location:\n')]) {
      expect(read(text)?.dnsSrv, `of ${text}`).toEqual([srv({ resolver: null, answers: [srvAnswer('kms1.contoso.test')] })]);
    }
  });

  it('banners in any language, or mojibake, are noise', () => {
    for (const banner of ['Serveur :   dc1.contoso.test', '服务器:  dc1.contoso.test', '╤хЁтхЁ:  dc1.contoso.test', 'Сервер:  UnKnown']) {
      const text = `${banner}\nAddress:  10.0.0.5\n\nНе заслуживающий доверия ответ:\n${block('kms1.contoso.test')}`;
      expect(read(text)?.dnsSrv, `under ${banner}`).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] })]);
    }
  });

  it('blank lines between all change nothing', () => {
    expect(read(answered.replaceAll('\n', '\r\n\r\n'))?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] })]);
  });

  it('the root as target means that the service is declined', () => {
    expect(read(`${command}\n${server}\n${block('(root)')}`)?.dnsSrv[0]?.answers[0]?.target).toBe('.');
  });

  it('its own prompt, several questions in one session', () => {
    const text = `C:\\> nslookup\nDefault Server:  dc1.contoso.test\nAddress:  10.0.0.5\n\n> set type=srv\n> ${name}\n${server}\n${block('kms1.contoso.test')}> _vlmcs._tcp.corp.example\n${server}\n*** dc1.contoso.test can't find _vlmcs._tcp.corp.example: Non-existent domain\n`;
    expect(read(text)?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] }), srv({ name: '_vlmcs._tcp.corp.example', rcode: 'NXDOMAIN' })]);
    expect(read(text.replaceAll('> ', ''))?.dnsSrv).toHaveLength(2);
  });

  it('another service’s records are kept under their own name, and said so', () => {
    const fragment = read(answered.replaceAll('_vlmcs', '_kerberos'));
    expect(fragment?.dnsSrv.map((l) => l.name)).toEqual(['_kerberos._tcp.contoso.test']);
    expect(fragment?.notes[0]?.text).toMatch(/another service/);
  });

  it('a name asked without its suffix: the answer’s own name is the whole one', () => {
    expect(read(answered.replace(`=srv ${name}`, '=all _vlmcs._tcp>kms.txt'))?.dnsSrv[0]?.name).toBe(name);
  });
});

describe('nslookup: no answer', () => {
  it.each([
    [`*** dc1.contoso.test can't find ${name}: Non-existent domain`, { rcode: 'NXDOMAIN' }],
    [`*** ${name} wurde von dc1.contoso.test nicht gefunden: Non-existent domain.`, { rcode: 'NXDOMAIN' }],
    [`*** dc1.contoso.test ne parvient pas à trouver ${name} : Non-existent domain`, { rcode: 'NXDOMAIN' }],
    [`*** dc1.contoso.test can't find ${name}: Server failed`, { rcode: 'SERVFAIL' }],
    [`*** dc1.contoso.test can't find ${name}: Query refused`, { rcode: 'REFUSED' }],
    [`*** dc1.contoso.test can't find ${name}: No response from server`, { rcode: null, outcome: 'timeout' }],
    ['DNS request timed out.\n    timeout was 2 seconds.\n*** Request to dc1.contoso.test timed-out', { rcode: null, outcome: 'timeout' }],
    ['DNS request timed out.\n    timeout was 2 seconds.\n*** 请求 dc1 超时', { rcode: null, outcome: 'timeout' }],
    [`*** No service location (SRV) records available for ${name}`, {}],
    ['contoso.test\n\tprimary name server = dc1.contoso.test\n\tresponsible mail addr = hostmaster.contoso.test\n\tserial  = 61', {}],
  ] as const)('%s', (line, but) => {
    expect(read(`${command}\n${server}\n${line}`)?.dnsSrv).toEqual([srv(but)]);
  });

  it('that the resolver’s own name is unknown is no failure', () => {
    const text = `${command}\nDNS request timed out.\n    timeout was 2 seconds.\n*** Can't find server name for address 10.0.0.5: Timed out\nServer:  UnKnown\nAddress:  10.0.0.5\n\n${block('kms1.contoso.test')}`;
    expect(read(text)?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] })]);
  });

  it('without the name asked there is no evidence, but a note', () => {
    const fragment = read(`${server}\nDNS request timed out.\n    timeout was 2 seconds.\n*** Request to dc1 timed-out`);
    expect(fragment?.dnsSrv).toEqual([]);
    expect(fragment?.notes[0]?.text).toMatch(/for which name/);
  });

  it('an answer that is cut before its target is left out, with a note', () => {
    const fragment = read(answered.slice(0, answered.indexOf('svr hostname')));
    expect(fragment?.dnsSrv).toEqual([]);
    expect(fragment?.notes[0]?.text).toMatch(/cut short/);
  });
});

describe('nslookup: addresses', () => {
  it('a name, its addresses and its alias', () => {
    const text = `C:\\> nslookup kms.contoso.test\n${server}\nName:    kms1.contoso.test\nAddresses:  2001:db8::11\n\t  10.0.0.11\n\t  10.0.0.12\nAliases:  kms.contoso.test\n`;
    expect(read(text)?.addresses).toEqual([
      address({ a: ['10.0.0.11', '10.0.0.12'], aaaa: ['2001:db8::11'] }),
      address({ name: 'kms.contoso.test', a: ['10.0.0.11', '10.0.0.12'], aaaa: ['2001:db8::11'], cnames: ['kms1.contoso.test'] }),
    ]);
  });

  it('in another language, by position', () => {
    expect(read('C:\\> nslookup kms1.contoso.test\n服务器:  dc1.contoso.test\nAddress:  10.0.0.5\n\n名称:    kms1.contoso.test\nAddress:  10.0.0.11\n')?.addresses).toEqual([address({ a: ['10.0.0.11'] })]);
  });

  it('a host name that does not exist', () => {
    expect(read(`C:\\> nslookup kms9.contoso.test\n${server}\n*** dc1.contoso.test can't find kms9.contoso.test: Non-existent domain`)?.addresses).toEqual([
      address({ name: 'kms9.contoso.test', rcode: 'NXDOMAIN' }),
    ]);
  });
});

describe('Linux tools', () => {
  it('nslookup', () => {
    const text = `$ nslookup -type=srv ${name}\nServer:\t\t10.0.0.5\nAddress:\t10.0.0.5#53\n\n${name}\tservice = 0 0 1688 kms1.contoso.test.\n`;
    expect(read(text)?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test')] })]);
  });

  it.each([
    [`** server can't find ${name}: NXDOMAIN`, { rcode: 'NXDOMAIN' }],
    [`** server can't find ${name}: SERVFAIL`, { rcode: 'SERVFAIL' }],
    [`*** Can't find ${name}: No answer`, {}],
  ])('%s', (line, but) => {
    expect(read(`$ nslookup -type=srv ${name}\nServer:\t\t10.0.0.5\nAddress:\t10.0.0.5#53\n\n${line}\n`)?.dnsSrv).toEqual([srv(but)]);
  });

  it('nslookup and dig with no resolver that answers', () => {
    expect(read(`$ nslookup -type=srv ${name}\n;; communications error to 10.0.0.5#53: timed out\n;; no servers could be reached\n`)?.dnsSrv).toEqual([srv({ resolver: null, rcode: null, outcome: 'timeout' })]);
    expect(read(`; <<>> DiG 9.18 <<>> SRV ${name}\n;; global options: +cmd\n;; connection timed out; no servers could be reached\n`)?.dnsSrv).toEqual([srv({ resolver: null, rcode: null, outcome: 'timeout' })]);
  });

  it('dig', () => {
    const text = `; <<>> DiG 9.18 <<>> SRV ${name}\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 7\n\n;; QUESTION SECTION:\n;${name}.\tIN\tSRV\n\n;; ANSWER SECTION:\n`
      + `${name}. 3600 IN SRV 0 5 1688 kms1.contoso.test.\n\n;; ADDITIONAL SECTION:\nkms1.contoso.test. 3600 IN A 10.0.0.11\n\n;; SERVER: 10.0.0.5#53(10.0.0.5) (UDP)\n`;
    const fragment = read(text);
    expect(fragment?.dnsSrv).toEqual([srv({ answers: [srvAnswer('kms1.contoso.test', { weight: 5, ttl: 3600 })] })]);
    expect(fragment?.addresses).toEqual([address({ a: ['10.0.0.11'] })]);
    const none = text.replace('NOERROR', 'NXDOMAIN').replace(/^.* 3600 IN .*\n/gm, '');
    expect(read(none)?.dnsSrv).toEqual([srv({ rcode: 'NXDOMAIN' })]);
    expect(read(none.replace('NXDOMAIN', 'NOERROR'))?.dnsSrv).toEqual([srv()]);
  });

  it('dig +short and host', () => {
    expect(read(`$ dig +short SRV ${name}\n0 0 1688 kms1.contoso.test.\n`)?.dnsSrv).toEqual([srv({ resolver: null, answers: [srvAnswer('kms1.contoso.test')] })]);
    expect(read(`$ host -t srv ${name}\n${name} has SRV record 0 0 1688 kms1.contoso.test.\n`)?.dnsSrv).toEqual([srv({ resolver: null, answers: [srvAnswer('kms1.contoso.test')] })]);
    expect(read(`$ host -t srv ${name}\nHost ${name} not found: 3(NXDOMAIN)\n`)?.dnsSrv).toEqual([srv({ resolver: null, rcode: 'NXDOMAIN' })]);
  });
});

describe('nslookup: other text', () => {
  it.each([
    'KMS machine name from DNS: kms1.contoso.test:1688\nKMS machine IP address: 10.0.0.11', 'run nslookup -type=srv to see', '   IPv4 Address. . . . . . : 10.0.0.5', 'Host name: ws-1', 'Name: Windows(R), ServerStandard edition',
  ])('%s is none of it', (text) => {
    expect(read(text)).toBeNull();
  });

  it('never throws, cut anywhere or on any text', () => {
    for (let n = 0; n < answered.length; n += 1) expect(() => read(answered.slice(0, n))).not.toThrow();
    const part = fc.constantFrom(command, 'Server:', 'Address: 10.0.0.5', `${name} SRV service location:`, 'priority = 0', 'svr hostname = a', '***', ';', 'Name: a.b', 'Aliases: c.d', '=', ':');
    fc.assert(fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
      expect(() => [read(parts.join('\n')), nslookupFormat.read(parts, 0, parts.length)]).not.toThrow();
    }), { numRuns: 500 });
  });

  it('cut anywhere, every SRV answer that is given is a whole one, but for the end of its target', () => {
    for (let n = 0; n < answered.length; n += 1) {
      const targets = read(answered.slice(0, n))?.dnsSrv.flatMap((l) => l.answers.map((a) => a.target)) ?? [];
      expect(targets.every((t) => 'kms1.contoso.test'.startsWith(t)), `cut at ${n}`).toBe(true);
    }
  });
});
