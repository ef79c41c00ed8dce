import { describe, expect, test } from 'vitest';

import { writeRequest } from '../../../src/codec/wsman/request.ts';
import { actions, wmiUri, wqlDialect } from '../../../src/codec/wsman/names.ts';
import { writeEnumerate, writeEnumerateClass, writeGet, writePull, writeRelease } from '../../../src/codec/wsman/wmi-requests.ts';
import { readInstance } from '../../../src/codec/wsman/wmi-answers.ts';
import { Enumerations } from '../../../src/estate/winrm/enumerations.ts';
import { oldClient } from '../machine/reference-machine.ts';
import { codeOf, context, pageOf, post, basicOf, say, startPlain } from './plain-client.ts';
import { reader } from './started.ts';

const cimv2 = 'root\\cimv2';
const services = wmiUri(cimv2, '*');

/** Enumerate with the body's own elements. */
const enumerate = (elements: string, uri = services): string => writeRequest(context(), { resourceUri: uri, action: actions.enumerate, body: `<n:Enumerate>${elements}</n:Enumerate>` });
const filter = (wql: string): string => `<w:Filter Dialect="${wqlDialect}">${wql}</w:Filter>`;
const pull = (at: string, most: number | null): string =>
  writeRequest(context(), { resourceUri: services, action: actions.pull, body: `<n:Pull><n:EnumerationContext>${at}</n:EnumerationContext>${most === null ? '' : `<n:MaxElements>${most}</n:MaxElements>`}</n:Pull>` });

