import { describe, expect, it } from 'vitest';
import type { Applied, LookBeside, RemedyPlan } from '../../src/model/apply.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import { aCase, aDiagnosis, secondCommand, srvMissing, storyEvents } from './story.ts';
import { fakeEffects, keys, openSession } from './fake-terminal.tsx';

const step = { say: 'Name it:', command: secondCommand, actions: [{ do: 'set-kms-host', host: 'kms1.contoso.test', port: '1688' } as const], behind: ['SoftwareLicensingService.SetKeyManagementServiceMachine'] };

const plan: RemedyPlan = {
  remedy: 'name-host', title: 'Name the host by hand', risk: 'changes-client', where: 'client', machine: 'WS-0500', steps: [step],
  undo: [{ say: 'Clear the host again; none was set before:', command: 'slmgr.vbs /ckms' }], verifyWith: ['dns/srv-record-found'], refusal: null,
};
const inDns: RemedyPlan = { ...plan, remedy: 'publish-srv', title: 'Publish the record', risk: 'changes-dns', where: 'dns', undo: [], refusal: 'It is done in DNS, and kmsdoctor carries nothing out there: the steps are for a person.' };

const look = (verdict: LookBeside['verdict'], status: 'fail' | 'pass', causes: string[]): LookBeside =>
  ({ verdict, headline: verdict === 'healthy' ? 'WS-0500 is activated.' : 'WS-0500 does not activate.', checks: [{ id: 'dns/srv-record-found', title: 'An SRV record names the KMS host', status, messages: [] }], causes });

const applied: Applied = {
  remedy: 'name-host', title: plan.title, risk: plan.risk, where: 'client', machine: 'WS-0500', target: 'winrm://ws-0500', dryRun: false, refusal: null, ranAt: '2026-02-03T10:00:00Z',
  steps: [{ say: step.say, command: step.command, outcome: 'done', code: null, detail: null }], undo: plan.undo, before: look('failing', 'fail', ['dns-srv-missing']), after: look('healthy', 'pass', []),
};
const healthy: Diagnosis = { ...aDiagnosis, verdict: 'healthy', headline: 'WS-0500 is activated.', causes: [] };

/** A session on a machine, whose look has ended with the story's diagnosis and these plans. */
async function opened(plans: Record<string, RemedyPlan> = { 'name-host': plan, 'publish-srv': inDns }, columns = 100, rows = 40) {
  const effects = fakeEffects(storyEvents().map((event) => (event.type === 'diagnosis' ? { ...event, plans } : event)));
  const session = openSession({ effects, initial: { kind: 'machine', target: 'winrm://ws-0500', password: null }, columns, rows });
  await session.shows('FAILING');
  return { effects, session };
}

