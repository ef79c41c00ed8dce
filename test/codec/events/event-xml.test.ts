import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventXmlFormat } from '../../../src/codec/events/index.ts';
import { eventsOf, hostEvent, hostInfo, readWith, requestEvent, requestFacts, requestInfo, strayFields, countEvents, xmlEvent } from './fixtures.ts';

const request = xmlEvent({ id: 12288, data: [requestInfo] });
const host = xmlEvent({ id: 12290, log: 'Key Management Service', computer: 'kms1.contoso.test', at: '2026-03-09T07:05:12Z', data: [hostInfo, ...hostInfo.split(',')] });
const read = (text: string): ReturnType<typeof eventsOf> => eventsOf(eventXmlFormat, text);

describe('event XML', () => {
  it('one event, every field', () => {
    expect(read(request)).toEqual([requestEvent]);
  });

  it('several without a root, and within one', () => {
    expect(read(`${request}\n${request}`)).toEqual([requestEvent, requestEvent]);
    expect(read(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>\n${request}${request}</Events>`)).toEqual([requestEvent, requestEvent]);
    expect(read(`<Events>${request}${host}</Events>`)).toEqual([requestEvent, hostEvent]);
  });

  it('laid out over lines, as Event Viewer shows it, with its dashes', () => {
    const view = request.replace(/></g, '>\n  <').replace('<Event ', '- <Event ').replace('<System>', '- <System>');
    expect(read(view)).toEqual([requestEvent]);
  });

  it('named Data, a property a field', () => {
    const named = xmlEvent({ id: 12288, data: requestInfo.split(', ') }).replaceAll('<Data>', "<Data Name='param1'>");
    expect(read(named)).toEqual([requestEvent]);
  });

  it('strings that a tool wrote into one Data', () => {
    expect(read(request.replace(requestInfo, `<string>${requestInfo}</string>`))).toEqual([requestEvent]);
    expect(read(request.replace(requestInfo, `&lt;string&gt;${requestInfo}&lt;/string&gt;\n`))).toEqual([requestEvent]);
  });

  it('without strings, the rendered message tells', () => {
    const rendered = xmlEvent({ id: 12288, data: [], message: `The client has sent an activation request to the key management service machine.\nInfo:\n${requestInfo}` });
    expect(read(rendered)).toEqual([requestEvent]);
  });

  it('UserData, CDATA and prefixes', () => {
    expect(read(request.replace(/<EventData>.*<\/EventData>/, `<UserData><Kms><Info>${requestInfo}</Info></Kms></UserData>`))).toEqual([requestEvent]);
    expect(read(request.replace(requestInfo, `<![CDATA[${requestInfo}]]>`))).toEqual([requestEvent]);
    expect(read(request.replace(/<(\/?)(?=\w)/g, '<$1e:').replace('xmlns=', 'xmlns:e='))).toEqual([requestEvent]);
  });

  it('what was not escaped is repaired: a guide’s placeholder, a bare ampersand', () => {
    expect(read(request.replace('kms1.contoso.test', '<KMS Host FQDN>'))).toEqual([{ ...requestEvent, kms: { ...requestFacts, kmsHost: null } }]);
    expect(read(request.replace('<Data>', '<Data>a & b</Data><Data>'))).toHaveLength(1);
  });

  it('an empty computer is null; 1601 is no time; the qualifiers are not part of the number', () => {
    const [event] = read(xmlEvent({ id: 12288 + 0x4000_0000, data: [requestInfo], computer: '', at: '1601-01-01T00:00:00Z' }));
    expect(event).toEqual({ ...requestEvent, computer: null, time: null });
  });

  it('events of other sources are left out', () => {
    const fragments = readWith(eventXmlFormat, xmlEvent({ id: 12288, provider: 'VSS', data: ['0x0, 0x0'] }) + request);
    expect(fragments.flatMap((f) => f.events)).toEqual([requestEvent]);
    expect(fragments[0]?.notes).toHaveLength(1);
  });

  it('the machine, and the line of each machine’s first event', () => {
    const fragments = readWith(eventXmlFormat, `${request}\n${host}\n${request}`);
    expect(fragments.map((f) => [f.computer, f.line, f.events.length])).toEqual([['ws-0142.contoso.test', 1, 2], ['kms1.contoso.test', 2, 1]]);
    expect(readWith(eventXmlFormat, `${request}\n${xmlEvent({ id: 903, data: [], computer: '' })}`).map((f) => f.computer)).toEqual(['ws-0142.contoso.test']);
  });

  it('control characters and bidirectional overrides do not survive', () => {
    const [event] = read(xmlEvent({ id: 12288, data: [requestInfo], computer: 'ws\u202e1' }).replace('ws\u202e1', 'ws&#x202E;1&#27;'));
    expect(event?.computer ?? '').not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

const found = (count: number): number => countEvents(eventXmlFormat, Array.from({ length: count }, () => request));

describe('damaged and hostile XML', () => {
  it('cut anywhere, it does not throw, and no field differs from the whole event’s but by being null', () => {
    for (let n = 0; n < request.length; n += 1) {
      expect(read(request.slice(0, n)).flatMap((event) => strayFields(event, requestEvent)), `cut at ${n}`).toEqual([]);
    }
  });

  it('a cut event does not take the next one with it', () => {
    expect(read(`${request.slice(0, -28)}\n${request}`)).toEqual([{ ...requestEvent, kms: { ...requestFacts, requiredCount: null } }, requestEvent]);
  });

  it('an entity bomb is not expanded', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">${Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i} "${'&a;'.repeat(10)}">`).join('')}]>`;
    expect(read(`${bomb}\n${request.replace('ws-0142', '&l29;')}`)).toEqual([{ ...requestEvent, computer: '&l29;.contoso.test' }]);
  });

  it('200,000 levels and 200,000 unclosed events are refused', () => {
    expect(read(`<Event>${'<a>'.repeat(200_000)}`)).toEqual([]);
    expect(read(`<Event>${'<Data>'.repeat(100_000)}</Event>`)).toEqual([]);
    expect(read('<Event '.repeat(200_000))).toEqual([]);
  });

  it('never throws on any text', () => {
    const part = fc.constantFrom('<Event>', '</Event>', '<System>', '<EventID>', '12288', '</EventID>', '<Data>', '&amp;', '&x;', '<![CDATA[', ']]>', '<!DOCTYPE a>', '<?xml?>', requestInfo);
    fc.assert(fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
      expect(() => readWith(eventXmlFormat, `<Event>${parts.join('')}`)).not.toThrow();
    }), { numRuns: 500 });
  });

  it('a large file is read to its end', () => {
    expect(found(8000)).toBe(8000);
  });
});
