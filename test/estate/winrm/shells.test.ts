import { describe, expect, test } from 'vitest';

import { readCommandId, readReceived, readShellId } from '../../../src/codec/wsman/shell-answers.ts';
import { writeShellCommand, writeShellCreate, writeShellDelete, writeShellReceive, writeShellSend, writeShellSignal } from '../../../src/codec/wsman/shell-requests.ts';
import { readPieces } from '../../../src/codec/powershell/pieces.ts';
import { probeScript } from '../../../src/collect/powershell/collect-script.ts';
import { liveThrough } from '../../../src/estate/scenario/live-through.ts';
import { estateWithoutRecord, healthyEstate } from '../../../src/estate/known-estates.ts';
import { client } from '../machine/reference-machine.ts';
import { network } from '../../collect/gather-reference-machine.ts';
import { codeOf, context, say, startPlain } from './plain-client.ts';
import { connect, limits, reader, start } from './started.ts';
import type { Started } from './started.ts';

async function opened(started: Started): Promise<string> {
  const shell = await say(started, writeShellCreate(context()), readShellId);
  if (!shell.ok) throw new Error('no shell');
  return shell.value;
}

const command = (line: string, skipCmd = false) => ({ command: line, arguments: [], consoleInput: true, skipCmd });

/** Runs a command and gives what it wrote and ended with. */
async function run(started: Started, line: string): Promise<{ out: string; err: string; exitCode: number | null }> {
  const shellId = await opened(started);
  const commandId = await say(started, writeShellCommand(context(), shellId, command(line)), readCommandId);
  if (!commandId.ok) throw new Error('no command');
  const received = await say(started, writeShellReceive(context(), { shellId, commandId: commandId.value }), readReceived);
  if (!received.ok) throw new Error('nothing received');
  const text = (name: string): string => Buffer.concat(received.value.parts.filter((part) => part.name === name).map((part) => part.octets)).toString('utf8');
  return { out: text('stdout'), err: text('stderr'), exitCode: received.value.exitCode };
}

describe('the shell of a reference machine', () => {
  test.each([['hostname', 'WS-0142\r\n'], ['cmd /c ver', '\r\nMicrosoft Windows [Version 10.0.22631.4169]\r\n'], ['echo kms', 'kms\r\n']])('%s says what Windows says', async (line, out) => {
    expect(await run(await startPlain(), line)).toEqual({ out, err: '', exitCode: 0 });
  });

  test.each(['format c:', 'slmgr.vbs /ato', 'powershell -Command Remove-Item'])('%s is run by nobody, and ends as a command that is not there', async (line) => {
    expect(await run(await startPlain(), line)).toMatchObject({ out: '', exitCode: 1 });
  });

  test('waits for standard input, and says meanwhile that there is nothing yet', async () => {
    const started = await startPlain();
    const shellId = await opened(started);
    const commandId = await say(started, writeShellCommand(context(), shellId, command('powershell.exe -NoProfile -Command -')), readCommandId);
    const ids = { shellId, commandId: commandId.ok ? commandId.value : '' };
    expect(await codeOf(started, writeShellReceive(context(20), ids))).toBe('0x80338029');
    expect(await codeOf(started, writeShellSend(context(), ids, Buffer.from('host').toString('base64'), false))).toBeNull();
    expect(await codeOf(started, writeShellSend(context(), ids, Buffer.from('name\r\n').toString('base64'), true))).toBeNull();
    const received = await say(started, writeShellReceive(context(), ids), readReceived);
    expect(received).toMatchObject({ ok: true, value: { done: true, exitCode: 0 } });
    expect(await codeOf(started, writeShellSignal(context(), ids))).toBeNull();
    expect(await codeOf(started, writeShellReceive(context(), ids))).toBe('0x8033805B');
    expect(await codeOf(started, writeShellDelete(context(), shellId))).toBeNull();
    expect(await codeOf(started, writeShellDelete(context(), shellId))).toBe('0x8033805B');
  });

  test('is its user\'s alone, and there are only so many of them', async () => {
    const other = { user: 'other', password: 'made-up' };
    const started = await startPlain({ accounts: [reader, other], limits: { shells: { most: 2, mostCommands: 1, idleMs: 1000, mostInput: 100 } } });
    const shellId = await opened(started);
    expect(await codeOf(started, writeShellDelete(context(), shellId), other)).toBe('0x8033805B');
    await opened(started);
    expect(await codeOf(started, writeShellCreate(context()))).toBe('0x803381A5');
    expect(await codeOf(started, writeShellCreate(context()), other)).toBeNull();
    const started1 = writeShellCommand(context(), shellId, command('powershell -Command -'));
    expect([await codeOf(started, started1), await codeOf(started, started1)]).toEqual([null, '0x803381A6']);
  });

  test('takes no line that cmd.exe would not, unless it is started without cmd.exe', async () => {
    const started = await startPlain();
    const shellId = await opened(started);
    const long = `echo ${'x'.repeat(8200)}`;
    expect(await codeOf(started, writeShellCommand(context(), shellId, command(long)))).toBe('0x800700CE');
    expect(await codeOf(started, writeShellCommand(context(), shellId, command(long, true)))).toBeNull();
  });
});

