import { describe, expect, onTestFinished, test } from 'vitest';

import { loadScenarios } from '../../src/commands/scenario/load-scenarios.ts';
import { startLoopbackEstate } from '../../src/estate/loopback-estate.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { readReport } from '../report-shape.ts';
import type { Report } from '../report-shape.ts';
import { typeCommand } from '../estate/winrm/type-command.ts';
import { folderFor, program } from './program.ts';
import type { Outcome } from './program.ts';

const { put, path: cwd } = folderFor('apply-check');

type Machine = { state: MachineState; target: string; password: string; check: (...args: string[]) => Promise<Outcome> };

/** The client of a scenario of loopback, spoken to by the built program over WinRM, sealed. */
async function clientIn(scenarioId: string, name = 'WS-0142'): Promise<Machine> {
  const [scenario] = await loadScenarios([scenarioId]);
  if (scenario === undefined) throw new Error(`there is no scenario ${scenarioId}`);
  const estate = await startLoopbackEstate(scenario, { now: Date.now, machines: true, log: () => undefined });
  onTestFinished(estate.stop);
  const found = estate.machines.find((m) => m.name.startsWith(name.toLowerCase()) && m.winrm.startsWith('http:'));
  if (found === undefined) throw new Error(`no WinRM of ${name}`);
  const target = `winrm://${found.user}@${new URL(found.winrm).host}`;
  return {
    state: estate.world.machine(name).state, target, password: found.password,
    check: (...args) => program(['check', target, ...args], { cwd, env: { KMSDOCTOR_PASSWORD: found.password } }),
  };
}

type Applied = NonNullable<Report['applied']>;

const appliedIn = ({ out }: Pick<Outcome, 'out'>): Applied => {
  const { applied } = readReport(out);
  if (applied === undefined) throw new Error('the report tells of no remedy');
  return applied;
};
const settingsOf = ({ settings, services, products }: MachineState): unknown => structuredClone({ settings, services, hosts: products.map((p) => p.configuredHost) });

