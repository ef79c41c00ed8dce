import { describe, expect, it } from 'vitest';
import { troubleOfSsh, unseenReasonOf } from '../../../src/transport/ssh/ssh-trouble.ts';

const of = (errors: string, exitCode: number | null = 255, keyPassphraseWanted = false): ReturnType<typeof troubleOfSsh> => troubleOfSsh({ exitCode, errors, host: 'ws-0142', keyPassphraseWanted });

describe('what ssh says when it fails', () => {
  it.each([
    ['@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nHost key for ws-0142 has changed and you have requested strict checking.\r\nHost key verification failed.\r\n', 'host-key-changed', 'denied', 'ssh-keygen -R ws-0142'],
    ['No ED25519 host key is known for ws-0142 and you have requested strict checking.\r\nHost key verification failed.\r\n', 'host-key-unknown', 'denied', 'ssh ws-0142'],
    ['@ WARNING: REVOKED HOST KEY DETECTED! @\r\nHost key verification failed.', 'host-key-revoked', 'denied', 'revoked'],
    ['root@ws-0142: Permission denied (publickey,password).', 'permission-denied', 'denied', 'not accepted'],
    ['ssh: Could not resolve hostname ws-0142: Name or service not known', 'unknown-host', 'unreachable', 'No address'],
    ['ssh: connect to host ws-0142 port 22: Connection refused', 'refused', 'refused', 'no SSH server'],
    ['ssh: connect to host ws-0142 port 22: Connection timed out', 'timeout', 'timeout', 'in time'],
    ['Connection timed out during banner exchange', 'timeout', 'timeout', 'in time'],
    ['Timeout, server ws-0142 not responding.', 'timeout', 'timeout', 'in time'],
    ['ssh: connect to host ws-0142 port 22: No route to host', 'unreachable', 'unreachable', 'cannot be reached'],
    ['Unable to negotiate with 10.0.0.5 port 22: no matching key exchange method found. Their offer: diffie-hellman-group1-sha1', 'no-common-algorithm', 'unsupported', 'too old'],
    ['kex_exchange_identification: Connection closed by remote host', 'closed', 'refused', 'closed'],
    ['/home/u/.ssh/config: line 1: Bad configuration option: x', 'configuration', 'unsupported', 'configuration'],
  ])('%j is %s', (errors, trouble, reason, says) => {
    const found = of(errors);
    expect(found).toMatchObject({ ok: false, trouble, sentence: expect.stringContaining(says) });
    expect(unseenReasonOf(found.trouble)).toBe(reason);
  });

  it('is believed only of ssh itself: the other side’s programs can print the same', () => {
    expect(of('WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!', 1)).toMatchObject({ trouble: 'failed' });
  });

  it('tells a machine without PowerShell', () => {
    for (const found of [of('\'powershell\' is not recognized as an internal or external command,\r\n', 1), of('', 9009), of('bash: line 1: powershell: command not found', 127)]) {
      expect(found).toMatchObject({ trouble: 'no-powershell', sentence: 'ws-0142 has no PowerShell that ssh can start.' });
    }
  });

  it('names the agent where a key was locked', () => {
    expect(of('Permission denied (publickey).', 255, true).sentence).toContain('ssh-add');
  });

  it('quotes what it does not know, without what could deceive a terminal', () => {
    expect(of('x\r\n\u001b[31mweird\u001b[0m', 3)).toEqual({ ok: false, trouble: 'failed', sentence: 'ssh to ws-0142 ended with code 3 and gave nothing: weird.' });
    expect(of('', null).sentence).toBe('ssh to ws-0142 ended and gave nothing.');
  });
});
