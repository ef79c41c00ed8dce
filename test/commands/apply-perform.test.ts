import { expect, onTestFinished, test } from 'vitest';

import { openPerformer } from '../../src/commands/apply-perform.ts';
import type { Access } from '../../src/commands/read-live.ts';
import type { WinrmFault } from '../../src/estate/winrm/winrm-fault.ts';
import { startWinrmMachine } from '../../src/estate/winrm/winrm-machine.ts';
import { client, now } from '../estate/machine/reference-machine.ts';
import { until } from '../ui/fake-terminal.tsx';
import { program } from './program.ts';

const account = { user: 'reader', password: 'a password of this test alone' };

/** One action on a reference machine whose WinRM goes wrong in this way. */
async function clearHost(faults: readonly WinrmFault[], but: Partial<Access> = {}) {
  const { settings } = client();
  const machine = client({ settings: { ...settings, host: 'old-kms.contoso.test' } });
  const winrm = await startWinrmMachine({ machine, clock: { now }, accounts: [account] });
  onTestFinished(winrm.stop);
  winrm.setFaults(faults);
  const access: Access = {
    timeoutMs: 3000, ca: null, insecure: false, allowShell: true, password: async () => account.password, terminal: false, active: false, network: false,
    signal: new AbortController().signal, now: () => now, onProgress: () => undefined, ...but,
  };
  const performer = await openPerformer({ kind: 'winrm', text: 'winrm://x', tls: false, host: '127.0.0.1', port: winrm.listeners[0]?.port ?? 0, user: account.user }, access);
  onTestFinished(performer.close);
  return { end: await performer.perform({ do: 'clear-kms-host' }), host: machine.settings.host };
}

test('an action is done over WinRM, and its end is told', async () => {
  expect(await clearHost([])).toEqual({ end: { outcome: 'done', said: null }, host: null });
});

test('a machine that opens no shell has done nothing, which is said', async () => {
  expect(await clearHost([{ at: 'create-shell', kind: 'soap', code: 2_150_859_180 }])).toMatchObject({ end: { outcome: 'failed', code: null }, host: 'old-kms.contoso.test' });
});

test('a connection that is lost after the command was given leaves it unknown what was done, though it was', async () => {
  const { end, host } = await clearHost([{ at: 'receive', kind: 'drop' }]);
  expect(end).toMatchObject({ outcome: 'unknown', detail: expect.stringMatching(/^[A-Z].*\.$/) });
  expect(host).toBeNull();
});

test('an account that may not sign in has done nothing', async () => {
  expect(await clearHost([], { password: async () => 'another' })).toMatchObject({ end: { outcome: 'failed' }, host: 'old-kms.contoso.test' });
});

test('Ctrl-C while a remedy is carried out says what is known of it, and how to undo it', async () => {
  const { settings, products } = client();
  const machine = client({ settings: { ...settings, activationType: 1 }, products: products.map((p) => ({ ...p, licenseStatus: 5 as const })) });
  const winrm = await startWinrmMachine({ machine, clock: { now: Date.now() }, accounts: [account] });
  onTestFinished(winrm.stop);
  // The look's own script is answered; that of the first step is carried out, and its answer never comes.
  winrm.setFaults([{ at: 'receive', kind: 'silent', after: 1 }]);
  const { err, signal } = await program(['check', `winrm://${account.user}@127.0.0.1:${winrm.listeners[0]?.port ?? 0}`, '--apply', 'allow-kms-activation', '--confirm', 'WS-0142'], {
    env: { KMSDOCTOR_PASSWORD: account.password },
    during: (child) => void until(() => machine.settings.activationType === 0).then(() => child.kill('SIGINT')),
  });
  expect(signal).toBe('SIGINT');
  expect(err).toMatch(/^Stopped while allow-kms-activation was being carried out on WS-0142\.\nNot known whether it was done: 1\. /);
  expect(err).toContain('slmgr.vbs /act-type 1');
});
