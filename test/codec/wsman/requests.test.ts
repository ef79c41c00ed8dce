import { describe, expect, test } from 'vitest';

import { readXml } from '../../../src/codec/xml.ts';
import { readEnvelope } from '../../../src/codec/wsman/envelope.ts';
import type { SoapEnvelope } from '../../../src/codec/wsman/envelope.ts';
import { actions, wmiNamesOf, wmiUri } from '../../../src/codec/wsman/names.ts';
import { durationOf, writeIdentify } from '../../../src/codec/wsman/request.ts';
import { attribute, descend } from '../../../src/codec/wsman/soap-element.ts';
import { writeShellCommand, writeShellCreate, writeShellDelete, writeShellReceive, writeShellSend, writeShellSignal } from '../../../src/codec/wsman/shell-requests.ts';
import { writeEnumerate, writeEnumerateClass, writeGet, writeInvoke, writePull, writeRelease } from '../../../src/codec/wsman/wmi-requests.ts';

const context = { to: 'http://srv01.contoso.test:5985/wsman', messageId: '11111111-2222-4333-8444-555555555555', timeoutMs: 60_000 };
const cimv2 = 'root\\cimv2';
const command = { command: 'powershell.exe', arguments: ['-Command', 'a & "b" < c'], consoleInput: false, skipCmd: true };
const ids = { shellId: 'S', commandId: 'C' };

const all = {
  identify: writeIdentify(), enumerate: writeEnumerate(context, { namespace: cimv2, wql: "SELECT A FROM B WHERE C < 5 AND D = 'x&y'" }), enumerateClass: writeEnumerateClass(context, { namespace: cimv2, className: 'Win32_Service' }),
  pull: writePull(context, { resourceUri: wmiUri(cimv2, '*'), context: 'uuid:<1>' }), release: writeRelease(context, { resourceUri: wmiUri(cimv2, '*'), context: 'uuid:1' }),
  get: writeGet(context, { namespace: cimv2, className: 'Win32_Service', selectors: { Name: 'spp"svc' } }),
  invoke: writeInvoke(context, { namespace: cimv2, className: 'StdRegProv', selectors: {} }, 'EnumValues', [['hDefKey', 2_147_483_650], ['sSubKeyName', 'A\\B & C']]),
  create: writeShellCreate(context), command: writeShellCommand(context, 'S', command), send: writeShellSend(context, ids, 'QUJD', true), receive: writeShellReceive(context, ids), signal: writeShellSignal(context, ids), delete: writeShellDelete(context, 'S'),
};

function read(text: string): SoapEnvelope {
  const reading = readEnvelope(text);
  if (!reading.ok) throw new Error(reading.wanted);
  return reading.value;
}

describe('a request', () => {
  test.each(Object.entries(all))('is well-formed to another reader too: %s', (_, text) => {
    expect(readXml(text).ok).toBe(true);
  });

  test('says to whom, what and how long, once', () => {
    expect(read(all.get)).toMatchObject({
      to: context.to, messageId: `uuid:${context.messageId}`, action: actions.get, resourceUri: wmiUri(cimv2, 'Win32_Service'), operationTimeout: 'PT60.000S', maxEnvelopeBytes: 153_600, body: [],
    });
    expect(read(all.get).selectors).toEqual(new Map([['Name', 'spp"svc']]));
  });

  test('of WQL goes to the wildcard with its text unharmed, asks for items at once, and in the order that the service wants', () => {
    const { resourceUri, body } = read(all.enumerate);
    expect(resourceUri).toBe('http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*');
    expect(body[0]?.children.map(({ name }) => name)).toEqual(['OptimizeEnumeration', 'MaxElements', 'Filter']);
    expect(descend(body[0] ?? null, 'Filter')?.text).toBe("SELECT A FROM B WHERE C < 5 AND D = 'x&y'");
    expect(read(all.enumerateClass).body[0]?.children.map(({ name }) => name)).toEqual(['OptimizeEnumeration', 'MaxElements']);
  });

  test('goes on with a context letter by letter', () => {
    expect(descend(read(all.pull).body[0] ?? null, 'EnumerationContext')?.text).toBe('uuid:<1>');
    expect(read(all.release).action).toBe(actions.release);
  });

  test('calls a method by its action, its parameters in its class’s namespace', () => {
    const { action, body } = read(all.invoke);
    expect(action).toBe(`${wmiUri(cimv2, 'StdRegProv')}/EnumValues`);
    expect(body[0]).toMatchObject({ name: 'EnumValues_INPUT', children: [{ name: 'hDefKey', text: '2147483650' }, { name: 'sSubKeyName', text: 'A\\B & C' }] });
  });

  test('to a shell names it, and says how its command is started', () => {
    const started = read(all.command);
    expect(started.selectors).toEqual(new Map([['ShellId', 'S']]));
    expect(started.options).toEqual(new Map([['WINRS_CONSOLEMODE_STDIN', 'FALSE'], ['WINRS_SKIP_CMD_SHELL', 'TRUE']]));
    expect(started.body[0]?.children.map(({ text }) => text)).toEqual(['powershell.exe', '-Command', 'a & "b" < c']);
    expect(read(all.create).options).toEqual(new Map([['WINRS_NOPROFILE', 'TRUE'], ['WINRS_CODEPAGE', '65001']]));
    const stream = descend(read(all.send).body[0] ?? null, 'Stream');
    expect(stream === null ? null : [stream.text, attribute(stream, 'End'), attribute(stream, 'CommandId')]).toEqual(['QUJD', 'true', 'C']);
  });

  test('has no addressing where it is Identify', () => {
    expect(read(all.identify)).toMatchObject({ action: null, to: null, body: [{ name: 'Identify' }] });
  });

  test('holds what XML cannot by a sign in its place', () => {
    const { body } = read(writeEnumerate(context, { namespace: cimv2, wql: 'a\0b\ud800c' }));
    expect(descend(body[0] ?? null, 'Filter')?.text).toBe('a\ufffdb\ufffdc');
  });

  test('writes times in seconds, never as none', () => {
    expect([durationOf(60_000), durationOf(1), durationOf(-5), durationOf(1234.6)]).toEqual(['PT60.000S', 'PT0.001S', 'PT0.001S', 'PT1.235S']);
  });

  test('names of WMI resources are read as they were written', () => {
    expect(wmiNamesOf(wmiUri('root\\StandardCimv2', 'MSFT_NetFirewallRule'))).toEqual({ namespace: 'root\\StandardCimv2', className: 'MSFT_NetFirewallRule' });
    expect(wmiNamesOf(wmiUri(cimv2, '*'))).toEqual({ namespace: cimv2, className: '*' });
    expect(wmiNamesOf('http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd')).toBeNull();
  });
});