describe('check --apply over WinRM', () => {
  test.each([
    ['return-to-discovery', 'client-override-dead', 'client/activation-attempt-succeeded'],
    ['allow-kms-activation', 'client-activation-type-restricted', 'client/activation-type-allows-kms'],
    ['clear-product-host', 'client-override-scope', 'client/one-host-setting'],
    ['clear-lookup-domain', 'client-lookup-domain-wrong', 'dns/lookup-domain-has-record'],
    ['enable-licensing-service', 'client-sppsvc-disabled', 'client/licensing-service-can-run'],
    ['install-setup-key', 'client-not-gvlk', 'client/kms-client-key'],
  ])('%s repairs %s: shown, refused without consent, done, proven, and undone by its way back', async (remedy, scenario, proof) => {
    const { state, check } = await clientIn(scenario);
    const before = settingsOf(state);
    const shown = await check('--apply', remedy, '--format', 'json');
    expect(appliedIn(shown)).toMatchObject({ remedy, dryRun: true, ranAt: null, after: null, machine: 'WS-0142' });
    expect((await check('--apply', remedy, '--yes')).code).toBe(64);
    expect(settingsOf(state)).toEqual(before);
    const ran = await check('--apply', remedy, '--confirm', 'ws-0142', '--format', 'json');
    const applied = appliedIn(ran);
    expect(applied.steps.filter((s) => !['done', 'looked', 'left-to-you'].includes(s.outcome))).toEqual([]);
    expect([applied.dryRun, applied.after?.verdict, ran.code]).toEqual([false, readReport(ran.out).verdict, readReport(ran.out).verdict === 'failing' ? 1 : 0]);
    const status = (look: Applied['after']): string | undefined => look?.checks.find((c) => c.id === proof)?.status;
    expect([status(applied.before), status(applied.after)]).toEqual([expect.stringMatching(/^(?:fail|warn|unknown)$/), proof === 'dns/lookup-domain-has-record' ? 'inapplicable' : 'pass']);
    expect(applied.after?.causes.length).toBeLessThan(applied.before.causes.length);
    for (const { run } of applied.undo) if (run !== null && !run.includes('YOUR-FORMER-KEY')) typeCommand(state, run);
    expect(remedy === 'install-setup-key' ? before : settingsOf(state)).toEqual(before);
  }, 60_000);

  test('says in text what was done, how to undo it, and before and after side by side; then the report as it is now', async () => {
    const { check } = await clientIn('client-override-dead');
    const { code, out } = await check('--apply', 'return-to-discovery', '--confirm', 'WS-0142.corp.example');
    expect(code).toBe(0);
    expect(out).toMatch(/^Carried out on WS-0142: Clear the KMS host/);
    expect(out).toContain('slmgr.vbs /skms old-kms.corp.example');
    expect(out).toMatch(/✗ FAILING +✓ HEALTHY +the whole/);
    expect(out).toMatch(/named +gone +the cause client-override-dead/);
    expect(out).toContain('✓ HEALTHY  WS-0142 is activated');
  });

  test('names itself in the report where it could do a remedy', async () => {
    const { check, target } = await clientIn('client-override-dead');
    expect((await check()).out).toContain(`kmsdoctor check ${target} --apply return-to-discovery`);
  });

  test('does nothing where the name is that of another machine, or a dry run was asked for', async () => {
    const { state, check } = await clientIn('client-override-dead');
    const before = settingsOf(state);
    const wrong = await check('--apply', 'return-to-discovery', '--confirm', 'WS-0143');
    expect([wrong.code, wrong.out, wrong.err]).toEqual([64, '', 'Nothing was run: --confirm names WS-0143, and this machine is called WS-0142.\n']);
    expect((await check('--apply', 'return-to-discovery', '--confirm', 'WS-0142', '--dry-run')).out).toMatch(/^Nothing was run: this shows what would be\./);
    expect(settingsOf(state)).toEqual(before);
  });

  test('runs what only reads with --yes alone, and shows what it printed', async () => {
    const { state, check } = await clientIn('client-override-reasserted');
    const before = settingsOf(state);
    const { out } = await check('--apply', 'find-who-sets-host', '--yes', '--format', 'json');
    expect(appliedIn({ out }).steps.map((s) => [s.outcome, s.detail])).toEqual([['done', expect.stringContaining('old-kms.corp.example')], ['done', expect.stringContaining('no policies')]]);
    expect(settingsOf(state)).toEqual(before);
  });

  test('stops at a step that fails, and says what was not begun', async () => {
    const { check } = await clientIn('lapsed-record-gone-and-service-disabled');
    const { out } = await check('--apply', 'set-host-by-hand', '--confirm', 'WS-0142');
    expect(out).toMatch(/^(?:Stopped at the step that failed on WS-0142|Nothing was run)/);
  });

  test('prints what is to be done in DNS, runs none of it, and says so with 64 where it was asked to', async () => {
    const { state, check } = await clientIn('dns-srv-missing');
    const before = settingsOf(state);
    const shown = await check('--apply', 'create-srv-record');
    expect([shown.code, shown.err]).toEqual([1, '']);
    expect(shown.out).toMatch(/^Nothing was run\.\n/);
    expect(shown.out).toContain('Add-DnsServerResourceRecord');
    const asked = await check('--apply', 'create-srv-record', '--confirm', 'WS-0142');
    expect([asked.code, asked.err]).toEqual([64, expect.stringContaining('It is done in DNS')]);
    expect(settingsOf(state)).toEqual(before);
  });

  test('refuses a remedy that is not for what was found, with those that are', async () => {
    const { check } = await clientIn('client-override-dead');
    const { code, out, err } = await check('--apply', 'set-client-clock', '--confirm', 'WS-0142');
    expect([code, out]).toEqual([64, '']);
    expect(err).toMatch(/^Nothing was run: set-client-clock is no remedy for what was found .*return-to-discovery/);
  });

  test('never runs a remedy of a config of one’s own', async () => {
    const { state, check } = await clientIn('client-override-dead');
    const before = settingsOf(state);
    const config = {
      causes: [{ id: 'own-cause', title: 'Own', says: 'Own.', area: 'client', prevalence: 'common', confidence: 'high', explains: ['CONFIGURED_HOST_UNRESOLVABLE'], confirm: [['CONFIGURED_HOST_UNRESOLVABLE']], remedies: ['own-remedy'], verifyWith: ['client/licensed'], sources: ['x'] }],
      remedies: [{ id: 'own-remedy', title: 'Own', risk: 'changes-client', where: 'client', steps: [{ say: 'Clear it:', run: 'slmgr.vbs /ckms' }] }],
    };
    put('own.json', JSON.stringify(config));
    const { code, err } = await check('--config', 'own.json', '--apply', 'own-remedy', '--confirm', 'WS-0142');
    expect([code, err]).toEqual([64, expect.stringContaining('config of your own')]);
    put('does.json', JSON.stringify({ ...config, remedies: [{ ...config.remedies[0], steps: [{ say: 'x', does: [{ do: 'clear-kms-host' }] }] }] }));
    const refused = await check('--config', 'does.json', '--apply', 'own-remedy', '--confirm', 'WS-0142');
    expect([refused.code, refused.err]).toEqual([64, expect.stringContaining('does')]);
    expect(settingsOf(state)).toEqual(before);
  });

  test('wants a shell on the machine, and says so where none is allowed', async () => {
    const { state, check } = await clientIn('client-override-dead');
    const before = settingsOf(state);
    const { out } = await check('--no-shell', '--apply', 'return-to-discovery', '--confirm', 'WS-0142', '--format', 'json');
    expect(appliedIn({ out }).steps.map((s) => s.outcome)).toContain('not-run');
    expect(settingsOf(state)).toEqual(before);
  });
});

