import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { gatherSsh } from '../../src/transport/ssh/gather-ssh.ts';
import type { SshRequest, SshRun } from '../../src/transport/ssh/gather-ssh.ts';
import { describePeers, peer } from './peer.ts';

const password = 'Kms.Lab.12345';
const port = 12_241;
const programs = ['ssh', 'sshd', 'ssh-keygen', 'openssl'];
const sshd = peer({ script: 'sshd-fakewin.sh', programs: [...programs, 'unshare', 'script'], needs: ['network namespaces'], env: { PORT: `${port}`, PASSWORD: password, MODE: 'force' } });

type Config = { key?: boolean; knownHosts?: string; strict?: string; more?: string };

/** A configuration of its own for ssh: by default the lab's key and strict checking of the lab's host key. */
function config({ key = true, knownHosts = 'known_hosts', strict = 'yes', more = '' }: Config = {}): string {
  const path = `${sshd.folder}/config-${crypto.randomUUID()}`;
  writeFileSync(path, `${more}
Host *
  IdentityFile ${key ? `${sshd.folder}/id` : 'none'}
  IdentitiesOnly yes
  UserKnownHostsFile ${sshd.folder}/${knownHosts}
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking ${strict}
`);
  return path;
}

/** The lab's host key under which another machine is known: that is what a changed key is. */
function changedKey(): string {
  const other = `${sshd.folder}/other-${crypto.randomUUID()}`;
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', other]);
  const [type = '', octets = ''] = readFileSync(`${other}.pub`, 'utf8').split(' ');
  writeFileSync(`${other}.known`, `[127.0.0.1]:${port} ${type} ${octets}\n`);
  return other.slice(sshd.folder.length + 1).concat('.known');
}

function emptyKnownHosts(): string {
  writeFileSync(`${sshd.folder}/nobody.known`, '');
  return 'nobody.known';
}

const run = (settings: Config, but: Partial<SshRequest> = {}): Promise<SshRun> => gatherSsh({
  host: '127.0.0.1', port, user: process.env['USER'] ?? 'root', script: "& {\n'from here'\n}\n\n", password: null, terminal: false, connectMs: 3000, totalMs: 15_000,
  signal: new AbortController().signal, env: process.env, platform: process.platform, configFile: config(settings), ...but,
});

const log = (name: 'log' | 'cmdlog'): string => {
  try {
    return readFileSync(`${sshd.folder}/${name}`, 'utf8');
  } catch {
    return '';
  }
};

/** What is new in the server's log, and in that of its commands, after the work. */
async function watching<T>(work: () => Promise<T>): Promise<{ result: T; said: string; ran: string }> {
  const before = { log: log('log').length, cmdlog: log('cmdlog').length };
  const result = await work();
  return { result, said: log('log').slice(before.log), ran: log('cmdlog').slice(before.cmdlog) };
}

