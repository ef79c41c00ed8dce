import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPerformed } from '../../src/apply/read-performed.ts';
import { performScript } from '../../src/collect/powershell/perform-script.ts';
import { scriptForStdout } from '../../src/collect/powershell/collect-script.ts';
import { readScriptOutput } from '../../src/evidence/read-script-output.ts';
import { gatherSsh } from '../../src/transport/ssh/gather-ssh.ts';
import type { SshRequest, SshRun } from '../../src/transport/ssh/gather-ssh.ts';
import { gather } from '../collect/gather-reference-machine.ts';
import { client } from '../estate/machine/reference-machine.ts';
import { describePeers, peer } from './peer.ts';
import { mockedWindows } from './pshost-machine.ts';

/** The whole way: our script through OpenSSH into the real PowerShell engine with a mocked Windows (lab/pshost/README.md). */

const port = 12_242;
const folder = mkdtempSync(join(tmpdir(), 'kmslab-windows-'));
const windows = join(folder, 'machine.json');
const calls = join(folder, 'calls');
const fresh = client({ products: client().products.map((p) => ({ ...p, discovered: null })) });
const sshd = peer({ script: 'sshd-fakewin.sh', programs: ['ssh', 'sshd', 'ssh-keygen', 'bash', 'dotnet', 'flock'], env: { PORT: `${port}`, WINDOWS: windows, MODE: 'force' } });
writeFileSync(windows, JSON.stringify(await mockedWindows(fresh)));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (script: string, but: Partial<SshRequest> = {}): Promise<SshRun> => gatherSsh({
  host: '127.0.0.1', port, user: process.env['USER'] ?? 'root', script, password: null, terminal: false, connectMs: 3000, totalMs: 60_000,
  signal: new AbortController().signal, env: process.env, platform: process.platform, configFile: join(sshd.folder, 'config'), ...but,
});

describePeers('PowerShell on a mocked Windows behind OpenSSH', [sshd], () => {
  beforeAll(() => {
    writeFileSync(join(sshd.folder, 'config'), `Host *\n  IdentityFile ${sshd.folder}/id\n  IdentitiesOnly yes\n  UserKnownHostsFile ${sshd.folder}/known_hosts\n  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n`);
    // sshd passes no environment on; the engine shall write down what it was asked.
    for (const name of ['powershell', 'powershell.exe', 'pwsh']) {
      const shim = join(sshd.folder, 'bin', name);
      writeFileSync(shim, readFileSync(shim, 'utf8').replace('#!/bin/sh\n', `#!/bin/sh\nexport PSHOST_LOG='${calls}'\n`));
    }
  });

  test('gives the same evidence as WMI does, and changes nothing there', async () => {
    const ran = await run(scriptForStdout({ role: 'client', timeoutMs: 500, network: false }));
    expect(ran).toMatchObject({ ok: true, ending: 'ended' });
    const read = ran.ok ? readScriptOutput(ran.text, { reason: 'unparsable', detail: null }) : null;
    expect(read).toMatchObject({ subject: 'ws-0142.contoso.test', role: 'client', whole: true });
    const byWmi = await gather(fresh, {}, null);
    for (const kind of ['licensingProducts', 'service', 'machine', 'services', 'firewallRules', 'events'] as const) {
      const wanted = byWmi.evidence[kind];
      expect(read?.evidence[kind]).toMatchObject({ state: 'seen', value: wanted.state === 'seen' ? wanted.value : null });
    }
    const log = readFileSync(calls, 'utf8').split('\n').filter((line) => line !== '');
    expect(log.length).toBeGreaterThan(10);
    expect(log.filter((line) => line.includes('"changes":true'))).toEqual([]);
  }, 120_000);

  test('does an action of a remedy there, by the methods that are named', async () => {
    const action = { do: 'clear-kms-host' } as const;
    const windowsOf = JSON.parse(readFileSync(windows, 'utf8')) as { cim: Record<string, unknown> };
    const service = 'root/cimv2:SoftwareLicensingService';
    writeFileSync(windows, JSON.stringify({ ...windowsOf, cim: { ...windowsOf.cim, [service]: { rows: windowsOf.cim[service], methods: { ClearKeyManagementServiceMachine: { returnValue: 0 }, ClearKeyManagementServicePort: { returnValue: 0 } } } } }));
    const ran = await run(performScript(action));
    expect(ran.ok ? readPerformed(action, ran.text, 'cut', '') : ran).toEqual({ outcome: 'done', said: null });
    expect(readFileSync(calls, 'utf8').split('\n').filter((line) => line.includes('"changes":true'))).toHaveLength(2);
  }, 120_000);

  test('gives its errors apart from its output, letters outside ASCII whole, and its code', async () => {
    expect(await run("& {\n'Gr' + [char]0xFC + [char]0xDF + 'e'\nWrite-Error 'not allowed'\nexit 3\n}\n\n")).toMatchObject({ ok: true, text: expect.stringContaining('Grüße'), complaint: expect.stringContaining('not allowed'), exitCode: 3 });
  }, 120_000);

  test('that does not come to an end is given up when the time is up, and what it had said stays', async () => {
    expect(await run("& {\n'first'\nStart-Sleep -Seconds 20\n}\n\n", { totalMs: 4000 })).toMatchObject({ ok: true, text: expect.stringContaining('first'), ending: 'timeout' });
  }, 120_000);
});
