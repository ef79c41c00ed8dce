import { spawn } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readReport } from '../report-shape.ts';
import { folderFor, main, program } from './program.ts';
import type { Outcome } from './program.ts';

type MachineEntry = { name: string; winrm: string; user: string; password: string };
type Ready = { dns: { host: string; port: number }; machines: MachineEntry[]; ca: string | null };

const { put, path: cwd } = folderFor('live-check');

/** The estate as other people's tools meet it: a process of its own, spoken to over loopback alone. */
let ready: Ready;
let estate: ReturnType<typeof spawn>;
beforeAll(async () => {
  estate = spawn(process.execPath, [main, 'estate', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of estate.stdout ?? []) {
    text += String(chunk);
    if (text.endsWith('\n')) break;
  }
  ready = JSON.parse(text) as Ready;
  if (ready.ca !== null) put('ca.pem', ready.ca);
});
afterAll(async () => {
  const ended = new Promise((resolve) => {
    estate.once('close', resolve);
  });
  estate.kill('SIGINT');
  await ended;
});

const machineOf = (name: string, scheme = 'http'): MachineEntry => {
  const found = ready.machines.find((m) => m.name === name && m.winrm.startsWith(`${scheme}:`));
  if (found === undefined) throw new Error(`the estate has no ${scheme} listener for ${name}`);
  return found;
};

const urlOf = ({ winrm, user }: MachineEntry): string => `${winrm.startsWith('https') ? 'winrms' : 'winrm'}://${encodeURIComponent(user)}@${new URL(winrm).host}`;

const check = (args: readonly string[], password: string, stdin?: string): Promise<Outcome> =>
  program(['check', ...args], { cwd, env: { KMSDOCTOR_PASSWORD: password }, ...(stdin === undefined ? {} : { stdin }) });

describe('check of a machine over WinRM', () => {
  test('is healthy: licences, events, registry, and the network from the machine’s own vantage', async () => {
    const client = machineOf('ws-0142.corp.example');
    const { code, out, err } = await check([urlOf(client), '--format', 'json', '--include-evidence'], client.password);
    const report = readReport(out);
    expect([code, err, report.verdict, report.subject]).toEqual([0, '', 'healthy', { label: 'ws-0142.corp.example', via: 'winrm' }]);
    expect(report.evidence).toMatchObject({
      licensingProducts: { state: 'seen' }, events: { state: 'seen' }, service: { state: 'seen' }, machine: { state: 'seen', value: { editionId: 'Enterprise', primaryDnsSuffix: 'corp.example' } },
      dnsSrv: { state: 'seen', source: { vantage: 'client' } }, tcp: { state: 'seen' },
    });
  });

  test('with its KMS host is one story, and host facts are judged', async () => {
    const [client, host] = [machineOf('ws-0142.corp.example'), machineOf('kms1.corp.example')];
    const { code, out } = await check([urlOf(client), '--kms-host-target', urlOf(host), '--format', 'json'], client.password);
    const report = readReport(out);
    expect([code, report.verdict]).toEqual([0, 'healthy']);
    expect(report.checks.filter((c) => ['host/licensed', 'host/count-reaches-threshold', 'host/offers-kms', 'clock/request-times-agree'].includes(c.id)).map((c) => c.status)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  test('over TLS believes the estate’s own authority, and nobody else’s', async () => {
    const client = machineOf('ws-0142.corp.example', 'https');
    expect(await check([urlOf(client), '--ca', 'ca.pem', '-q'], client.password)).toMatchObject({ code: 0 });
    const stranger = await check([urlOf(client)], client.password);
    expect([stranger.code, stranger.out]).toEqual([2, expect.stringMatching(/could not be read: [\s\S]*certificate/i)]);
    const insecure = await check([urlOf(client), '--insecure'], client.password);
    expect([insecure.code, insecure.out]).toEqual([0, expect.stringContaining('was not verified (--insecure)')]);
  });

  test.each([['a wrong password', 'wrong'], ['an empty password', '']])('with %s says so, judges nothing, and repeats it nowhere', async (_, password) => {
    const client = machineOf('ws-0142.corp.example');
    const { code, out, err } = await check([urlOf(client), '--include-evidence', '--format', 'json'], password);
    expect([code, readReport(out).verdict]).toEqual([2, 'unknown']);
    expect(out).toMatch(/password|account/);
    expect(`${out}${err}`).not.toContain(client.password);
  });

  test('takes the password from a file or from standard input as well', async () => {
    const client = machineOf('ws-0142.corp.example');
    put('password.txt', `${client.password}\r\n`);
    expect((await program(['check', urlOf(client), '-q', '--password-file', 'password.txt'], { cwd })).code).toBe(0);
    expect((await program(['check', urlOf(client), '-q', '--password-stdin'], { cwd, stdin: `${client.password}\n` })).code).toBe(0);
  });

  test('reads the registry without a shell where none is allowed', async () => {
    const client = machineOf('ws-0142.corp.example');
    const report = readReport((await check([urlOf(client), '--no-shell', '--format', 'json', '--include-evidence'], client.password)).out);
    expect(report.evidence).toMatchObject({ machine: { state: 'seen', value: { editionId: 'Enterprise' } }, dnsSrv: { state: 'unseen' } });
  });

  test('collect writes a file that check judges alike', async () => {
    const client = machineOf('ws-0142.corp.example');
    expect((await program(['collect', urlOf(client), '-o', 'ws.json'], { cwd, env: { KMSDOCTOR_PASSWORD: client.password } })).code).toBe(0);
    expect((await program(['check', 'ws.json', '-q'], { cwd })).code).toBe(0);
  });

  test('--active asks first; without a terminal it wants --yes, and then shows what came of it', async () => {
    const client = machineOf('ws-0142.corp.example');
    const refused = await check([urlOf(client), '--active'], client.password);
    expect([refused.code, refused.out]).toEqual([64, '']);
    const { code, out } = await check([urlOf(client), '--active', '--yes', '--format', 'json', '--include-evidence'], client.password);
    const report = readReport(out);
    expect([code, report.evidence]).toMatchObject([0, { activationAttempts: { state: 'seen', value: [{ succeeded: true, code: null }] } }]);
    expect((await check([urlOf(client), '--active', '--yes'], client.password)).out.replaceAll(/\s+/g, ' ')).toMatch(/The try to activate succeeded\. .* was activated before it, and still after it, \d+ days left\./);
  });
});

describe('a machine that is not there', () => {
  test('is unknown, with the reason first and what to do', async () => {
    const { code, out } = await check(['winrm://helpdesk@127.0.0.1:9', '--timeout', '2000'], 'x');
    expect(code).toBe(2);
    expect(out).toMatch(/could not be read: http:\/\/127\.0\.0\.1:9\/wsman refuses connections/);
  });
});