/** The same call in a process of its own at a terminal (script(1) gives it one), where a person types these answers to these questions. */
function atTerminal(settings: Config, answers: Readonly<Record<string, string>>): Promise<string> {
  const request = { host: '127.0.0.1', port, user: process.env['USER'] ?? 'root', script: '& {\n1\n}\n\n', password: null, terminal: true, connectMs: 3000, totalMs: 15_000, configFile: config(settings) };
  const runner = `${sshd.folder}/run-${crypto.randomUUID()}.mjs`;
  writeFileSync(runner, `import { gatherSsh } from ${JSON.stringify(fileURLToPath(new URL('../../src/transport/ssh/gather-ssh.ts', import.meta.url)))};
const run = await gatherSsh({ ...${JSON.stringify(request)}, signal: new AbortController().signal, env: process.env, platform: process.platform });
console.log(JSON.stringify(run));
`);
  return new Promise((resolve, reject) => {
    const terminal = spawn('script', ['-qefc', `'${process.execPath}' --no-warnings '${runner}'`, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const open = new Map(Object.entries(answers));
    let shown = '';
    terminal.on('error', reject);
    terminal.stdout.on('data', (part: Buffer) => {
      shown += part.toString('utf8');
      for (const [question, answer] of open) {
        if (!shown.includes(question)) continue;
        open.delete(question);
        terminal.stdin.write(`${answer}\n`);
      }
    });
    terminal.on('close', () => resolve(shown));
  });
}

describePeers('OpenSSH with PowerShell behind it', [sshd], () => {
  test('takes the script on standard input, with a key and a host key that is known, and one command that holds nothing of the target', async () => {
    const { result, ran } = await watching(() => run({}));
    expect(result).toMatchObject({ ok: true, text: expect.stringContaining('"fake":true'), complaint: null, ending: 'ended', exitCode: 0 });
    expect(ran).toBe("RAW powershell -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -OutputFormat Text -Command -\n& {\n'from here'\n}\n");
  });

  test('is reached through a jump host of the configuration', async () => {
    const more = `Host behind\n  HostName 127.0.0.1\n  Port ${port}\n  ProxyJump lab-jump\nHost lab-jump\n  HostName 127.0.0.1\n  Port ${port}\n`;
    expect(await run({ more }, { host: 'behind', port: null })).toMatchObject({ ok: true, text: expect.stringContaining('"fake":true') });
  });

  describe('with a host key', () => {
    test('that has changed is refused with words, nothing ran, and nobody tried to log in', async () => {
      const { result, said, ran } = await watching(() => run({ knownHosts: changedKey() }));
      expect(result).toMatchObject({ ok: false, trouble: 'host-key-changed', sentence: expect.stringContaining('ssh-keygen -R 127.0.0.1') });
      expect({ ran, loggedIn: /Accepted|Failed/.test(said) }).toEqual({ ran: '', loggedIn: false });
    });

    test.each(['ask', 'no', 'accept-new'])('that has changed is refused where the configuration says StrictHostKeyChecking %s, and gets no password', async (strict) => {
      const { result, said, ran } = await watching(() => run({ key: false, knownHosts: changedKey(), strict }, { password }));
      expect(result).toMatchObject({ ok: false, trouble: 'host-key-changed' });
      expect({ ran, loggedIn: /Accepted|Failed/.test(said) }).toEqual({ ran: '', loggedIn: false });
    });

    test.each(['yes', 'ask'])('that nobody knows is refused where the configuration says StrictHostKeyChecking %s, and the question is not answered', async (strict) => {
      const { result, ran } = await watching(() => run({ key: false, knownHosts: emptyKnownHosts(), strict }, { password }));
      expect(result).toMatchObject({ ok: false, trouble: 'host-key-unknown', sentence: expect.stringContaining('compare the fingerprint') });
      expect(ran).toBe('');
      expect(await run({ knownHosts: emptyKnownHosts(), strict })).toMatchObject({ ok: false, trouble: 'host-key-unknown' });
    });
  });

  describe('with a password', () => {
    test('lets in whom it knows, and its processes show it to nobody', async () => {
      const { result, said } = await watching(() => run({ key: false }, { password }));
      expect(result).toMatchObject({ ok: true, text: expect.stringContaining('"fake":true') });
      expect(said).toMatch(/Accepted password/);
    });

    test('that is wrong is tried once, so that no account is locked by us', async () => {
      const { result, said } = await watching(() => run({ key: false }, { password: 'wrong' }));
      expect(result).toMatchObject({ ok: false, trouble: 'permission-denied' });
      expect(said.match(/Failed password/g)).toHaveLength(1);
    });

    test('is not needed where a key is accepted', async () => {
      const { result, said } = await watching(() => run({}, { password: 'wrong' }));
      expect(result).toMatchObject({ ok: true });
      expect(said).not.toMatch(/password/);
    });
  });

  describe('at a terminal', () => {
    test('asks the person for the password, which is typed and not shown', async () => {
      const shown = await atTerminal({ key: false }, { 'password:': password });
      expect(shown).toContain('"ok":true');
      expect(shown).not.toContain(password);
    });

    test('asks the person about a host key that nobody knows, and takes no for an answer', async () => {
      const { result, ran } = await watching(() => atTerminal({ knownHosts: emptyKnownHosts(), strict: 'ask' }, { 'continue connecting': 'no' }));
      expect(result).toContain('"trouble":"host-key-unknown"');
      expect(ran).toBe('');
    });
  });

  test('lets nobody in without key or password, and says so', async () => {
    expect(await run({ key: false })).toMatchObject({ ok: false, trouble: 'permission-denied' });
    expect(await run({}, { user: 'stranger' })).toMatchObject({ ok: false, trouble: 'permission-denied' });
  });

  test('is told from a port where nothing listens, and from a name that nobody has', async () => {
    expect(await run({}, { port: 1 })).toMatchObject({ ok: false, trouble: 'refused' });
    expect(await run({}, { host: 'no-such-machine.invalid' })).toMatchObject({ ok: false, trouble: 'unknown-host' });
  });

  test('that stands still is given up when the time is up', async () => {
    const pid = Number(readFileSync(`${sshd.folder}/pid`, 'utf8'));
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await run({}, { connectMs: 1000 })).toMatchObject({ ok: false, trouble: 'timeout' });
      expect(await run({}, { connectMs: 60_000, totalMs: 1000 })).toMatchObject({ ok: false, trouble: 'timeout', sentence: '127.0.0.1 gave nothing within 1 s.' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  test('with a configuration that cannot be used is not asked', async () => {
    expect(await run({ more: 'NoSuchOption yes' })).toMatchObject({ ok: false, trouble: 'configuration' });
  });
});
