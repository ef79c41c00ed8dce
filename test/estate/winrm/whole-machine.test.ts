import { describe, expect, test } from 'vitest';

import { gatherMachine } from '../../../src/collect/gather-machine.ts';
import { windowsMachineOf } from '../../../src/estate/machine/windows-machine.ts';
import type { MachineState } from '../../../src/estate/machine/state.ts';
import { request, silent } from '../../collect/gather-reference-machine.ts';
import { client, host, machine, now, oldClient } from '../machine/reference-machine.ts';
import { connect, limits, start } from './started.ts';

const machines: readonly (readonly [string, () => MachineState, 'client' | 'host'])[] = [
  ['a Windows 11 client', client, 'client'], ['a KMS host on Server 2022', () => host(30), 'host'],
  ['a Windows 7 with Office 2013', oldClient, 'client'], ['a Windows 8.1', () => machine('win8.1'), 'client'],
];

/** Evidence without the words for what cannot be read: each transport has its own. */
const withoutWords = <T>(evidence: T): T => JSON.parse(JSON.stringify(evidence, (key, value: unknown) => (key === 'detail' ? null : value))) as T;

test.each(machines)('%s read over WS-Management gives the same evidence as the machine in memory', async (_name, make, role) => {
  const state = make();
  const look = request({ role, timeoutMs: 20_000 });
  const expected = await gatherMachine(windowsMachineOf(state, { now }, null), look, silent);
  const started = await start({ machine: state });
  const connected = connect(started);
  expect(withoutWords(await gatherMachine(connected, look, silent))).toEqual(withoutWords(expected));
  expect(connected.facts()).toMatchObject({ authenticatedBy: 'NTLM', sealed: true, tls: 'none', system: state.system.version });
  expect(started.log).toEqual([]);
  expect(started.winrm.held()).toMatchObject({ enumerations: 0, shells: 0 });
});

const query = (wql: string) => ({ namespace: 'root\\cimv2' as const, wql });
const licences = query('SELECT Version FROM SoftwareLicensingService');
const system = query('SELECT Version FROM Win32_OperatingSystem');
const events = query("SELECT EventCode FROM Win32_NTLogEvent WHERE Logfile = 'Application'");

describe('what a machine does not let be read', () => {
  test('is denied with the namespace and the right that it takes', async () => {
    const connected = connect(await start({ machine: client({ unreadable: { wmi: { reason: 'denied', detail: 'no Remote Enable' }, events: null, registry: null } }) }));
    expect(await connected.queryWmi(system, limits())).toMatchObject({ ok: false, reason: 'denied', detail: expect.stringMatching(/0x80338106.*"Remote Enable".*root.cimv2/) as string });
  });

  test('is its events alone, and the rest is read', async () => {
    const connected = connect(await start({ machine: client({ unreadable: { wmi: null, events: { reason: 'denied', detail: 'no right' }, registry: null } }) }));
    expect(await connected.queryWmi(events, limits())).toMatchObject({ ok: false, reason: 'denied' });
    expect(await connected.queryWmi(system, limits())).toMatchObject({ ok: true });
  });

  test('is its licences where their service is disabled, with the code of that', async () => {
    const state = client();
    const disabled = state.services.map((service) => (service.name === 'sppsvc' ? { ...service, state: 'Stopped' as const, startMode: 'Disabled' as const } : service));
    const connected = connect(await start({ machine: { ...state, services: disabled } }));
    expect(await connected.queryWmi(licences, limits())).toMatchObject({ ok: false, detail: expect.stringContaining('0x80070422') as string });
    expect(await connected.queryWmi(system, limits())).toMatchObject({ ok: true });
  });

  test('is nothing of one that is off', async () => {
    expect(await connect(await start({ machine: client({ on: false }) })).queryWmi(system, limits())).toMatchObject({ ok: false });
  });
});
