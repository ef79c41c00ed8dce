import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import type { ActionEnd } from '../../src/apply/carry-out.ts';
import { readPerformed } from '../../src/apply/read-performed.ts';
import { performScript } from '../../src/collect/powershell/perform-script.ts';
import type { RemedyAction } from '../../src/model/remedy.ts';
import { runPowerShell } from '../../src/transport/powershell/run-powershell.ts';
import { program } from '../commands/program.ts';
import { client } from '../estate/machine/reference-machine.ts';
import { readReport } from '../report-shape.ts';
import { mockedWindows } from './pshost-machine.ts';
import { describePowerShell } from './pshost.ts';
import type { PsHost } from './pshost.ts';

const slow = 120_000;
const at = '2026-11-20T09:00:00.000Z';

type Methods = Readonly<Record<string, object>>;

/** The mocked Windows with methods that give back what a test says; all others of the licensing service give 0. */
async function windowsWith(methods: { service?: Methods; product?: Methods; win32?: Methods }, but: Record<string, unknown> = {}, state = client()): Promise<object> {
  const windows = await mockedWindows(state, but);
  const fine = Object.fromEntries(['InstallProductKey', 'RefreshLicenseStatus', 'SetKeyManagementServiceMachine', 'SetKeyManagementServicePort', 'ClearKeyManagementServiceMachine', 'ClearKeyManagementServicePort',
    'SetKeyManagementServiceLookupDomain', 'ClearKeyManagementServiceLookupDomain', 'DisableKeyManagementServiceHostCaching', 'ClearVLActivationTypeEnabled'].map((name) => [name, { returnValue: 0 }]));
  const withMethods = (cls: string, own: Methods): [string, unknown] => [`root/cimv2:${cls}`, { rows: windows.cim[`root/cimv2:${cls}`], methods: own }];
  return { ...windows, cim: { ...windows.cim, ...Object.fromEntries([
    withMethods('SoftwareLicensingService', { ...fine, ...methods.service }),
    withMethods('SoftwareLicensingProduct', { Activate: { returnValue: 0 }, ClearKeyManagementServiceMachine: { returnValue: 0 }, ClearKeyManagementServicePort: { returnValue: 0 }, ...methods.product }),
    withMethods('Win32_Service', { StartService: { returnValue: 0 }, StopService: { returnValue: 0 }, ...methods.win32 }),
  ]) } };
}

/** What the action ended with, and which methods the engine called with which arguments. */
async function perform(ps: PsHost, windows: object, action: RemedyAction): Promise<{ end: ActionEnd; changes: string[]; complaint: string | null }> {
  const env = ps.environment(windows);
  const run = await runPowerShell({ programs: [ps.program], script: performScript(action), totalMs: 60_000, signal: new AbortController().signal, env: { ...process.env, ...env }, platform: 'linux' });
  if (!run.ok) throw new Error(run.sentence);
  const log = env['PSHOST_LOG'] ?? '';
  writeFileSync(log, '', { flag: 'a' });
  return { end: readPerformed(action, run.text, 'it was cut', at), changes: readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('"changes":true')), complaint: run.complaint };
}

