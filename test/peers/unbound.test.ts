import { expect, test } from 'vitest';
import { lookupSrv } from '../../src/transport/dns-lookups.ts';
import { describePeers, limits, peer } from './peer.ts';

const authority = peer({ script: 'bind9.sh', programs: ['named', 'dig', 'dnssec-signzone', 'tsig-keygen'], env: { PORT: '15311' } });
const unbound = peer({ script: 'unbound.sh', programs: ['unbound', 'unbound-checkconf'], env: { PORT: '15313', AUTHPORT: '15311', AUTHDIR: authority.folder } });

const ask = (zone: string, timeoutMs?: number): ReturnType<typeof lookupSrv> => lookupSrv(`_vlmcs._tcp.${zone}`, { host: '127.0.0.1', port: 15_313 }, limits(timeoutMs));

describePeers('unbound before BIND', [authority, unbound], () => {
  test('passes on what the zone says', async () => {
    expect((await ask('contoso.test')).answers.map(({ target }) => target)).toEqual(['kms1.contoso.test', 'kms2.contoso.test', 'kms3.contoso.test']);
  });

  test('answers SERVFAIL where the signatures have expired, and the records where they hold', async () => {
    expect(await ask('bogus.test')).toMatchObject({ outcome: 'answered', rcode: 'SERVFAIL', answers: [] });
    expect(await ask('secure.test')).toMatchObject({ outcome: 'answered', rcode: 'NOERROR', answers: [{ target: 'kms1.contoso.test' }] });
  });

  test('does not answer in time where its own servers are dead', async () => {
    expect(await ask('dead.test', 500)).toMatchObject({ outcome: 'timeout', rcode: null });
  });
});
