import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventJsonFormat } from '../../../src/codec/events/index.ts';
import { eventsOf, hostEvent, hostInfo, readWith, requestEvent, requestInfo, strayFields, countEvents } from './fixtures.ts';

const read = (value: unknown, indent = 1): ReturnType<typeof eventsOf> => eventsOf(eventJsonFormat, typeof value === 'string' ? value : JSON.stringify(value, null, indent));
const message = `The client has sent an activation request to the key management service machine.\r\nInfo:\r\n${requestInfo}`;
const provider = 'Microsoft-Windows-Security-SPP';
const computer = 'ws-0142.contoso.test';
const at = '2026-03-09T07:05:11.000Z';

const flat = { SourceName: provider, Level: '4', Channel: 'Application', Hostname: computer, TimeCreated: at, '@timestamp': at, EventID: 12288, Message: message };
const powershell5 = {
  Id: 12288, Version: 0, Qualifiers: 16384, Level: 4, ProviderName: provider, LogName: 'Application', MachineName: computer, UserId: null,
  TimeCreated: '\\/Date(1773039911000)\\/', ContainerLog: 'application', MatchedQueryIds: [], Bookmark: {}, LevelDisplayName: 'Information', Properties: [{ Value: requestInfo }], Message: message,
};

describe('shapes of event JSON', () => {
  it.each<[string, unknown]>([
    ['flat, of a log shipper', flat],
    ['flat, a number as text', { ...flat, EventID: '12288' }],
    ['system and event_data', {
      system: { provider, event_source_name: 'Software Protection Platform Service', event_id: 12288, level: 4, time_created: '2026-03-09T07:05:11.000000+00:00', channel: 'Application', computer },
      event_data: { Data: [requestInfo] }, message,
    }],
    ['evtx_dump', { Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: { Provider: { '#attributes': { Name: provider, Guid: 'E23B33B0' } }, EventID: { '#attributes': { Qualifiers: 16384 }, '#text': 12288 }, TimeCreated: { '#attributes': { SystemTime: '2026-03-09T07:05:11.000000Z' } }, Channel: 'Application', Computer: computer },
      EventData: { Data: { '#text': [requestInfo] }, Binary: null },
    } }],
    ['xml2js', { Event: { System: { Provider: { $: { Name: provider } }, EventID: { _: '12288', $: { Qualifiers: '16384' } }, TimeCreated: { $: { SystemTime: '2026-03-09T07:05:11Z' } }, Channel: 'Application', Computer: computer }, EventData: { Data: requestInfo } } }],
    ['winlogbeat', { '@timestamp': at, message, event: { code: 12288, kind: 'event', provider }, host: { name: 'ws-0142' }, log: { level: 'information' }, winlog: { event_id: 12288, provider_name: provider, channel: 'Application', computer_name: computer, event_data: { param1: requestInfo } } }],
    ['winlogbeat in a search answer', { took: 3, hits: { total: 1, hits: [{ _index: 'x', _source: { '@timestamp': at, winlog: { event_id: 12288, provider_name: provider, channel: 'Application', computer_name: computer, event_data: { param1: requestInfo } } } }] } }],
    ['Wazuh', { win: { system: { eventID: '12288', providerName: provider, channel: 'Application', computer, systemTime: '2026-03-09T07:05:11.0000000Z', message }, eventdata: { data: requestInfo } } }],
    ['Splunk', { preview: false, result: { EventCode: '12288', SourceName: provider, ComputerName: computer, LogName: 'Application', Message: message, _time: at } }],
    ['PowerShell 5', powershell5],
    ['PowerShell 7', { ...powershell5, TimeCreated: '2026-03-09T08:05:11.0000000+01:00' }],
    ['PowerShell, the time an object', { ...powershell5, TimeCreated: { value: '/Date(1773039911000)/', DateTime: 'Monday, March 9, 2026 8:05:11 AM' } }],
    ['Get-EventLog', { InstanceId: 1073754112, MachineName: computer, Source: provider, LogName: 'Application', ReplacementStrings: [requestInfo], TimeGenerated: '\\/Date(1773039911000)\\/', Message: message }],
  ])('%s', (_, value) => {
    const text = JSON.stringify(value, null, 2).replaceAll('\\\\/', '\\/');
    expect(read(text)).toEqual([requestEvent]);
    expect(read(text.replace(/\n\s*/g, ''))).toEqual([requestEvent]);
  });

  it('arrays, wrappers, one on each line', () => {
    expect(read([flat, flat])).toEqual([requestEvent, requestEvent]);
    expect(read({ Events: { Event: [flat, flat] } })).toEqual([requestEvent, requestEvent]);
    expect(read(`${JSON.stringify(flat)}\n${JSON.stringify(flat)}\n`)).toEqual([requestEvent, requestEvent]);
  });

  it('the whole line first, then a property a field', () => {
    const value = { Id: 12290, ProviderName: provider, LogName: 'Key Management Service', MachineName: 'kms1.contoso.test', TimeCreated: '2026-03-09T07:05:12Z', Properties: [hostInfo, ...hostInfo.split(',')].map((Value) => ({ Value })) };
    expect(read(value)).toEqual([hostEvent]);
  });

  it('numbers among the properties are fields too', () => {
    const Properties = hostInfo.split(',').map((v) => ({ Value: /^\d+$/.test(v) ? Number(v) : v }));
    expect(read({ Id: 12290, ProviderName: provider, LogName: 'Key Management Service', MachineName: 'kms1.contoso.test', TimeCreated: '2026-03-09T07:05:12Z', Properties })).toEqual([hostEvent]);
  });

  it('a time without a zone stays as found, and a better one is preferred', () => {
    const { '@timestamp': _, ...local } = { ...flat, TimeCreated: '2026-03-09 08:05:11' };
    expect(read(local)[0]?.time).toBe('2026-03-09 08:05:11');
    expect(read({ ...local, '@timestamp': at })[0]?.time).toBe(at);
    expect(read({ ...local, TimeCreated: null, EventTime: 1773039911 })[0]?.time).toBe(at);
  });

  it('what is absent is null', () => {
    expect(read({ EventID: 1003, Message: 'The Software Protection service has completed licensing status check.', Channel: '' })).toEqual([
      { id: 1003, provider: null, log: null, computer: null, time: null, kms: null, code: null },
    ]);
  });

  it('events of other sources, and things that merely have an id, are none', () => {
    expect(read({ ...flat, SourceName: 'VSS' })).toEqual([]);
    expect(read({ EventID: 1, SourceName: 'Microsoft-Windows-Sysmon', Message: 'Process Create' })).toEqual([]);
    expect(read({ ID: '2de67392-b7a7-462a-b1ca-108dd189f588', Name: 'Windows(R), Professional edition', LicenseStatus: 1 })).toEqual([]);
    expect(read({ id: 1003, name: 'something' })).toEqual([]);
  });

  it('escape sequences in strings do not survive', () => {
    expect(read({ ...flat, Hostname: 'ws\u001b[31m-1\u202e' })[0]?.computer).toBe('ws-1');
  });
});

