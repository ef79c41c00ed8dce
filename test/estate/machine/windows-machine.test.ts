import { describe, expect, it } from 'vitest';
import { windowsMachineOf } from '../../../src/estate/machine/windows-machine.ts';
import { client, machine, now, oldClient } from './reference-machine.ts';
import type { MachineState, ServiceState } from '../../../src/estate/machine/state.ts';

const limits = { timeoutMs: 1000, signal: new AbortController().signal };
const of = (state: MachineState) => windowsMachineOf(state, { now }, null);
const query = (state: MachineState, wql: string) => of(state).queryWmi({ namespace: 'root\\cimv2', wql }, limits);

const withService = (state: MachineState, name: string, but: Partial<ServiceState> | null): MachineState =>
  ({ ...state, services: state.services.flatMap((s) => (s.name === name ? (but === null ? [] : [{ ...s, ...but }]) : [s])) });

const event = (id: number, hoursAgo: number, log = 'Application') => ({ id, provider: 'Microsoft-Windows-Security-SPP', log, at: now - hoursAgo * 3_600_000, strings: [`${id}`] });

describe('A reference machine seen as any Windows machine', () => {
  // Source: WMI error constants, Microsoft.
  it.each([
    ['SELEC * FROM Win32_Service', '0x80041017'], ['SELECT Colour FROM Win32_Service', '0x80041017'], ['SELECT * FROM Win32_Toaster', '0x80041010'],
  ])('answers %s with WMI’s own code', async (wql, code) => {
    expect(await query(client(), wql)).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining(code) });
  });

  it('is unreachable while it is switched off, in every way', async () => {
    const off = of(client({ on: false }));
    const unreachable = { ok: false, reason: 'unreachable', detail: 'WS-0142 does not answer' };
    expect(await off.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT * FROM Win32_Service' }, limits)).toEqual(unreachable);
    expect(await off.readEvents({ log: 'Application', ids: [12_288], since: 0 }, limits)).toEqual(unreachable);
    expect(await off.readRegistry([], limits)).toEqual(unreachable);
  });

  it('refuses what is set to be unreadable, and that alone', async () => {
    const state = client({ unreadable: { wmi: { reason: 'denied', detail: 'access denied (0x80070005)' }, events: null, registry: null } });
    expect(await query(state, 'SELECT * FROM Win32_Service')).toEqual({ ok: false, reason: 'denied', detail: 'access denied (0x80070005)' });
    expect(await of(state).readEvents({ log: 'Application', ids: [12_288], since: 0 }, limits)).toEqual({ ok: true, value: [] });
  });

  // Source: winerror.h; WMI's provider starts the service that it asks.
  it('cannot give licences while their service cannot start, and can while it is only stopped', async () => {
    const wql = 'SELECT Version FROM SoftwareLicensingService';
    expect(await query(withService(client(), 'sppsvc', { state: 'Stopped', startMode: 'Disabled' }), wql)).toMatchObject({ ok: false, reason: 'refused', detail: expect.stringContaining('0x80070422') });
    expect(await query(withService(client(), 'sppsvc', null), wql)).toMatchObject({ ok: false, detail: expect.stringContaining('0x80070424') });
    expect(await query(withService(client(), 'sppsvc', { state: 'Stopped', startMode: 'Manual' }), wql)).toMatchObject({ ok: true });
    expect(await query(withService(client(), 'sppsvc', { state: 'Running', startMode: 'Disabled' }), wql)).toMatchObject({ ok: true });
    expect(await query(withService(client(), 'sppsvc', null), 'SELECT Name FROM Win32_Service')).toMatchObject({ ok: true });
  });

  it('gives Office’s own licences by Office’s own service', async () => {
    const wql = 'SELECT Name FROM OfficeSoftwareProtectionProduct';
    expect(await query(withService(oldClient(), 'osppsvc', { state: 'Stopped', startMode: 'Disabled' }), wql)).toMatchObject({ detail: expect.stringContaining('0x80070422') });
    expect(await query(withService(oldClient(), 'sppsvc', { state: 'Stopped', startMode: 'Disabled' }), wql)).toMatchObject({ ok: true });
  });

  it('gives events of one log and of the numbers asked for, not older than asked, newest first', async () => {
    const state = client({ events: [event(12_288, 48), event(12_288, 3), event(1000, 2), event(12_290, 2, 'Key Management Service'), event(12_289, 1)] });
    const read = await of(state).readEvents({ log: 'Application', ids: [12_288, 12_289], since: now - 24 * 3_600_000 }, limits);
    expect(read).toEqual({
      ok: true, value: [
        { id: 12_289, provider: 'Microsoft-Windows-Security-SPP', log: 'Application', computer: 'ws-0142.contoso.test', time: '2026-11-20T08:00:00.000Z', strings: ['12289'] },
        { id: 12_288, provider: 'Microsoft-Windows-Security-SPP', log: 'Application', computer: 'ws-0142.contoso.test', time: '2026-11-20T06:00:00.000Z', strings: ['12288'] },
      ],
    });
  });

  it('answers by the clock as it stands when it is asked', async () => {
    const clock = { now };
    const seen = windowsMachineOf(machine('win11'), clock, null);
    clock.now += 86_400_000;
    expect(await seen.queryWmi({ namespace: 'root\\cimv2', wql: 'SELECT LocalDateTime FROM Win32_OperatingSystem' }, limits)).toEqual({ ok: true, value: [{ LocalDateTime: '20261121090000.000000+000' }] });
  });

  it('gives the values of the registry in the order asked', async () => {
    const key = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    expect(await of(client()).readRegistry([{ hive: 'HKLM', key, name: 'UBR' }, { hive: 'HKLM', key, name: 'Nothing' }, { hive: 'HKLM', key, name: 'EditionID' }], limits))
      .toEqual({ ok: true, value: [4169, null, 'Enterprise'] });
  });
});
