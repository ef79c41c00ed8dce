import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatherSsh } from '../../../src/transport/ssh/gather-ssh.ts';
import type { SshRequest, SshRun } from '../../../src/transport/ssh/gather-ssh.ts';
import { makeFakeSsh } from './fake-ssh.ts';
import type { FakeSsh, Plan } from './fake-ssh.ts';

const secret = `Se-cret.${crypto.randomUUID()}`;
const own = 'root@host.test\'s password: ';

let ssh: FakeSsh;
beforeEach(() => {
  ssh = makeFakeSsh();
});
afterEach(() => ssh.remove());

const run = (plan: Plan, but: Partial<SshRequest> = {}): Promise<SshRun> => gatherSsh({
  host: 'host.test', port: null, user: 'root', script: '& {\n1\n}\n\n', password: null, terminal: false, connectMs: 3000, totalMs: 20_000,
  signal: new AbortController().signal, env: { ...ssh.env(plan), KMSDOCTOR_PASSWORD: secret }, platform: 'linux', program: ssh.program, ...but,
});

const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('kmsdoctor-ask-'));

/** Signal 0 asks whether a process is there. */
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const untilGone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
};

describe('a script on another machine', () => {
  it('goes in on standard input, and what it prints comes back', async () => {
    expect(await run({ out: 'Grüße\r\n' })).toEqual({ ok: true, text: 'Grüße\r\n', complaint: null, ending: 'ended', exitCode: 0 });
    const [seen] = ssh.seen();
    expect(seen).toMatchObject({ input: '& {\n1\n}\n\n', answers: [] });
    expect(seen?.argv.slice(-3)).toEqual(['--', 'host.test', expect.stringMatching(/^powershell .* -Command -$/)]);
  });

  it('is given back with what stood on standard error, and with a code that is not success', async () => {
    expect(await run({ out: 'half', err: 'At line:1 char:1\r\nAccess is denied.\r\n', exit: 1 })).toMatchObject({ ok: true, text: 'half', complaint: expect.stringContaining('Access is denied'), exitCode: 1 });
  });

  it('runs in PowerShell 7 where there is no other', async () => {
    expect(await run({ only: 'pwsh', out: 'seven' })).toMatchObject({ ok: true, text: 'seven' });
    expect(await run({ only: 'none' })).toMatchObject({ ok: false, trouble: 'no-powershell' });
  });

  it('is not sent to what is no target: no program is started', async () => {
    expect(await run({}, { host: '-oProxyCommand=id' })).toMatchObject({ ok: false, trouble: 'no-target' });
    expect(ssh.seen()).toEqual([]);
  });

  it('needs an ssh program, and says so', async () => {
    expect(await run({}, { program: '/nonexistent/ssh' })).toMatchObject({ ok: false, trouble: 'no-ssh', sentence: expect.stringContaining('OpenSSH') });
  });

  it('is sent by Windows’ own ssh there, and by no program of that name that lies about', async () => {
    expect(await gatherSsh({
      host: 'host.test', port: null, user: 'root', script: '', password: null, terminal: false, connectMs: 100, totalMs: 1000, signal: new AbortController().signal,
      env: { ...ssh.env({}), PATH: dirname(ssh.program), SystemRoot: 'C:\\Windows' }, platform: 'win32',
    })).toMatchObject({ ok: false, trouble: 'no-ssh', sentence: expect.stringContaining('optional feature') });
    expect(ssh.seen()).toEqual([]);
  });

  it('is refused with words where ssh refuses a changed host key', async () => {
    expect(await run({ err: '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.\n', exit: 255 })).toMatchObject({ ok: false, trouble: 'host-key-changed' });
  });
});

describe('a password', () => {
  it('answers ssh’s question for it, and stands in no argument, environment, file or process list, ours included', async () => {
    expect(await run({ prompts: [own], out: 'in' }, { password: secret })).toMatchObject({ ok: true, text: 'in' });
    const [seen] = ssh.seen();
    expect(seen?.answers).toEqual([{ prompt: own, answer: `${secret}\n` }]);
    expect(seen?.env).toMatchObject({ SSH_ASKPASS_REQUIRE: 'force' });
    expect(JSON.stringify([seen?.argv, seen?.env, seen?.files, seen?.input])).not.toContain(secret);
    expect(seen?.processes.includes(secret)).toBe(false);
  });

  it('is given once: a second question means that it was wrong', async () => {
    await run({ prompts: [own, own], exit: 255, err: 'Permission denied (password).' }, { password: secret });
    expect(ssh.seen()[0]?.answers.map((a) => a.answer)).toEqual([`${secret}\n`, null]);
  });

  it('is given to nobody else: no jump host, no passphrase, no "are you sure", no server’s own words that would run in a shell', async () => {
    const prompts = ['root@bastion.test\'s password: ', 'Enter passphrase for key \'/x\': ', 'Are you sure you want to continue connecting (yes/no/[fingerprint])? ', '(root@host.test) $(touch owned)`id`";|& Password?'];
    const refused = await run({ prompts, exit: 255, err: 'Permission denied (publickey).' }, { password: secret });
    expect(ssh.seen()[0]?.answers.map((a) => a.answer)).toEqual([null, null, null, null]);
    expect(refused).toMatchObject({ ok: false, trouble: 'permission-denied', sentence: expect.stringContaining('ssh-add') });
  });

  it('leaves no folder behind, however it ended', async () => {
    const before = folders();
    await run({ prompts: [own] }, { password: secret });
    await run({ hangs: true }, { password: secret, totalMs: 700 });
    expect(folders().filter((folder) => !before.includes(folder))).toEqual([]);
  });

  it('is not passed on where ssh would hand a server’s words to cmd.exe', async () => {
    expect(await run({}, { password: secret, platform: 'win32' })).toMatchObject({ ok: false, trouble: 'configuration', sentence: expect.stringContaining('agent') });
    expect(ssh.seen()).toEqual([]);
  });
});

describe('an end', () => {
  it('comes when the time is up, for ssh and for what it started', async () => {
    expect(await run({ hangs: true }, { totalMs: 1500 })).toEqual({ ok: false, trouble: 'timeout', sentence: 'host.test gave nothing within 2 s.' });
    const { child } = ssh.seen()[0] ?? { child: null };
    expect(child).toBeGreaterThan(1);
    await untilGone(child ?? 0);
  });

  it('comes when nobody wants it any more', async () => {
    expect(await run({ hangs: true }, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, trouble: 'stopped' });
    const stopper = new AbortController();
    const running = run({ hangs: true }, { signal: stopper.signal });
    while (ssh.seen().length === 0) await new Promise((resolve) => setImmediate(resolve));
    stopper.abort();
    expect(await running).toMatchObject({ ok: false, trouble: 'stopped' });
    await untilGone(ssh.seen()[0]?.child ?? 0);
  });
});