const found = (count: number): number => countEvents(eventJsonFormat, [JSON.stringify(Array.from({ length: count }, () => flat))]);

describe('damaged JSON', () => {
  it('a line break inside a string is undone', () => {
    const text = JSON.stringify(flat, null, 1).replace('kms1.cont', 'kms1.\ncont');
    expect(read(text)).toEqual([requestEvent]);
  });

  it('cut anywhere, no field differs from the whole event’s but by being null', () => {
    const text = JSON.stringify({ EventID: 12288, ...powershell5, TimeCreated: at }, null, 1);
    for (let n = 0; n < text.length; n += 1) {
      expect(read(text.slice(0, n)).flatMap((event) => strayFields(event, requestEvent)), `cut at ${n}`).toEqual([]);
    }
    expect(read(text.slice(0, text.indexOf('"LevelDisplayName"')))).toMatchObject([{ id: 12288, computer }]);
  });

  it('a cut array gives its whole events and says that it is cut', () => {
    const text = JSON.stringify([flat, flat, flat], null, 1);
    const fragments = readWith(eventJsonFormat, text.slice(0, text.length - 400));
    expect(fragments.flatMap((f) => f.events).slice(0, 2)).toEqual([requestEvent, requestEvent]);
    expect(fragments[0]?.notes[0]?.text).toMatch(/cut or damaged/);
  });

  it('200,000 levels, open strings and open brackets are read to their end', () => {
    for (const text of ['['.repeat(200_000), '{"EventID":'.repeat(200_000), '{"a'.repeat(200_000), `${'{\n'.repeat(100_000)}"EventID": 1`, '{"a\n'.repeat(100_000)]) expect(() => read(text)).not.toThrow();
  });

  it('never throws on any text or value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(() => read({ EventID: 12288, System: value, Properties: value, TimeCreated: value })).not.toThrow();
    }));
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('{', '}', '[', ']', '"EventID"', ':', ',', '"', '\\', '12288'), fc.string())), (parts) => {
      expect(() => [eventJsonFormat.read(parts, 0, parts.length), readWith(eventJsonFormat, `{"EventID": 1, ${parts.join('')}`)]).not.toThrow();
    }), { numRuns: 500 });
  });

  it('a one-line array of many events is read to its end', () => {
    expect(found(8000)).toBe(8000);
  });
});
