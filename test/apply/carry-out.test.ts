import { describe, expect, it } from 'vitest';

import { carryOut } from '../../src/apply/carry-out.ts';
import type { ActionEnd, Perform } from '../../src/apply/carry-out.ts';
import { readPerformed } from '../../src/apply/read-performed.ts';
import type { PlannedStep } from '../../src/model/apply.ts';
import type { RemedyAction } from '../../src/model/remedy.ts';

const step = (...actions: RemedyAction[]): PlannedStep => ({ say: actions.map((a) => a.do).join(' '), command: null, actions, behind: [] });
const steps = [step({ do: 'disable-host-caching' }), step({ do: 'restart-service', service: 'sppsvc' }, { do: 'activate', application: 'windows' }), step({ do: 'enable-host-caching' })];
const done: ActionEnd = { outcome: 'done', said: null };

async function run(ends: Partial<Record<RemedyAction['do'], ActionEnd>>, signal = new AbortController().signal) {
  const asked: string[] = [];
  const perform: Perform = async (action) => {
    asked.push(action.do);
    return ends[action.do] ?? done;
  };
  const carried = await carryOut({ steps }, perform, signal, () => undefined);
  return { asked, outcomes: carried.steps.map((s) => s.outcome), begun: carried.begun.map((a) => a.do) };
}

describe('carrying out', () => {
  it('goes from the first step to the last', async () => {
    expect(await run({})).toEqual({ asked: ['disable-host-caching', 'restart-service', 'activate', 'enable-host-caching'], outcomes: ['done', 'done', 'done'], begun: ['disable-host-caching', 'restart-service', 'activate', 'enable-host-caching'] });
  });

  it('stops at the first action that fails, and asks for nothing more', async () => {
    expect(await run({ 'restart-service': { outcome: 'failed', code: null, detail: 'no' } })).toEqual({ asked: ['disable-host-caching', 'restart-service'], outcomes: ['done', 'failed', 'not-run'], begun: ['disable-host-caching', 'restart-service'] });
  });

  it('goes on after a try to activate that Windows answered with a code, since what follows may tidy up', async () => {
    const answered = await run({ activate: { outcome: 'failed', code: '0xC004F038', detail: 'count', attempts: [{ at: null, product: null, activationId: null, succeeded: false, code: '0xC004F038' }] } });
    expect(answered.outcomes).toEqual(['done', 'failed', 'done']);
    const unanswered = await run({ activate: { outcome: 'failed', code: null, detail: 'no such class' } });
    expect(unanswered.outcomes).toEqual(['done', 'failed', 'not-run']);
  });

  it('stops where no answer came, and calls neither that step done nor failed', async () => {
    expect((await run({ 'disable-host-caching': { outcome: 'unknown', detail: 'lost' } })).outcomes).toEqual(['unknown', 'not-run', 'not-run']);
  });

  it('begins nothing more once it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await run({}, stop.signal)).toEqual({ asked: [], outcomes: ['not-run', 'not-run', 'not-run'], begun: [] });
  });
});

const say = (name: string, value: unknown): string => `@kmsdoctor ${name} ${JSON.stringify(value)}@end\r\n`;
const read = (text: string, action: RemedyAction = { do: 'clear-kms-host' }) => readPerformed(action, text, 'It was cut.', '2026-11-20T09:00:00Z');
const call = (name: string, ok: boolean, code: number | null, said: string | null = null): string => say('call', { name, ok, code, said });

describe('what a script printed', () => {
  it('is done where every call was, and it came to its end', () => {
    expect(read(`${call('A.B', true, 0)}${say('done', {})}`)).toEqual({ outcome: 'done', said: null });
  });

  it('is not known where it did not come to its end, or said nothing', () => {
    for (const text of ['', 'Access is denied.', call('A.B', true, 0), say('done', {})]) expect(read(text)).toEqual({ outcome: 'unknown', detail: 'It was cut.' });
  });

  it.each([
    [call('SoftwareLicensingService.InstallProductKey', false, 0xC004_F050), '0xC004F050', /^SoftwareLicensingService\.InstallProductKey failed: 0xC004F050 \(.+\)\.$/],
    [call('Win32_Service.StartService', false, 14), null, /the service is disabled\.$/],
    [call('w32tm.exe', false, 5, 'first\nlast words'), null, /exit code 5, “last words”/],
    [call('A.B', false, null, 'no such class'), null, /no such class/],
  ])('that failed is told in words, with Windows’ own code where it gave one', (text, code, words) => {
    expect(read(text)).toMatchObject({ outcome: 'failed', code, detail: expect.stringMatching(words) });
  });

  it('holds no control character, however it is written', () => {
    const told = read(`${call('reg.exe', true, 0, 'a\u001b[31mb\nc\u0007')}${say('done', {})}`, { do: 'show-host-setting' });
    expect(told).toEqual({ outcome: 'done', said: 'ab\nc' });
  });

  it('is never a throw, whatever came', () => {
    for (const value of [null, 1, 'x', [], {}, { name: 1 }, { name: 'a', ok: 'yes' }, { name: 'a', ok: true, code: -1 }, { name: 'a', ok: false, code: 1e99, said: {} }]) {
      expect(['done', 'failed', 'unknown']).toContain(read(`${say('call', value)}${say('try', value)}${say('done', value)}`, { do: 'activate', application: 'windows' }).outcome);
    }
  });

  it('tells each try to activate by its product', () => {
    const text = `${say('try', { id: '8ca8a252-c9a8-493c-a28b-656a069ed5a0', name: 'Windows' })}${call('SoftwareLicensingProduct.Activate', false, 0xC004_F074)}${call('SoftwareLicensingService.RefreshLicenseStatus', true, 0)}${say('done', {})}`;
    expect(read(text, { do: 'activate', application: 'windows' })).toMatchObject({ outcome: 'failed', code: '0xC004F074', attempts: [{ product: 'Windows', activationId: '8ca8a252-c9a8-493c-a28b-656a069ed5a0', succeeded: false, code: '0xC004F074' }] });
  });
});
