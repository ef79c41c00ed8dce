import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { connectWinrm } from '../../src/transport/winrm/winrm-machine.ts';
import { describePeers, limits, peer } from './peer.ts';

const port = 15_986;
const acceptor = peer({ script: 'ntlm-acceptor.sh', programs: ['ntlm_auth'], env: { PORT: String(port) } });

const verdicts = (): string[] => readFileSync(join(acceptor.folder, 'out'), 'utf8').split('\n').map((line) => / (AF|NA) /.exec(line)?.[1] ?? '').filter((verdict) => verdict !== '');

async function signIn(password: string): Promise<string | null> {
  const machine = connectWinrm({ host: '127.0.0.1', port, tls: false, auth: 'ntlm', allowShell: false, credentials: { user: 'CONTOSO\\reader', password } });
  const reading = await machine.open(limits(5000));
  machine.close();
  return reading.ok ? null : reading.detail;
}

describePeers('Samba’s ntlm_auth', [acceptor], () => {
  test('takes our proof of the right password, and what it then answers in plain text is refused unread', async () => {
    expect(await signIn('Pa55-made-up')).toContain('plain text where sealing was agreed on');
    expect(verdicts().at(-1)).toBe('AF');
  });

  test('does not take our proof of a wrong password', async () => {
    expect(await signIn('wrong')).toContain('refuses this account');
    expect(verdicts().at(-1)).toBe('NA');
  });
});
