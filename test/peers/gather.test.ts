import { expect, test } from 'vitest';
import { gatherNetwork } from '../../src/collect/gather-network.ts';
import type { GatherRequest } from '../../src/collect/request.ts';
import { createNetwork } from '../../src/transport/network.ts';
import { describePeers, peer } from './peer.ts';

const bind = peer({ script: 'bind9.sh', programs: ['named', 'dig', 'dnssec-signzone', 'tsig-keygen'], env: { PORT: '15321', LIVEPORT: '16883' } });
const rpc = peer({ script: 'impacket-rpc-server.sh', programs: ['python3'], needs: ['impacket'], env: { PORT: '16883' } });

const gather = (domains: readonly string[], but: Partial<GatherRequest> = {}): ReturnType<typeof gatherNetwork> => gatherNetwork(createNetwork(), {
  domains, resolvers: [{ host: '127.0.0.1', port: 15_321 }], kmsHosts: [], timeoutMs: 2000, vantage: 'operator', signal: new AbortController().signal, skip: {}, now: Date.now, ...but,
}, () => undefined);

describePeers('BIND and impacket together', [bind, rpc], () => {
  test('a domain name leads to an accepted bind', async () => {
    const evidence = await gather(['live.contoso.test']);
    expect(evidence.dnsSrv).toMatchObject({ value: [{ rcode: 'NOERROR', answers: [{ target: 'live-host.contoso.test', port: 16_883 }] }] });
    expect(evidence.addresses).toMatchObject({ value: [{ name: 'live-host.contoso.test', a: ['127.0.0.1'] }] });
    expect(evidence.tcp).toMatchObject({ value: [{ host: 'live-host.contoso.test', outcome: 'open' }] });
    expect(evidence.rpcBind).toMatchObject({ value: [{ outcome: 'accepted' }] });
  });

  test('hosts that are named and not there are refused, each at each address', async () => {
    const { tcp, rpcBind } = await gather(['contoso.test'], { skip: { icmp: true, clock: true } });
    const probed = tcp.state === 'seen' ? tcp.value.filter(({ address }) => address !== '::1').map(({ address, outcome }) => `${address} ${outcome}`) : [];
    expect(probed).toEqual(['127.0.10.1 refused', '127.0.10.2 refused', '127.0.10.3 refused', '127.0.10.33 refused']);
    expect(rpcBind).toMatchObject({ state: 'unseen', detail: 'no port was open to bind to' });
  });

  test('a suffix that fails beside one that works costs the other nothing', async () => {
    const evidence = await gather(['nozone.example', 'live.contoso.test']);
    expect(evidence.dnsSrv).toMatchObject({ value: [{ rcode: 'REFUSED' }, { rcode: 'NOERROR' }] });
    expect(evidence.rpcBind).toMatchObject({ value: [{ outcome: 'accepted' }] });
  });
});
