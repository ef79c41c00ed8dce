import { describe, expect, test } from 'vitest';

import { readMethodOutput } from '../../../src/codec/wsman/wmi-answers.ts';
import { writeInvoke } from '../../../src/codec/wsman/wmi-requests.ts';
import type { MethodParameters } from '../../../src/codec/wsman/wmi-requests.ts';
import { liveThrough } from '../../../src/estate/scenario/live-through.ts';
import { estateWithoutRecord, healthyEstate } from '../../../src/estate/known-estates.ts';
import type { WinrmMachineOptions } from '../../../src/estate/winrm/winrm-machine.ts';
import { client, host } from '../machine/reference-machine.ts';
import { codeOf, context, say, startPlain } from './plain-client.ts';
import type { Started } from './started.ts';

const registry = { namespace: 'root\\cimv2', className: 'StdRegProv', selectors: {} };
const platform = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\SoftwareProtectionPlatform';
const currentVersion = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';

const ask = (started: Started, method: string, key: string, more: MethodParameters = [], hive = 2_147_483_650) =>
  say(started, writeInvoke(context(), registry, method, [['hDefKey', hive], ['sSubKeyName', key], ...more]), (text) => readMethodOutput(text, method));

const value = (name: string): MethodParameters => [['sValueName', name]];

describe('StdRegProv', () => {
  test('reads texts, numbers and lists, each by its own method', async () => {
    const started = await startPlain({ machine: host(30, { kmsHost: { ...host(0).kmsHost, publishList: [{ domain: 'a.test', priority: 0, weight: 0 }, { domain: 'b.test', priority: 5, weight: 10 }] } }) });
    expect(await ask(started, 'GetStringValue', currentVersion, value('EditionID'))).toEqual({ ok: true, value: { returnValue: 0, values: { sValue: 'ServerStandard' } } });
    expect(await ask(started, 'GetDWORDValue', currentVersion, value('ubr'))).toMatchObject({ value: { returnValue: 0, values: { uValue: host(0).system.revision } } });
    expect(await ask(started, 'GetMultiStringValue', platform, value('DnsDomainPublishList'))).toMatchObject({ value: { returnValue: 0, values: { sValue: ['a.test, 0, 0', 'b.test, 5, 10'] } } });
  });

  test('says 2 for what is not there, and is no fault then', async () => {
    const started = await startPlain();
    expect(await ask(started, 'GetStringValue', platform, value('KeyManagementServiceName'))).toEqual({ ok: true, value: { returnValue: 2, values: { sValue: null } } });
    expect(await ask(started, 'EnumValues', 'SOFTWARE\\NoSuch')).toMatchObject({ value: { returnValue: 2 } });
    expect(await ask(started, 'EnumKey', 'SOFTWARE\\NoSuch')).toMatchObject({ value: { returnValue: 2 } });
  });

  test('says 5 to whom the registry is closed', async () => {
    const started = await startPlain({ machine: client({ unreadable: { wmi: null, events: null, registry: { reason: 'denied', detail: 'no right' } } }) });
    expect(await ask(started, 'GetStringValue', currentVersion, value('EditionID'))).toMatchObject({ value: { returnValue: 5 } });
    expect(await ask(started, 'CheckAccess', currentVersion, [['uRequired', 1]])).toMatchObject({ value: { returnValue: 5, values: { bGranted: false } } });
  });

  test('lists values with their types, and keys', async () => {
    const started = await startPlain();
    const listed = await ask(started, 'EnumValues', 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters');
    expect(listed).toMatchObject({ value: { values: { sNames: ['Domain', 'NV Domain', 'SearchList', 'DhcpDomain'] } } });
    expect(listed.ok && listed.value.values['Types']).toEqual(['1', '1', '1', '1']);
    expect(await ask(started, 'EnumKey', currentVersion)).toMatchObject({ value: { returnValue: 0, values: { sNames: ['softwareprotectionplatform', 'image file execution options'] } } });
  });

  test('refuses a value of another type, grants no right to write, and has no method that writes', async () => {
    const started = await startPlain();
    expect(await ask(started, 'GetStringValue', currentVersion, value('UBR'))).toMatchObject({ value: { returnValue: 0x8004_1005 } });
    expect(await ask(started, 'CheckAccess', currentVersion, [['uRequired', 1]])).toMatchObject({ value: { values: { bGranted: true } } });
    expect(await ask(started, 'CheckAccess', currentVersion, [['uRequired', 2]])).toMatchObject({ value: { values: { bGranted: false } } });
    expect(await codeOf(started, writeInvoke(context(), registry, 'SetStringValue', [['sSubKeyName', platform], ['sValueName', 'KeyManagementServiceName'], ['sValue', 'kms.test']]))).toBe('0x8004102E');
  });
});

/** The client of an estate with its own clock, ready to be asked to activate. */
function lived(estate: ReturnType<typeof healthyEstate>): Partial<WinrmMachineOptions> & { machine: ReturnType<typeof client>; events: () => number[] } {
  const world = liveThrough(estate);
  const { state, client: licensing } = [...world.machines.values()].find(({ publisher }) => publisher === null) ?? world.machine('none');
  return { machine: state, clock: world.clock, activate: (product) => licensing.activate(product), events: () => state.events.map(({ id }) => id) };
}

const activate = (id: string): string => writeInvoke(context(), { namespace: 'root\\cimv2', className: 'SoftwareLicensingProduct', selectors: { ID: id } }, 'Activate', []);

describe('SoftwareLicensingProduct.Activate', () => {
  test('lets the machine try on the estate\'s clock: the answer is 0, and request and answer are in its log', async () => {
    const { events, ...options } = lived(healthyEstate());
    const started = await startPlain(options);
    const before = events().length;
    const id = options.machine.products[0]?.activationId ?? '';
    expect(await say(started, activate(id.toUpperCase()), (text) => readMethodOutput(text, 'Activate'))).toMatchObject({ ok: true, value: { returnValue: 0 } });
    expect(events().slice(before)).toEqual([12288, 12289]);
  });

  test('passes on the code with which an activation failed', async () => {
    const { machine, events: _events, ...options } = lived(estateWithoutRecord());
    expect(await codeOf(await startPlain({ machine, ...options }), activate(machine.products[0]?.activationId ?? ''))).toBe('0x8007232B');
  });

  test('is of a product that is there, and changes nothing on a machine that tries nothing', async () => {
    const machine = client();
    const started = await startPlain({ machine });
    expect(await codeOf(started, activate('00000000-0000-4000-8000-000000000000'))).toBe('0x80041002');
    expect(await codeOf(started, activate(machine.products[0]?.activationId ?? ''))).toBe('0x80041024');
    expect(machine.events).toEqual([]);
  });

  test('RefreshLicenseStatus answers 0', async () => {
    const refresh = writeInvoke(context(), { namespace: 'root\\cimv2', className: 'SoftwareLicensingService', selectors: {} }, 'RefreshLicenseStatus', []);
    expect(await say(await startPlain(), refresh, (text) => readMethodOutput(text, 'RefreshLicenseStatus'))).toMatchObject({ ok: true, value: { returnValue: 0 } });
  });
});
