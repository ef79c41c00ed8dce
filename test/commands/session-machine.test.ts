import { describe, expect, it } from 'vitest';

import { readTypedMachine, requestMachine, scriptStep } from '../../src/commands/session-machine.ts';
import { readTarget, isLive } from '../../src/commands/target.ts';
import type { LiveTarget } from '../../src/commands/target.ts';
import { folderFor } from './program.ts';

const { put } = folderFor('session-machine');

const linux = { env: {}, platform: 'linux' } as const;
const windows = { env: {}, platform: 'win32' } as const;

const live = (text: string): LiveTarget => {
  const target = readTarget(text, 'client');
  if (!isLive(target)) throw new Error(`${text} is no machine`);
  return target;
};

describe('a machine typed into the session', () => {
  it.each([
    ['winrm://ws-0500', 'winrm://ws-0500', ['user', 'password']],
    [' winrms://CONTOSO%5Chelpdesk@ws-0500:5986 ', 'winrms://CONTOSO%5Chelpdesk@ws-0500:5986', ['password']],
    ['ssh://admin@ws-0500', 'ssh://admin@ws-0500', []],
  ])('%s is a target, and what it does not say of its account is asked', (typed, target, asks) => {
    expect(readTypedMachine(typed, linux)).toEqual({ ok: true, target, asks, note: null });
  });

  it('is not asked for a password that the environment has', () => {
    const given = { env: { KMSDOCTOR_PASSWORD: 'x' }, platform: 'linux' } as const;
    expect(readTypedMachine('winrm://helpdesk@ws-0500', given)).toMatchObject({ asks: [] });
    expect(readTypedMachine('winrm://ws-0500', given)).toMatchObject({ asks: ['user'] });
  });

  it.each([
    ['ws-0500', 'winrm://ws-0500'], ['ws-0500.contoso.test', 'winrm://ws-0500.contoso.test'], ['192.0.2.10', 'winrm://192.0.2.10'],
    ['ws-0500:5985', 'winrm://ws-0500:5985'], ['2001:db8::10', 'winrm://[2001:db8::10]'], ['[2001:db8::10]:5985', 'winrm://[2001:db8::10]:5985'],
  ])('that is the bare host %s is taken as WinRM, and the person is told', (typed, target) => {
    expect(readTypedMachine(typed, linux)).toEqual({ ok: true, target, asks: ['user', 'password'], note: expect.stringContaining(`${typed} is taken as ${target}`) });
  });

  it.each(['', '  ', 'http://ws-0500/wsman', 'winrm://', 'winrm://a b', 'winrm://ws-0500:99999', 'ssh://-oProxyCommand=reboot', '0xC004F074', 'no such/dlv.txt', '-'])('that is none is refused with one sentence: %j', (typed) => {
    expect(readTypedMachine(typed, linux)).toEqual({ ok: false, wanted: expect.stringMatching(/^[^\n]{10,300}\.$/) });
  });

  it('with a password in it is refused without repeating that', () => {
    const read = readTypedMachine('winrm://helpdesk:hunter2@ws-0500', linux);
    expect(read).toEqual({ ok: false, wanted: expect.stringMatching(/^A password does not belong in a target/) });
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  it('that is a file is sent to where files are opened', () => {
    expect(readTypedMachine(put('saved', 'x'), linux)).toEqual({ ok: false, wanted: expect.stringMatching(/no machine.*Something saved/) });
  });

  it('may be this one on Windows alone, or where a PowerShell is named', () => {
    expect(readTypedMachine('local', windows)).toEqual({ ok: true, target: 'local', asks: [], note: null });
    expect(readTypedMachine('local', linux)).toEqual({ ok: false, wanted: expect.stringContaining('this machine is no Windows') });
    expect(readTypedMachine('local', { ...linux, env: { KMSDOCTOR_POWERSHELL: 'pwsh' } })).toMatchObject({ ok: true, target: 'local' });
  });
});

describe('a machine on the command line of the session', () => {
  it('begins without a question where it wants no password or the environment has it', async () => {
    for (const target of ['ssh://admin@ws-0500', 'local', 'winrm://ws-0500']) {
      expect(await requestMachine(live(target), { env: {} })).toEqual({ kind: 'machine', target, password: null });
    }
    const { password } = await requestMachine(live('winrm://helpdesk@ws-0500'), { env: { KMSDOCTOR_PASSWORD: 'x' } }) as { password: null };
    expect(password).toBeNull();
  });

  it('does not begin without the password that it wants where nobody can be asked', async () => {
    await expect(requestMachine(live('winrm://helpdesk@ws-0500'), { env: {} })).rejects.toThrow(/^No password for helpdesk was given: type it when asked, or set KMSDOCTOR_PASSWORD\.$/);
  });
});

describe('what is waited for', () => {
  it('is a step of its own with machines that answer all at once, and theirs with WinRM', () => {
    expect(scriptStep(live('ssh://admin@ws-0500'), 7)).toEqual({ type: 'started', step: 'script', kind: null, label: 'PowerShell on ws-0500, by SSH', at: 7 });
    expect(scriptStep(live('local'), 7)).toMatchObject({ label: 'PowerShell on this machine' });
    expect(scriptStep(live('winrm://ws-0500'), 7)).toBeNull();
  });
});