describe('an enumeration', () => {
  test('of named columns gives fragments without a namespace, of all columns instances of the class', async () => {
    const started = await startPlain();
    const answerTo = async (wql: string): Promise<string> => (await post(started.port, enumerate(`<w:OptimizeEnumeration/><w:MaxElements>9</w:MaxElements>${filter(wql)}`), { Authorization: basicOf(reader) })).text;
    expect(await answerTo('SELECT Name, State FROM Win32_Service')).toMatch(/<w:XmlFragment[^>]*><Name>sppsvc<\/Name><State>Running<\/State><\/w:XmlFragment>/);
    expect(await answerTo('SELECT * FROM Win32_Service')).toMatch(/<p:Win32_Service xmlns:p="http:\/\/schemas\.microsoft\.com\/wbem\/wsman\/1\/wmi\/root\/cimv2\/Win32_Service"[^>]* xsi:type="p:Win32_Service_Type">/);
  });

  test('of a whole class has all its rows', async () => {
    const page = await pageOf(await startPlain(), writeEnumerateClass(context(), { namespace: cimv2, className: 'win32_service' }));
    expect(page.rows.map((row) => row['Name'])).toEqual(['sppsvc', 'W32Time', 'Dnscache', 'Winmgmt', 'MpsSvc', 'WinRM', 'Spooler']);
    expect(page.context).toBeNull();
  });

  test('without the optimization begins with no items, with it and no number with one', async () => {
    const started = await startPlain();
    const plain = await pageOf(started, enumerate(filter('SELECT Name FROM Win32_Service')));
    expect([plain.rows.length, plain.context === null]).toEqual([0, false]);
    const optimized = await pageOf(started, enumerate(`<w:OptimizeEnumeration/>${filter('SELECT Name FROM Win32_Service')}`));
    expect([optimized.rows.length, optimized.context === null]).toEqual([1, false]);
  });

  test('goes on by a new context on each page, and the old one is good no more', async () => {
    const started = await startPlain();
    let page = await pageOf(started, enumerate(`<w:OptimizeEnumeration/><w:MaxElements>2</w:MaxElements>${filter('SELECT Name FROM Win32_Service')}`));
    const contexts: string[] = [];
    const names = [...page.rows];
    while (page.context !== null) {
      contexts.push(page.context);
      page = await pageOf(started, pull(page.context, 2));
      names.push(...page.rows);
    }
    expect(names).toHaveLength(7);
    expect(new Set(contexts).size).toBe(3);
    expect(await codeOf(started, pull(contexts[0] ?? '', 2))).toBe('0x8033801B');
    expect(started.winrm.held().enumerations).toBe(0);
  });

  test('keeps each answer within the size that the request allows', async () => {
    const started = await startPlain();
    const small = writeEnumerateClass(context(), { namespace: cimv2, className: 'SoftwareLicensingProduct' }).replace('>153600<', '>8192<');
    const reply = await post(started.port, small, { Authorization: basicOf(reader) });
    expect(reply.status).toBe(200);
    expect(Buffer.byteLength(reply.text)).toBeLessThanOrEqual(8192);
    expect(reply.text).toContain('<n:EnumerationContext>uuid:');
    expect(await codeOf(started, small.replace('>8192<', '>2100<'))).toBe('0x80338048');
  });

  test('is another user\'s no more than a stranger\'s, and is given up by Release', async () => {
    const other = { user: 'other', password: 'made-up' };
    const started = await startPlain({ accounts: [reader, other] });
    const { context: at } = await pageOf(started, enumerate(filter('SELECT Name FROM Win32_Service')));
    expect(await codeOf(started, pull(at ?? '', 1), other)).toBe('0x8033801B');
    const release = writeRelease(context(), { resourceUri: services, context: at ?? '' });
    expect(await codeOf(started, release)).toBeNull();
    expect(await codeOf(started, release)).toBe('0x8033801B');
  });

  test('dies where nobody pulls in time, and says so', async () => {
    let at = 0;
    const started = await startPlain({ nowMs: () => at });
    const { context: begun } = await pageOf(started, enumerate(filter('SELECT Name FROM Win32_Service')));
    at += 60_001;
    expect(await codeOf(started, writePull(context(), { resourceUri: services, context: begun ?? '' }))).toBe('0x8033801C');
  });

  test('with WQL goes to a namespace and to no class', async () => {
    const started = await startPlain();
    expect(await codeOf(started, enumerate(filter('SELECT * FROM Win32_Service'), wmiUri(cimv2, 'Win32_Service')))).toBe('0x803380FB');
  });

  test('fails for a class that is not there as its generation of Windows does', async () => {
    const asked = writeEnumerate(context(), { namespace: cimv2, wql: 'SELECT * FROM NoSuchClass' });
    expect(await codeOf(await startPlain(), asked)).toBe('0x80041010');
    expect(await codeOf(await startPlain({ machine: oldClient() }), asked)).toBe('0x8033801A');
  });

  test('takes no more than its share of memory', () => {
    const contexts = new Enumerations({ timeoutMs: 1000, most: 3 }, () => 0);
    const items = ['a', 'b'];
    const begin = () => contexts.begin('reader', services, items, { items: 1, bytes: 100 });
    expect([begin(), begin(), begin()].every((page) => page.ok)).toBe(true);
    expect(begin()).toEqual({ ok: false, why: 'too-many' });
  });
});

describe('Get', () => {
  test('finds one instance by its keys in any letter case, and the only one without', async () => {
    const started = await startPlain();
    expect(await say(started, writeGet(context(), { namespace: cimv2, className: 'Win32_Service', selectors: { name: 'SPPSVC' } }), readInstance)).toMatchObject({ ok: true, value: { Name: 'sppsvc', State: 'Running' } });
    expect(await say(started, writeGet(context(), { namespace: cimv2, className: 'Win32_ComputerSystem', selectors: {} }), readInstance)).toMatchObject({ ok: true, value: { Name: 'WS-0142' } });
  });

  test('fails where no instance has the keys, or several have', async () => {
    const started = await startPlain();
    expect(await codeOf(started, writeGet(context(), { namespace: cimv2, className: 'Win32_Service', selectors: { Name: 'nosuch' } }))).toBe('0x80041002');
    expect(await codeOf(started, writeGet(context(), { namespace: cimv2, className: 'Win32_Service', selectors: {} }))).toBe('0x8033803D');
  });
});
