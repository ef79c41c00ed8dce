import { expect, test } from 'vitest';
import { pingAddress } from '../../src/transport/icmp-echo.ts';
import { bindKms } from '../../src/transport/rpc-bind.ts';
import { connectPort } from '../../src/transport/tcp-connect.ts';
import { describePeers, limits, peer, runScript } from './peer.ts';

const far = '10.99.86.2';
const port = 1688;
const network = peer({ script: 'netfault-peer.sh', programs: ['nft', 'ip', 'python3', 'ping'], needs: ['network namespaces'], env: { NS: 'kdfar', A: '10.99.86' } });

const setFault = (mode: string): string => runScript({ ...network, script: 'netfault.sh' }, 'set', mode, String(port));
const connect = (timeoutMs?: number): ReturnType<typeof connectPort> => connectPort('kms1.contoso.test', far, port, limits(timeoutMs));
const bind = (): ReturnType<typeof bindKms> => bindKms('kms1.contoso.test', far, port, limits(500));

describePeers('a far host behind faults', [network], () => {
  test.each([
    ['drop', 'timeout', /^ETIMEDOUT$/],
    ['reset', 'refused', /^ECONNREFUSED \(a TCP reset/],
    ['reject', 'refused', /^ECONNREFUSED \(an ICMP message/],
    ['reject-admin', 'unreachable', /^EHOSTUNREACH$/],
    ['reject-host', 'unreachable', /^EHOSTUNREACH$/],
  ])('%s is %s, with its own cause', async (mode, outcome, cause) => {
    setFault(mode);
    expect(await connect(500)).toMatchObject({ outcome, cause: expect.stringMatching(cause) });
  });

  test('stall leaves an open port silent to a bind', async () => {
    setFault('stall');
    expect(await connect()).toMatchObject({ outcome: 'open', cause: null });
    expect(await bind()).toMatchObject({ outcome: 'silent', reason: 'no answer to the bind in time' });
  });

  test('the listener behind a clean way only sends back what it gets', async () => {
    setFault('clean');
    expect(await connect()).toMatchObject({ outcome: 'open', cause: null });
    expect(await bind()).toMatchObject({ outcome: 'not-rpc', looksLike: 'an echo service' });
  });

  test('a lost first packet is sent again, and the port is open', async () => {
    setFault('synloss');
    expect(await connect(3000)).toMatchObject({ outcome: 'open' });
  });

  test('a host that drops one port still replies to an echo', async () => {
    setFault('drop');
    expect(await pingAddress('kms1.contoso.test', far, limits())).toMatchObject({ outcome: 'replied' });
  });

  test('an address that no machine has is unreachable', async () => {
    setFault('nohost');
    expect(await connect(6000)).toMatchObject({ outcome: 'unreachable', cause: expect.stringMatching(/^EHOSTUNREACH/) });
  }, 10_000);
});