const probes = { role: 'client', timeoutMs: 1000, zones: [], zonesAreAll: false, hosts: [], dnsServers: ['10.0.0.5'], ownAddresses: [] } as const;

/** What our own probe script brings home from a machine, piece by piece. */
async function probed(started: Started, request: Parameters<typeof probeScript>[0]): Promise<Record<string, unknown>> {
  const output = await connect(started, { credentials: reader }).runScript(probeScript(request), limits());
  if (!output.ok) throw new Error(output.detail ?? '');
  const { pieces, whole, broken } = readPieces(output.value);
  expect({ whole, broken }).toEqual({ whole: true, broken: [] });
  return Object.fromEntries(pieces.map(({ name, value }) => [name, value]));
}

describe('the probe script of our own', () => {
  test('is answered from the machine\'s registry and its view of the network', async () => {
    const { net, asked } = network();
    const found = await probed(await start({ network: net }), probes);
    expect(found['registry']).toMatchObject({ ok: true, values: { 'RealTimeIsUniversal': null, 'SppExtComObj.exe (Debugger)': null, EditionID: 'Enterprise', CurrentBuild: '22631', UBR: 4169, Domain: 'contoso.test' } });
    expect(found['dnsSrv']).toMatchObject({ state: 'seen', value: [{ name: '_vlmcs._tcp.contoso.test', vantage: 'client', answers: [{ target: 'kms1.contoso.test' }] }] });
    expect(found['tcp']).toMatchObject({ state: 'seen', value: [{ host: 'kms1.contoso.test', address: '10.0.0.11', port: 1688, outcome: 'open', vantage: 'client' }] });
    expect(found['rpcBind']).toMatchObject({ state: 'seen', value: [{ outcome: 'accepted' }] });
    expect(found['clock']).toMatchObject({ state: 'seen', value: [{ reference: 'kms1.contoso.test', offsetMs: 420 }] });
    expect(asked).toContain('kms1.contoso.test:1688');
  });

  test('looks in the lookup domain alone where one is set, and at hosts set by hand', async () => {
    const { net, asked } = network();
    await probed(await start({ network: net }), { ...probes, zones: ['lookup.test'], zonesAreAll: true, hosts: [{ host: 'kms9.contoso.test', port: 1700 }] });
    expect(asked).toEqual(expect.arrayContaining(['_vlmcs._tcp.lookup.test', 'kms9.contoso.test:1700']));
    expect(asked).not.toContain('_vlmcs._tcp.contoso.test');
  });

  test('of a host reads its clock against other machines', async () => {
    const { net } = network();
    const found = await probed(await start({ network: net }), { ...probes, role: 'host', dnsServers: ['10.0.0.5', '10.0.0.11'], ownAddresses: ['10.0.0.11'] });
    expect(found['clock']).toMatchObject({ state: 'seen', value: [{ reference: '10.0.0.5', vantage: 'host', offsetMs: 420 }] });
    expect(found).not.toHaveProperty('dnsSrv');
  });

  test('sees the estate that the machine lives in: no record where it was deleted', async () => {
    for (const [estate, answers] of [[healthyEstate(), 1], [estateWithoutRecord(), 0]] as const) {
      const world = liveThrough(estate);
      const { state } = [...world.machines.values()].find(({ publisher }) => publisher === null) ?? world.machine('none');
      const found = await probed(await start({ machine: state, clock: world.clock, network: world.networkOf(state.name) }), { ...probes, dnsServers: state.dns.servers });
      const [first] = (found['dnsSrv'] as { value: { answers: unknown[] }[] }).value;
      expect(Math.min(1, first?.answers.length ?? -1)).toBe(answers);
    }
  });

  test('is refused its registry where that is closed', async () => {
    const found = await probed(await start({ machine: client({ unreadable: { wmi: null, events: null, registry: { reason: 'denied', detail: 'no right' } } }), network: null }), probes);
    expect(found['registry']).toEqual({ ok: false, reason: 'denied', detail: 'no right' });
  });
});