describePowerShell('actions of remedies in the real PowerShell engine with a mocked Windows', (ps) => {
  test.each<[string, RemedyAction, string[]]>([
    ['a key', { do: 'install-key', key: 'NPPR9-FWDCX-D2C8J-H872K-2YT43', application: 'windows' }, ['InstallProductKey', 'RefreshLicenseStatus']],
    ['a host', { do: 'set-kms-host', host: 'kms1.contoso.test', port: '1688' }, ['SetKeyManagementServiceMachine', 'SetKeyManagementServicePort']],
    ['no host', { do: 'clear-kms-host' }, ['ClearKeyManagementServiceMachine', 'ClearKeyManagementServicePort']],
    ['a zone', { do: 'set-lookup-domain', zone: 'contoso.test' }, ['SetKeyManagementServiceLookupDomain']],
    ['no caching', { do: 'disable-host-caching' }, ['DisableKeyManagementServiceHostCaching']],
    ['every type', { do: 'allow-every-activation-type' }, ['ClearVLActivationTypeEnabled']],
    ['activation', { do: 'activate', application: 'windows' }, ['Activate', 'RefreshLicenseStatus']],
  ])('%s is set by the methods that are named, and nothing else', async (_, action, methods) => {
    const { end, changes, complaint } = await perform(ps, await windowsWith({}), action);
    expect([end.outcome, complaint]).toEqual(['done', null]);
    expect(changes.map((line) => methods.find((m) => line.includes(`"${m}"`)) ?? line)).toEqual(methods);
  }, slow);

  test('a product’s own host is cleared at that product', async () => {
    const [product] = client().products;
    const { end, changes } = await perform(ps, await windowsWith({}), { do: 'clear-product-host', activationId: product?.activationId ?? '' });
    expect(end.outcome).toBe('done');
    expect(changes).toHaveLength(2);
    expect(await perform(ps, await windowsWith({}), { do: 'clear-product-host', activationId: '00000000-0000-0000-0000-000000000000' })).toMatchObject({ end: { outcome: 'failed', code: '0x80041002' }, changes: [] });
  }, slow);

  test('a code of Windows comes back as it is, and what would have followed is not done', async () => {
    const refused = await perform(ps, await windowsWith({ service: { InstallProductKey: { error: { hresult: '0xC004F050', message: 'no' } } } }), { do: 'install-key', key: 'NPPR9-FWDCX-D2C8J-H872K-2YT43', application: 'windows' });
    expect(refused.end).toMatchObject({ outcome: 'failed', code: '0xC004F050' });
    expect(refused.changes.filter((line) => line.includes('RefreshLicenseStatus'))).toEqual([]);
    const tried = await perform(ps, await windowsWith({ product: { Activate: { error: { hresult: '0xC004F074', message: 'no host' } } } }), { do: 'activate', application: 'windows' });
    expect(tried.end).toMatchObject({ outcome: 'failed', code: '0xC004F074', attempts: [{ succeeded: false, code: '0xC004F074' }] });
  }, slow);

  test('a service that runs is not started again, and one that cannot start says why', async () => {
    expect(await perform(ps, await windowsWith({}), { do: 'start-service', service: 'sppsvc' })).toMatchObject({ end: { outcome: 'done' }, changes: [] });
    const stopped = client({ services: [{ name: 'sppsvc', state: 'Stopped', startMode: 'Disabled' }] });
    const windows = await mockedWindows(stopped);
    const disabled = { ...windows, cim: { ...windows.cim, 'root/cimv2:Win32_Service': { rows: windows.cim['root/cimv2:Win32_Service'], methods: { StartService: { returnValue: 14 } } } } };
    expect((await perform(ps, disabled, { do: 'start-service', service: 'sppsvc' })).end).toEqual({ outcome: 'failed', code: null, detail: 'Win32_Service.StartService failed: the service is disabled.' });
  }, slow);

  test('the script is read by Windows PowerShell 2 as well', async () => {
    const file = join(ps.folder, 'perform.ps1');
    writeFileSync(file, performScript({ do: 'activate', application: 'office' }));
    const { out } = await ps.lint(file, '--target', '2.0', '--json');
    const report = JSON.parse(out) as { errors: unknown[]; findings: { kind: string; text: string }[] };
    expect(report.errors).toEqual([]);
    // CIM is called only where it is ($hasCim).
    expect(report.findings.map(({ kind, text }) => `${kind} ${text.split(' ')[0] ?? ''}`).filter((f) => !/^command (?:Get-CimInstance|Get-CimClass|Invoke-CimMethod)$/.test(f))).toEqual([]);
  }, slow);

  test('check local --apply shows, does and looks again, all on this machine', async () => {
    const { products, settings } = client();
    const state = client({ settings: { ...settings, activationType: 1 }, products: products.map((p) => ({ ...p, licenseStatus: 5 as const, discovered: null })) });
    const windows = await windowsWith({}, {}, state);
    const env: Record<string, string> = { ...ps.environment(windows), KMSDOCTOR_POWERSHELL: ps.program };
    const shown = await program(['check', 'local', '--apply', 'allow-kms-activation', '--format', 'json'], { env });
    expect(readReport(shown.out).applied).toMatchObject({ dryRun: true, machine: 'WS-0142', target: 'local', undo: [{ run: expect.stringContaining('/act-type 1') }] });
    const ran = await program(['check', 'local', '--apply', 'allow-kms-activation', '--confirm', 'WS-0142', '--format', 'json'], { env });
    expect(readReport(ran.out).applied).toMatchObject({ dryRun: false, steps: [{ outcome: 'done' }, { outcome: 'left-to-you' }, { outcome: 'done' }] });
    const changes = readFileSync(env['PSHOST_LOG'] ?? '', 'utf8').split('\n').filter((line) => line.includes('"changes":true'));
    expect(changes).toHaveLength(3);
  }, slow);

  test('a program of Windows is started by its full path with our words alone, and its exit code counts', async () => {
    const root = join(ps.folder, 'windows');
    mkdirSync(join(root, 'System32'), { recursive: true });
    for (const [name, body] of [['ipconfig.exe', 'echo "$@" > "$0.args"; echo flushed'], ['w32tm.exe', 'echo "not running" >&2; exit 5']] as const) {
      writeFileSync(join(root, 'System32', name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(root, 'System32', name), 0o755);
    }
    const windows = await windowsWith({}, { env: { SystemRoot: root } });
    expect((await perform(ps, windows, { do: 'flush-dns' })).end).toEqual({ outcome: 'done', said: null });
    expect(readFileSync(join(root, 'System32', 'ipconfig.exe.args'), 'utf8')).toBe('/flushdns\n');
    expect((await perform(ps, windows, { do: 'set-clock-now' })).end).toMatchObject({ outcome: 'failed', detail: 'w32tm.exe failed: exit code 5, “not running”.' });
  }, slow);
});
