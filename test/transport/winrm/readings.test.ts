import { describe, expect, onTestFinished, test } from 'vitest';

import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import type { WinrmMachine, WinrmTarget } from '../../../src/transport/winrm/target.ts';
import type { WmiQuery } from '../../../src/model/windows.ts';
import { fragment, methodOutput, page, wsmanFault } from '../../codec/wsman/soap.ts';
import { authority, certificates } from './certificates.ts';
import { account, fakeMachine } from './fake-machine.ts';
import type { Answer, FakeMachine, Request } from './fake-machine.ts';

const limits = (timeoutMs = 5000): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });

function connect({ port }: { port: number }, more: Partial<WinrmTarget> = {}): WinrmMachine {
  const machine = connectWinrm({ host: '127.0.0.1', port, tls: false, auth: 'auto', allowShell: false, credentials: account, ...more });
  onTestFinished(() => machine.close());
  return machine;
}

const query: WmiQuery = { namespace: 'root\\cimv2', wql: 'SELECT Name FROM Win32_Service' };
const row = fragment('<Name>sppsvc</Name>');

const sealedMachine = (answer: (request: Request) => Answer): Promise<FakeMachine> => fakeMachine({ auth: 'ntlm', answer });

const event = (log: string, id: number, record: number, time: string, strings: readonly string[]): string =>
  fragment(`<Logfile>${log}</Logfile><RecordNumber>${record}</RecordNumber><EventCode>${id}</EventCode><SourceName>Microsoft-Windows-Security-SPP</SourceName><ComputerName>srv01</ComputerName><TimeGenerated><cim:Datetime>${time}</cim:Datetime></TimeGenerated>${strings.map((text) => `<InsertionStrings>${text}</InsertionStrings>`).join('')}`);

describe('an answer that is hostile', () => {
  test('and never ends is cut off at the bytes that may be', async () => {
    const fake = await fakeMachine({ tls: certificates.machine, answer: () => ({ trouble: 'endless' }) });
    const machine = connect(fake, { tls: true, ca: authority, auth: 'basic', mostBytes: 300_000 });
    expect(await machine.queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('more than 300000 bytes') });
  });

  test.each([
    ['deep', `<s:Envelope><s:Body>${'<a>'.repeat(5000)}`, 'at most 64 levels'], ['a bomb of entities', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'no document type'], ['cut off', page('first', {}).slice(0, -40), 'no SOAP that can be read'],
  ])('and is %s is refused with words', async (_, soap, words) => {
    const fake = await sealedMachine(() => ({ soap }));
    expect(await connect(fake).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining(words) });
  });

  test('and gives rows or empty pages without end is left', async () => {
    const endlessRows = await sealedMachine(() => ({ soap: page('later', { items: Array.from({ length: 40 }, () => row), context: 'uuid:A' }) }));
    expect(await connect(endlessRows, { mostRows: 200 }).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('200 rows') });
    const emptyPages = await sealedMachine(() => ({ soap: page('later', { context: 'uuid:A' }) }));
    expect(await connect(emptyPages).queryWmi(query, limits())).toMatchObject({ ok: false, reason: 'unparsable', detail: expect.stringContaining('without giving rows') });
    for (const fake of [endlessRows, emptyPages]) expect(fake.requests.at(-1)?.action).toBe('Release');
  });
});

describe('an enumeration', () => {
  test('is pulled with the newest context to its end', async () => {
    const fake = await sealedMachine(({ soap, action }) => {
      if (action === 'Enumerate') return { soap: page('first', { items: [row], context: 'uuid:1' }) };
      return { soap: page('later', { items: [row, row], context: soap.includes('uuid:1<') ? 'uuid:2' : null }) };
    });
    const reading = await connect(fake).queryWmi(query, limits());
    expect(reading.ok && reading.value).toHaveLength(5);
    expect(fake.requests.map(({ action }) => action)).toEqual(['Identify', 'Enumerate', 'Pull', 'Pull']);
  });

  test.each([2_150_858_779, 2_150_858_780])('whose context has died is begun anew once (%d)', async (code) => {
    const fake = await sealedMachine(({ action, number }) => (action === 'Enumerate' ? { soap: page('first', { items: [row], context: 'uuid:1' }) } : number > 4 ? { soap: page('later', { items: [row] }) } : { soap: wsmanFault(code, 'Gone.') }));
    expect(await connect(fake).queryWmi(query, limits())).toEqual({ ok: true, value: [{ Name: 'sppsvc' }, { Name: 'sppsvc' }] });
    const always = await sealedMachine(({ action }) => (action === 'Enumerate' ? { soap: page('first', { context: 'uuid:1' }) } : { soap: wsmanFault(code, 'Gone.') }));
    expect((await connect(always).queryWmi(query, limits())).ok).toBe(false);
    expect(always.requests).toHaveLength(5);
  });

  test.each([
    [5, 'Access is denied.', 'denied', '"Remote Enable" on the WMI namespace root\\cimv2'], [2_150_859_014, 'No.', 'denied', '0x80338106'],
    [2_150_858_778, 'Invalid class', 'unsupported', '0x8033801A'], [2_147_749_904, 'Invalid class', 'unsupported', '0x80041010'], [2_147_749_902, 'Invalid namespace', 'unsupported', '0x8004100E'], [2_147_749_911, 'Invalid query', 'unsupported', '0x80041017'],
    [2_150_858_793, 'Late.', 'timeout', '0x80338029'], [2_150_859_174, 'Too many.', 'refused', 'too many operations for this user'], [2_150_859_173, 'Shells.', 'refused', 'too many shells'], [2_147_944_122, 'Service off', 'refused', '0x800706BA'],
  ])('that is refused with %d says so in words', async (code, words, reason, detail) => {
    const fake = await sealedMachine(() => ({ soap: wsmanFault(code, words) }));
    expect(await connect(fake).queryWmi(query, limits())).toMatchObject({ ok: false, reason, detail: expect.stringContaining(detail) });
  });
});

