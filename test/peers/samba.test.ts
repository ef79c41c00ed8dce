import { expect, test } from 'vitest';
import { lookupSrv } from '../../src/transport/dns-lookups.ts';
import { bindKms } from '../../src/transport/rpc-bind.ts';
import { connectPort } from '../../src/transport/tcp-connect.ts';
import { describePeers, limits, peer } from './peer.ts';

const address = '10.99.76.2';
const samba = peer({
  script: 'samba-ad.sh', programs: ['samba', 'samba-tool', 'ip'], needs: ['network namespaces', 'Samba for Python'], env: { NS: 'kdsmb', ADDR: address },
});

const bind = (port: number, timeoutMs?: number): ReturnType<typeof bindKms> => bindKms('dc1.contoso.test', address, port, limits(timeoutMs));

describePeers('Samba as domain controller', [samba], () => {
  test('rejects the bind on port 135, and says that it does not serve the interface', async () => {
    expect(await bind(135)).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('abstract syntax not supported'), looksLike: null });
  });

  test.each([[389, 'LDAP, to which port 389 belongs'], [636, 'LDAP (TLS), to which port 636 belongs']])('on port %i is no RPC: it resets without a word, on the port of LDAP', async (port, looksLike) => {
    expect(await bind(port)).toMatchObject({ outcome: 'not-rpc', reason: expect.stringContaining('ECONNRESET'), looksLike });
  });

  test('on port 445 is open, and silent to a bind', async () => {
    expect(await connectPort('dc1.contoso.test', address, 445, limits())).toMatchObject({ outcome: 'open' });
    expect(await bind(445, 500)).toMatchObject({ outcome: 'silent' });
  });

  test('has no KMS record in the zone of a fresh domain', async () => {
    expect(await lookupSrv('_vlmcs._tcp.contoso.test', { host: address, port: 53 }, limits())).toMatchObject({ resolver: address, outcome: 'answered', rcode: 'NXDOMAIN' });
  });
});
