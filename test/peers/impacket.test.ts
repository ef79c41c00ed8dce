import { expect, test } from 'vitest';
import { bindKms } from '../../src/transport/rpc-bind.ts';
import { describePeers, limits, peer } from './peer.ts';

const serving = peer({ script: 'impacket-rpc-server.sh', programs: ['python3'], needs: ['impacket'], env: { PORT: '16881' } });
const other = peer({ script: 'impacket-rpc-server.sh', programs: ['python3'], needs: ['impacket'], env: { PORT: '16882', IFACES: 'e1af8308-5d1f-11c9-91a4-08002b14a0fa,3.0' } });

const bind = (port: number): ReturnType<typeof bindKms> => bindKms('kms1.contoso.test', '127.0.0.1', port, limits());

describePeers('impacket\'s RPC server', [serving, other], () => {
  test('accepts the bind where it serves the KMS interface', async () => {
    expect(await bind(16_881)).toMatchObject({ outcome: 'accepted', reason: null, looksLike: null });
  });

  test('accepts it again and again, since each bind is hung up in good order', async () => {
    for (let n = 0; n < 5; n++) expect(await bind(16_881)).toMatchObject({ outcome: 'accepted' });
  });

  test('rejects it, as a user, where it serves another interface', async () => {
    expect(await bind(16_882)).toMatchObject({ outcome: 'rejected', reason: expect.stringMatching(/^user rejection \(1\)/) });
  });
});
