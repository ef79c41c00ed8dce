import { createConnection } from 'node:net';

import { describe, expect, test } from 'vitest';

import { folderFor, program } from './program.ts';
import type { Call, Outcome } from './program.ts';

const { put } = folderFor('estate');

type Ready = { ready: boolean; domain: string; dns: { host: string; port: number }; hosts: { name: string; address: string; port: number }[]; machines: { name: string; winrm: string; user: string; password: string }[]; ca: string | null };

/** Runs `estate --format json` until something has been done with it, then interrupts it. */
async function estate(args: readonly string[], use: (ready: Ready) => Promise<void>, signal: NodeJS.Signals = 'SIGINT'): Promise<Outcome> {
  const during: Call['during'] = (child) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (!text.endsWith('\n')) return;
      use(JSON.parse(text) as Ready).finally(() => child.kill(signal));
    });
  };
  return program(['estate', '--format', 'json', ...args], { during });
}

describe('estate', () => {
  test('says in one line where everything listens, all of it on loopback, and ends well when it is interrupted', async () => {
    const seen: Ready[] = [];
    const outcome = await estate([], async (ready) => void seen.push(ready));
    expect(outcome).toMatchObject({ code: 0, signal: null, err: '' });
    expect(outcome.out.trimEnd().split('\n')).toHaveLength(1);
    const [ready] = seen;
    expect(ready).toMatchObject({ ready: true, domain: 'corp.example', dns: { host: '127.0.0.1' } });
    expect(ready?.machines.length).toBeGreaterThan(2);
    expect(ready?.machines.filter(({ winrm }) => !/^https?:\/\/127\.0\.0\.1:\d+\/wsman$/.test(winrm))).toEqual([]);
    expect(ready?.machines[0]?.winrm).toMatch(/^http:/);
    expect(ready?.hosts.map(({ name, address }) => [name, address])).toEqual([['kms1.corp.example', '127.0.0.1'], ['kms2.corp.example', '127.0.0.1']]);
  });

  test('is judged healthy by check, and ends by SIGTERM too', async () => {
    const verdicts: (number | null)[] = [];
    await estate([], async ({ domain, dns }) => {
      verdicts.push((await program(['check', '--domain', domain, '--dns', `${dns.host}:${dns.port}`])).code);
    }, 'SIGTERM');
    expect(verdicts).toEqual([0]);
  });

  test('of a scenario has its faults: the record is missing, and check names it', async () => {
    const out: string[] = [];
    await estate(['--scenario', 'dns-srv-missing'], async ({ domain, dns }) => {
      out.push((await program(['check', '--domain', domain, '--dns', `${dns.host}:${dns.port}`])).out);
    });
    expect(out[0]).toContain('(confirmed, dns-srv-missing)');
  });

  test('of a file of one’s own starts as well; a bad one is refused with its place', async () => {
    const good = put('mine.yaml', 'id: mine\ntitle: Mine\ngroup: healthy\nexpect: { verdict: healthy }\n');
    const seen: string[] = [];
    await estate(['--scenario', good], async ({ domain }) => void seen.push(domain));
    expect(seen).toEqual(['corp.example']);
    const bad = put('bad.yaml', 'id: mine\ntitle: Mine\ngroup: healthy\nfaults:\n  - { fault: no-such-fault }\nexpect: { verdict: healthy }\n');
    expect(await program(['estate', '--scenario', bad])).toMatchObject({ code: 64, out: '', err: expect.stringMatching(/bad\.yaml:5:\d+: /) as string });
  });

  test.each([[['--scenario', 'healthy']], [['--scenario', 'no-such-one']], [['--format', 'xml']], [['--lisen', '0.0.0.0']]])('refuses %j with one sentence', async (args) => {
    const { code, out, err } = await program(['estate', ...args]);
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({ code: 64, out: '', lines: 1 });
  });

  test('leaves nothing behind: its ports are closed once it has ended', async () => {
    const ports: number[] = [];
    await estate([], async ({ dns, hosts, machines }) => void ports.push(dns.port, ...hosts.map((h) => h.port), ...machines.map(({ winrm }) => Number(new URL(winrm).port))));
    const reached = await Promise.all(ports.map((port) => new Promise<string>((resolve) => {
      const socket = createConnection({ host: '127.0.0.1', port }, () => resolve('open')).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.unref();
    })));
    expect(new Set(reached)).toEqual(new Set(['ECONNREFUSED']));
  });
});
