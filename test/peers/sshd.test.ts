import { expect, test } from 'vitest';
import { bindKms } from '../../src/transport/rpc-bind.ts';
import { describePeers, limits, peer } from './peer.ts';

const sshd = peer({ script: 'sshd.sh', programs: ['sshd', 'ssh-keygen'], env: { PORT: '12222' } });

describePeers('OpenSSH', [sshd], () => {
  test('is no RPC, and looks like what its greeting says', async () => {
    expect(await bindKms('kms1.contoso.test', '127.0.0.1', 12_222, limits())).toMatchObject({ outcome: 'not-rpc', looksLike: expect.stringMatching(/^SSH server \(SSH-2\.0-OpenSSH/) });
  });
});
