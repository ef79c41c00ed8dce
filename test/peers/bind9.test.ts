import { expect, test } from 'vitest';
import type { SrvAnswer } from '../../src/model/evidence.ts';
import { lookupAddresses, lookupSrv } from '../../src/transport/dns-lookups.ts';
import { describePeers, hasIpv6Loopback, limits, peer } from './peer.ts';

const port = 15_301;
const resolver = { host: '127.0.0.1', port };
const bind = peer({ script: 'bind9.sh', programs: ['named', 'dig', 'dnssec-signzone', 'tsig-keygen'], env: { PORT: String(port) } });

const ask = (zone: string): ReturnType<typeof lookupSrv> => lookupSrv(`_vlmcs._tcp.${zone}`, resolver, limits());
const addresses = (name: string): ReturnType<typeof lookupAddresses> => lookupAddresses(name, resolver, limits());
const srv = (target: string, more: Partial<SrvAnswer> = {}): SrvAnswer => ({ priority: 0, weight: 0, port: 1688, target, ttl: 300, ...more });

describePeers('BIND', [bind], () => {
  test('gives the records by priority and weight', async () => {
    expect(await ask('contoso.test')).toMatchObject({
      rcode: 'NOERROR', outcome: 'answered', truncatedThenTcp: false,
      answers: [srv('kms1.contoso.test', { weight: 60, ttl: 3600 }), srv('kms2.contoso.test', { weight: 40, ttl: 3600 }), srv('kms3.contoso.test', { priority: 10, ttl: 3600 })],
    });
  });

  test.each([
    ['dangling', [srv('gone.contoso.test')]],
    ['dangling2', [srv('kms1.nosuchzone.example')]],
    ['cname', [srv('kmsalias.contoso.test')]],
    ['cnamegone', [srv('kmsaliasgone.contoso.test')]],
    ['cnameloop', [srv('loop1.contoso.test')]],
    ['rootdot', [srv('.', { port: 0 })]],
    ['port0', [srv('kms1.contoso.test', { port: 0 })]],
    ['altport', [srv('kms1.contoso.test', { port: 11_688 })]],
    ['ttl0', [srv('kms1.contoso.test', { ttl: 0 })]],
    ['iptext', [srv('127.0.10.1')]],
    ['v6only', [srv('kmsv6.contoso.test')]],
    ['odd', [srv('kms\\032one.contoso.test')]],
    ['UPPER', [srv('KMS1.CONTOSO.TEST')]],
    ['nodata', []],
    ['anything.wild', [srv('kms1.contoso.test')]],
    ['lame', []],
  ])('the case "%s" gives its own records', async (zone, answers) => {
    expect(await ask(`${zone}.contoso.test`)).toMatchObject({ rcode: 'NOERROR', outcome: 'answered', answers });
  });

  test('an alias of the record itself is followed', async () => {
    expect((await ask('owneralias.contoso.test')).answers.map(({ target }) => target)).toEqual(['kms1.contoso.test', 'kms2.contoso.test', 'kms3.contoso.test']);
  });

  test.each([
    ['nosuch.contoso.test', 'NXDOMAIN'], ['udponly.contoso.test', 'NXDOMAIN'], ['servfail.test', 'SERVFAIL'], ['expired.test', 'SERVFAIL'], ['nozone.example', 'REFUSED'],
  ])('a lookup in %s is answered with %s', async (zone, rcode) => {
    expect(await ask(zone)).toMatchObject({ outcome: 'answered', rcode, answers: [] });
  });

  test.each([['big512', 15, false], ['big4096', 120, true], ['huge', 1000, true]])('%s has %i records, over TCP: %s', async (zone, count, truncatedThenTcp) => {
    const lookup = await ask(`${zone}.contoso.test`);
    expect(lookup).toMatchObject({ outcome: 'answered', rcode: 'NOERROR', truncatedThenTcp });
    expect(new Set(lookup.answers.map(({ target }) => target)).size).toBe(count);
  });

  test.each([
    ['kms1', { rcode: 'NOERROR', a: ['127.0.10.1'], aaaa: ['::1'], cnames: [] }],
    ['kmsv6', { rcode: 'NOERROR', a: [], aaaa: ['::1'], cnames: [] }],
    ['kmsalias', { rcode: 'NOERROR', a: ['127.0.10.1'], aaaa: ['::1'], cnames: ['kms1.contoso.test'] }],
    ['kmsaliasgone', { rcode: 'NXDOMAIN', a: [], aaaa: [], cnames: ['gone.contoso.test'] }],
    ['loop1', { a: [], aaaa: [], cnames: ['loop2.contoso.test', 'loop1.contoso.test'] }],
    ['gone', { rcode: 'NXDOMAIN', a: [], aaaa: [], cnames: [] }],
    ['kms\\032one', { rcode: 'NOERROR', a: ['127.0.10.9'], aaaa: [], cnames: [] }],
  ])('the addresses of %s are what the zone says', async (host, expected) => {
    expect(await addresses(`${host}.contoso.test`)).toMatchObject({ outcome: 'answered', ...expected });
  });

  test('several addresses of one host all come', async () => {
    expect([...(await addresses('kms3.contoso.test')).a].sort()).toEqual(['127.0.10.3', '127.0.10.33']);
  });

  test.skipIf(!hasIpv6Loopback)('a resolver is reached over IPv6, and may answer differently there', async () => {
    const lookup = await lookupSrv('_vlmcs._tcp.contoso.test', { host: '::1', port }, limits());
    expect(lookup).toMatchObject({ resolver: `[::1]:${port}`, answers: [srv('kms-ext.contoso.test')] });
  });

  test('a port beside it is refused', async () => {
    expect(await lookupSrv('_vlmcs._tcp.contoso.test', { host: '127.0.0.1', port: port + 7 }, limits())).toMatchObject({ outcome: 'refused', rcode: null });
  });
});