describe('a remedy in the session', () => {
  it('is shown before anything is done: command, what is called, way back, proof', async () => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    for (const text of [secondCommand, 'SoftwareLicensingService.SetKeyManagementServiceMachine', 'slmgr.vbs /ckms', 'dns/srv-record-found', 'changes the client', 'Nothing has been done yet.']) expect(session.frame()).toContain(text);
    expect(effects.ordered).toEqual([]);
  });

  it.each([['no name', ''], ['the name of another machine', 'WS-0501'], ['a yes', 'y'], ['a part of its name', 'WS-05']])('does nothing at %s', async (_, typed) => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    if (typed !== '') session.press(typed);
    session.press(keys.enter);
    await session.shows('Nothing was run');
    expect(effects.ordered).toEqual([]);
  });

  it('is begun once its name is typed, and then shows each step, and before and after side by side', async () => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    session.press('ws-0500.contoso.test\r');
    await session.shows('It is being carried out');
    expect(effects.ordered).toMatchObject([{ plan: { remedy: 'name-host' }, request: { target: 'winrm://ws-0500' }, case: aCase }]);
    effects.tell({ type: 'step', number: 1, ended: null });
    await session.shows('under way');
    effects.tell({ type: 'step', number: 1, ended: applied.steps[0] ?? null });
    effects.tell({ type: 'looking' });
    await session.shows('looked at again');
    effects.tell({ type: 'applied', applied, diagnosis: healthy, case: aCase, plans: {} });
    await session.shows('Before and after');
    const row = session.frame().split('\n').find((line) => line.includes('An SRV record names')) ?? '';
    expect(row).toMatch(/wrong +✓ ok +An SRV record names the KMS host/);
    session.press(keys.escape);
    await session.shows('HEALTHY');
  });

  it('stands still for no other look while it runs', async () => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    session.press('WS-0500\r');
    await session.shows('It is being carried out');
    session.press('r');
    await session.shows('wait until its result is here');
    expect(effects.begun).toHaveLength(1);
  });

  it('is not left by one slip of q while it changes the machine; Ctrl-C leaves', async () => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    session.press('WS-0500\r');
    await session.shows('It is being carried out');
    session.press('q');
    await session.shows('Ctrl-C leaves it as it stands');
    effects.tell({ type: 'applied', applied, diagnosis: healthy, case: aCase, plans: {} });
    await session.shows('Esc goes back to the diagnosis');
    session.press('q');
    expect(await session.left).toBe(0);
    const other = await opened();
    other.session.press('a');
    await other.session.shows('type its name');
    other.session.press('WS-0500\r');
    await other.session.shows('It is being carried out');
    other.session.press('\u0003');
    expect(await other.session.left).toBe(1);
  });

  it('that is none of the client’s says so, and cannot be confirmed', async () => {
    const { session, effects } = await opened({ 'publish-srv': inDns });
    session.press('a');
    await session.shows('It is done in DNS');
    session.press('WS-0500\r');
    await session.shows('carries nothing out there');
    expect(effects.ordered).toEqual([]);
  });

  it('beside others of its cause is reached with Tab', async () => {
    const { session } = await opened();
    session.press('a');
    await session.shows('type its name');
    session.press(keys.tab);
    await session.shows('This is not carried out.');
    session.press(keys.tab);
    await session.shows('type its name');
    expect(session.frame()).toContain(plan.title);
  });

  it('that only reads asks for a y', async () => {
    const { session, effects } = await opened({ 'name-host': { ...plan, risk: 'read-only' } });
    session.press('a');
    await session.shows('Type y to run it');
    session.press('y\r');
    await session.shows('It is being carried out');
    expect(effects.ordered).toHaveLength(1);
  });

  it('fits 60 columns, with before and after one under the other', async () => {
    const { session, effects } = await opened({ 'name-host': plan }, 60, 24);
    session.press('a');
    await session.shows('type its name');
    session.press('WS-0500\r');
    await session.shows('It is being carried out');
    effects.tell({ type: 'applied', applied, diagnosis: healthy, case: aCase, plans: {} });
    await session.shows('Esc goes back');
    session.press(keys.end);
    await session.shows('after   ✓ ok');
    for (const line of session.frame().split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(session.frame()).toContain('before  ✗ wrong');
  });

  it('says what came of it above the keys, whatever is below the fold', async () => {
    for (const [after, said] of [[applied.after, 'HEALTHY now: WS-0500 is activated.'], [applied.before, 'Still FAILING: WS-0500 does not activate.']] as const) {
      const { session, effects } = await opened({ 'name-host': plan }, 80, 24);
      session.press('a');
      await session.shows('type its name');
      session.press('WS-0500\r');
      await session.shows('It is being carried out');
      effects.tell({ type: 'applied', applied: { ...applied, after }, diagnosis: healthy, case: aCase, plans: {} });
      await session.shows('Esc goes back to the diagnosis');
      expect(session.frame()).toContain(said);
    }
  });

  it('names the checks that prove it by what they say', async () => {
    const { session } = await opened();
    session.press('a');
    await session.shows('type its name');
    expect(session.frame()).toContain('An SRV record names the KMS host (dns/srv-record-found)');
  });

  it('is told where kmsdoctor can carry out what the diagnosis says to do', async () => {
    const { session } = await opened({ 'publish-srv': { ...inDns, refusal: null } });
    await session.shows('Next: Publish the record');
    expect(session.frame()).toContain('Next: Publish the record. Press a to see how kmsdoctor would do it');
  });

  it('has its key on the last line only where there is one', async () => {
    const { session } = await opened({});
    expect(session.frame()).not.toContain('a apply');
    const { session: other } = await opened();
    expect(other.frame()).toContain('a apply');
  });

  it('that is not carried out has no key to carry it out', async () => {
    const { session } = await opened({ 'publish-srv': inDns });
    session.press('a');
    await session.shows('This is not carried out.');
    expect(session.frame()).not.toContain('Enter carry out');
  });

  it('says at 60 columns how to scroll to its undo', async () => {
    const { session } = await opened(undefined, 60, 16);
    session.press('a');
    await session.shows('type its name');
    expect(session.frame()).toContain('↑↓ scroll');
  });

  it('of which no result came says that it is not known', async () => {
    const { session, effects } = await opened();
    session.press('a');
    await session.shows('type its name');
    session.press('WS-0500\r');
    await session.shows('It is being carried out');
    effects.tell({ type: 'failed', message: 'The connection was lost.' });
    await session.shows('It is not known what came of it');
    expect(srvMissing.remedies).toContain('name-host');
  });
});