describe('check --apply', () => {
  test.each([
    ['a file', ['dlv.txt', '--apply', 'activate-again'], /^--apply carries a remedy out on a machine, and saved output or the network is none/],
    ['a network', ['--domain', 'contoso.test', '--apply', 'activate-again'], /^--apply carries a remedy out on a machine/],
    ['--explore', ['winrm://127.0.0.1:9', '--explore', '--apply', 'activate-again'], /--explore looks only as far as it needs/],
    ['--active', ['winrm://127.0.0.1:9', '--active', '--apply', 'activate-again'], /^--apply and --active both change/],
    ['--redact', ['winrm://127.0.0.1:9', '--redact', '--apply', 'activate-again'], /^--apply names the machine/],
    ['a misspelt remedy', ['winrm://127.0.0.1:9', '--apply', 'return-to-discovry'], /did you mean return-to-discovery\?/],
    ['the beginning of one', ['winrm://127.0.0.1:9', '--apply', 'return'], /did you mean .*return-to-discovery/],
    ['nothing, with --confirm', ['winrm://127.0.0.1:9', '--confirm', 'x'], /^--confirm belongs to --apply/],
  ])('with %s is refused in one sentence', async (_, args, words) => {
    put('dlv.txt', 'Name: Windows(R), Enterprise edition\nLicense Status: Licensed\n');
    const { code, out, err } = await program(['check', ...args], { cwd });
    expect([code, out, err.trimEnd().split('\n')]).toEqual([64, '', [expect.stringMatching(words)]]);
  });

  test('of a machine that cannot be read says that the diagnosis names nothing, and why', async () => {
    const { code, err } = await program(['check', 'winrm://helpdesk@127.0.0.1:9', '--apply', 'activate-again', '--confirm', 'x'], { cwd, env: { KMSDOCTOR_PASSWORD: 'x' } });
    expect([code, err]).toEqual([64, expect.stringMatching(/^Nothing was run: .*could not be read/)]);
  });
});
