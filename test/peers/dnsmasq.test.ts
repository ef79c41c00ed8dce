import { expect, test } from 'vitest';
import { lookupSrv } from '../../src/transport/dns-lookups.ts';
import { describePeers, limits, peer } from './peer.ts';

const dnsmasq = peer({ script: 'dnsmasq.sh', programs: ['dnsmasq', 'dig'], env: { PORT: '15302' } });
const ask = (zone: string): ReturnType<typeof lookupSrv> => lookupSrv(`_vlmcs._tcp.${zone}`, { host: '127.0.0.1', port: 15_302 }, limits());

describePeers('dnsmasq', [dnsmasq], () => {
  test('gives the records in order', async () => {
    expect((await ask('contoso.test')).answers).toEqual([
      { priority: 0, weight: 60, port: 1688, target: 'kms1.contoso.test', ttl: 0 }, { priority: 10, weight: 40, port: 1688, target: 'kms2.contoso.test', ttl: 0 },
    ]);
  });

  test('says with the root as target that there is no such service', async () => {
    expect(await ask('none.contoso.test')).toMatchObject({ outcome: 'answered', rcode: 'NOERROR', answers: [{ target: '.', port: 1 }] });
  });

  test('truncates what is too long for UDP, and gives it whole over TCP', async () => {
    const lookup = await ask('big4096.contoso.test');
    expect(lookup).toMatchObject({ outcome: 'answered', truncatedThenTcp: true });
    expect(lookup.answers).toHaveLength(120);
  });
});