describe('event logs', () => {
  test('that are asked in one breath are one query, and each gets its own, newest first', async () => {
    const fake = await sealedMachine(() => ({ soap: page('first', { items: [
      event('Application', 8198, 7, '2026-11-20T09:00:00Z', ['hr=0xC004F074']), event('Application', 12288, 9, '2026-11-20T09:00:00Z', ['1', '2']), event('Key Management Service', 12290, 3, '2026-11-21T10:00:00+01:00', []), event('Application', 12289, 4, '2026-11-22T00:00:00Z', ['x']),
    ] }) }));
    const machine = connect(fake);
    const since = Date.parse('2026-10-17T00:00:00Z');
    const [application, kms] = await Promise.all(['Application', 'Key Management Service'].map((log) => machine.readEvents({ log, ids: [12_288, 12_289, 12_290, 8198], since }, limits())));
    expect(application?.ok === true && application.value.map(({ id, time, strings }) => [id, time, strings])).toEqual([
      [12_289, '2026-11-22T00:00:00.000Z', ['x']], [12_288, '2026-11-20T09:00:00.000Z', ['1', '2']], [8198, '2026-11-20T09:00:00.000Z', ['hr=0xC004F074']],
    ]);
    expect(kms).toEqual({ ok: true, value: [{ id: 12_290, provider: 'Microsoft-Windows-Security-SPP', log: 'Key Management Service', computer: 'srv01', time: '2026-11-21T09:00:00.000Z', strings: [] }] });
    expect(fake.requests.filter(({ action }) => action === 'Enumerate')).toHaveLength(1);
    expect(fake.requests.at(-1)?.soap).toContain('TimeGenerated &gt;= &apos;20261017000000.000000+000&apos;');
  });

  test('for other times or ids are asked by themselves', async () => {
    const fake = await sealedMachine(() => ({ soap: page('first', {}) }));
    const machine = connect(fake);
    await Promise.all([1, 2].map((since) => machine.readEvents({ log: 'Application', ids: [1003], since }, limits())));
    expect(fake.requests.filter(({ action }) => action === 'Enumerate')).toHaveLength(2);
  });

  test('that may not be read are refused to all who asked', async () => {
    const fake = await sealedMachine(() => ({ soap: wsmanFault(5, 'Access is denied.') }));
    const machine = connect(fake);
    const readings = await Promise.all(['A', 'B'].map((log) => machine.readEvents({ log, ids: [1], since: 0 }, limits())));
    for (const reading of readings) expect(reading).toMatchObject({ ok: false, reason: 'denied' });
  });
});

describe('the registry by calls', () => {
  const values = '<p:ReturnValue>0</p:ReturnValue><p:sNames>EditionID</p:sNames><p:sNames>UBR</p:sNames><p:sNames>List</p:sNames><p:sNames>Raw</p:sNames><p:Types>1</p:Types><p:Types>4</p:Types><p:Types>7</p:Types><p:Types>3</p:Types>';
  const outputs: Readonly<Record<string, string>> = {
    EnumValues: values, GetStringValue: '<p:ReturnValue>0</p:ReturnValue><p:sValue>20348</p:sValue>', GetDWORDValue: '<p:ReturnValue>0</p:ReturnValue><p:uValue>1234</p:uValue>',
    GetMultiStringValue: '<p:ReturnValue>0</p:ReturnValue><p:sValue>one, 0, 0</p:sValue>', GetBinaryValue: '<p:ReturnValue>0</p:ReturnValue><p:uValue>1</p:uValue><p:uValue>255</p:uValue>',
  };
  const answer = ({ soap, action }: Request): Answer => ({ soap: methodOutput(action, action === 'EnumValues' && soap.includes('Missing') ? '<p:ReturnValue>2</p:ReturnValue>' : outputs[action] ?? '') });

  test('gives each value by its own type, and null where there is no value or no key', async () => {
    const fake = await sealedMachine(answer);
    const names = ['editionid', 'UBR', 'List', 'Raw', 'Nothing'];
    const reading = await connect(fake).readRegistry([...names.map((name) => ({ hive: 'HKLM' as const, key: 'SOFTWARE\\A', name })), { hive: 'HKU', key: 'Missing', name: 'x' }], limits());
    expect(reading).toEqual({ ok: true, value: ['20348', 1234, ['one, 0, 0'], '01 ff', null, null] });
    expect(fake.requests).toHaveLength(7);
  });

  test('says which key may not be read, and gives up before it has asked too often', async () => {
    const forbidden = await sealedMachine(({ action }) => ({ soap: methodOutput(action, '<p:ReturnValue>5</p:ReturnValue>') }));
    expect(await connect(forbidden).readRegistry([{ hive: 'HKLM', key: 'SAM', name: 'x' }], limits())).toMatchObject({ ok: false, reason: 'denied', detail: expect.stringContaining('HKLM\\SAM') });
    const many = await sealedMachine(answer);
    expect(await connect(many).readRegistry(Array.from({ length: 100 }, (_, n) => ({ hive: 'HKLM' as const, key: `Missing${n}`, name: 'x' })), limits())).toMatchObject({ ok: false, reason: 'unsupported', detail: expect.stringContaining('allow a shell') });
    expect(many.requests.length).toBeLessThan(80);
  });
});
