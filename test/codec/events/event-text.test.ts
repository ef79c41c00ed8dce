import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTextFormat } from '../../../src/codec/events/index.ts';
import type { WindowsEvent } from '../../../src/model/evidence.ts';
import { eventsOf, hostFacts, hostInfo, readWith, requestEvent, requestFacts, requestInfo, responseFacts, responseInfo, strayFields, countEvents, xmlEvent } from './fixtures.ts';

const read = (text: string): WindowsEvent[] => eventsOf(eventTextFormat, text);

const header = (id: number, info: string, sentence: string): string => [
  'Log Name:      Application', 'Source:        Microsoft-Windows-Security-SPP', 'Date:          3/9/2026 8:05:11 AM', `Event ID:      ${id}`, 'Task Category: None',
  'Level:         Information', 'Keywords:      Classic', 'User:          N/A', 'Computer:      ws-0142.contoso.test', 'Description:', sentence, 'Info:', info,
].join('\n');
const sentence = 'The client has sent an activation request to the key management service machine.';
const copied = header(12288, requestInfo, sentence);
const asText: WindowsEvent = { ...requestEvent, time: '3/9/2026 8:05:11 AM' };

/** How many events are read of the text when its XML follows under a label. */
const readAboveXml = (xml: string, words = 'Event Xml:'): number => {
  const lines = `${copied}\n${words}\n${xml}`.split('\n');
  const to = lines.findIndex((line) => line.startsWith('<Event'));
  return eventTextFormat.read(lines, 0, to === -1 ? lines.length : to).flatMap((f) => f.events).length;
};

describe('Event Viewer text', () => {
  it('an event copied as text: every field, the local date as found', () => {
    expect(read(copied)).toEqual([asText]);
  });

  it('several events one after another', () => {
    const second = header(12289, responseInfo, 'The client has processed an activation response from the key management service machine.').replace('8:05:11', '8:06:02');
    expect(read(`${copied}\n\n${second}`)).toEqual([asText, { ...asText, id: 12289, time: '3/9/2026 8:06:02 AM', kms: responseFacts, code: null }]);
  });

  it('blank lines between all, trailing blanks and CRLF change nothing', () => {
    expect(read(copied.split('\n').join('  \r\n\r\n'))).toEqual([asText]);
  });

  it('a header whose lines ran together', () => {
    expect(read(copied.split('\n').slice(0, 10).join(' ') + copied.split('\n').slice(10).join(' '))).toEqual([asText]);
  });

  it('empty header fields and placeholders are null', () => {
    const empty = copied.replace(/(Date|Computer):.*/g, '$1:').replace('kms1.contoso.test', '<KMS Host FQDN>');
    expect(read(empty)).toEqual([{ ...asText, time: null, computer: null, kms: { ...requestFacts, kmsHost: null } }]);
  });

  it('German labels, told by their order', () => {
    const german = [
      'Protokollname: Application', 'Quelle:        Microsoft-Windows-Security-SPP', 'Datum:         09.03.2026 08:05:11', 'Ereignis-ID:   12288', 'Aufgabenkategorie:Keine',
      'Ebene:         Informationen', 'Schlüsselwörter:Klassisch', 'Benutzer:      Nicht zutreffend', 'Computer:      ws-0142.contoso.test', 'Beschreibung:',
      'Der Client hat eine Aktivierungsanforderung an den Schlüsselverwaltungsdienst-Computer gesendet.', 'Informationen:', requestInfo,
    ].join('\n');
    expect(read(`${german}\n${german}`)).toEqual([{ ...asText, time: '09.03.2026 08:05:11' }, { ...asText, time: '09.03.2026 08:05:11' }]);
  });

  it('French labels with a blank before the colon, Japanese ones with a full-width colon', () => {
    const values = ['Application', 'Microsoft-Windows-Security-SPP', '2026/03/09 8:05:11', '12288', '-', '-', '-', '-', 'ws-0142.contoso.test', ''];
    const french = ['Nom du journal', 'Source', 'Date', 'ID de l’événement', 'Catégorie de la tâche', 'Niveau', 'Mots clés', 'Utilisateur', 'Ordinateur', 'Description'];
    const japanese = ['ログの名前', 'ソース', '日付', 'イベント ID', 'タスクのカテゴリ', 'レベル', 'キーワード', 'ユーザー', 'コンピューター', '説明'];
    const expected = [{ ...asText, time: '2026/03/09 8:05:11' }];
    expect(read([...french.map((l, i) => `${l} : ${values[i]}`), 'Le client a envoyé une demande.', 'Informations :', requestInfo].join('\n'))).toEqual(expected);
    expect(read([...japanese.map((l, i) => `${l}：${values[i]}`), 'クライアントが要求を送信しました。', '情報:', requestInfo].join('\n'))).toEqual(expected);
  });

  it('text that Event Viewer repeats as XML under it is left to the XML, which has the time in UTC', () => {
    const xml = xmlEvent({ id: 12288, data: [requestInfo] });
    expect([readAboveXml(xml), readAboveXml(xml, 'Ereignis-XML:'), readAboveXml(xml, 'イベント XML:')]).toEqual([0, 0, 0]);
    expect(readAboveXml('<Event xmlns="x"><System><Provi')).toBe(1);
    expect(readAboveXml(xml, 'Thank you:')).toBe(1);
  });

  it('the Details view, with its dashes and without', () => {
    const details = [
      '- System', '', '  - Provider', '', '   [ Name]  Microsoft-Windows-Security-SPP', '   [ Guid]  {E23B33B0-C8C9-472C-A5F9-F2BDFEA0F156}',
      '   [ EventSourceName]  Software Protection Platform Service', '', '  - EventID 12288', '', '   [ Qualifiers]  16384', '', '   Version 0', '', '  - TimeCreated', '',
      '   [ SystemTime]  2026-03-09T07:05:11.000000000Z', '', '   EventRecordID 811', '', '   Channel Application', '', '   Computer ws-0142.contoso.test', '', '   Security', '',
      '- EventData', '', `   ${requestInfo}`,
    ].join('\n');
    expect(read(details)).toEqual([requestEvent]);
    expect(read(details.replace(/^\s*- /gm, ''))).toEqual([requestEvent]);
    expect(read(`${details}\n\n${details}`)).toEqual([requestEvent, requestEvent]);
  });

  it('the event viewer of Windows Server 2003', () => {
    const old = ['Event Type:	Information', 'Event Source:	Software Licensing Service', 'Event Category:	None', 'Event ID:	12290', 'Date:		3/9/2026', 'Time:		8:05:12 AM', 'User:		N/A',
      'Computer:	KMS1', 'Description:', 'An activation request has been processed.', 'Info:', hostInfo].join('\n');
    expect(read(old)).toEqual([{ id: 12290, provider: 'Software Licensing Service', log: null, computer: 'KMS1', time: '3/9/2026 8:05:12 AM', kms: hostFacts, code: null }]);
  });

  it('the list that Event Viewer saves as text', () => {
    const rows = `Level\tDate and Time\tSource\tEvent ID\tTask Category\nInformation\t3/9/2026 8:05:11 AM\tMicrosoft-Windows-Security-SPP\t12288\tNone\t"${sentence}\nInfo:\n${requestInfo}"`
      + `\nInformation\t3/9/2026 8:00:00 AM\tMicrosoft-Windows-Security-SPP\t903\tNone\tThe Software Protection service has stopped.`;
    expect(read(rows)).toEqual([
      { ...asText, log: null, computer: null },
      { id: 903, provider: 'Microsoft-Windows-Security-SPP', log: null, computer: null, time: '3/9/2026 8:00:00 AM', kms: null, code: null },
    ]);
  });
});

const wevtutilEvent = (n: number): string => [
  `Event[${n}]:`, '  Log Name: Application', '  Source: Microsoft-Windows-Security-SPP', '  Date: 2026-03-09T07:05:11.000', '  Event ID: 12288', '  Task: N/A', '  Level: Information',
  '  Opcode: N/A', '  Keyword: Classic', '  User: N/A', '  User Name: N/A', '  Computer: ws-0142.contoso.test', '  Description: ', sentence, 'Info:', requestInfo, '',
].join('\n');

describe('wevtutil text', () => {
  it('events apart, a date without a zone as found', () => {
    expect(read(wevtutilEvent(0) + wevtutilEvent(1))).toEqual([0, 1].map(() => ({ ...asText, time: '2026-03-09T07:05:11.000' })));
  });

  it('a date with its zone is UTC', () => {
    expect(read(wevtutilEvent(0).replace('11.000', '11.0000000Z'))).toEqual([requestEvent]);
  });
});

describe('PowerShell lists and tables', () => {
  const indent = ' '.repeat(15);
  const entry = (time: string): string => [`TimeCreated  : ${time}`, 'ProviderName : Microsoft-Windows-Security-SPP', 'Id           : 12288', `Message      : ${sentence}`, `${indent}Info:`,
    `${indent}${requestInfo.slice(0, 78)}`, `${indent}${requestInfo.slice(78)}`].join('\n');
  const inList = { ...asText, log: null, computer: null };

  it('Get-WinEvent | fl, its long line wrapped', () => {
    expect(read(`\n\n${entry('3/9/2026 8:05:11 AM')}\n\n${entry('3/9/2026 8:07:11 AM')}\n`)).toEqual([inList, { ...inList, time: '3/9/2026 8:07:11 AM' }]);
  });

  it('wrapped anywhere, with its indentation or without', () => {
    for (let at = 60; at < requestInfo.length - 1; at += 1) {
      const wrapped = `Message      : ${sentence}\n${indent}Info:\n${indent}${requestInfo.slice(0, at)}\n${indent}${requestInfo.slice(at)}\nId           : 12288`;
      expect(read(wrapped)[0]?.kms, `wrapped at ${at}`).toEqual(requestFacts);
      expect(read(wrapped.replaceAll(indent, ''))[0]?.kms, `wrapped at ${at}, unindented`).toEqual(requestFacts);
    }
  });

  it('Get-WinEvent | fl *: the message first', () => {
    const all = [`Message              : ${sentence}`, '                       Info:', `                       ${requestInfo}`, 'Id                   : 12288', 'Version              : 0', 'Qualifiers           : 16384',
      'Level                : 4', 'Task                 : 0', 'Opcode               : 0', 'Keywords             : 36028797018963968', 'RecordId             : 811',
      'ProviderName         : Microsoft-Windows-Security-SPP', 'ProviderId           : e23b33b0-c8c9-472c-a5f9-f2bdfea0f156', 'LogName              : Application', 'ProcessId            : 0', 'ThreadId             : 0',
      'MachineName          : ws-0142.contoso.test', 'UserId               : ', 'TimeCreated          : 3/9/2026 8:05:11 AM', 'ActivityId           : ', 'ContainerLog         : Application',
      'LevelDisplayName     : Information', 'Properties           : {System.Diagnostics.Eventing.Reader.EventProperty}', ''].join('\n');
    expect(read(all + all)).toEqual([asText, asText]);
  });

  it('Get-EventLog | fl: the number is the low half of InstanceId', () => {
    const old = ['Index              : 811', 'EntryType          : Information', 'InstanceId         : 1073754112', `Message            : ${sentence}`, '                     Info:',
      `                     ${requestInfo}`, 'Category           : (0)', 'CategoryNumber     : 0', `ReplacementStrings : {${requestInfo}}`, 'Source             : Microsoft-Windows-Security-SPP',
      'TimeGenerated      : 3/9/2026 8:05:11 AM', 'TimeWritten        : 3/9/2026 8:05:11 AM', 'UserName           : ', ''].join('\n');
    expect(read(old + old)).toEqual([inList, inList]);
    const noMessage = old.replace(sentence, 'The description for Event ID ...').replace(/^ +(Info:|0x.*)\n/gm, '');
    expect(read(noMessage)).toEqual([inList]);
  });

  it('the table of Get-WinEvent: cut messages give the role and nothing else', () => {
    const table = ['   ProviderName: Microsoft-Windows-Security-SPP', '', 'TimeCreated                     Id LevelDisplayName Message', '-----------                     -- ---------------- -------',
      '3/9/2026 8:05:11 AM          12288 Information      The client has sent an activation request to th...', '09.03.2026 08:05:10           8198 Error            License Activation (slui.exe) failed wit...'].join('\n');
    expect(read(table).map((e) => [e.id, e.time, e.provider, e.kms?.role ?? null, e.kms?.resultCode ?? null, e.code])).toEqual([
      [12288, '3/9/2026 8:05:11 AM', 'Microsoft-Windows-Security-SPP', 'client-request', null, null],
      [8198, '09.03.2026 08:05:10', 'Microsoft-Windows-Security-SPP', null, null, null],
    ]);
  });
});

describe('a message without a header', () => {
  const bare = { provider: null, log: null, computer: null, time: null };

  it.each([[12288, requestInfo, requestFacts, '0xC004F074'], [12289, responseInfo, responseFacts, null], [12290, hostInfo, hostFacts, null]] as const)(
    '%i is told by its fields, in any language', (id, info, kms, code) => {
      expect(read(`某种语言的句子。\n信息:\n${info}`)).toEqual([{ id, ...bare, kms, code }]);
    },
  );

  it('English words tell it too', () => {
    expect(read(`${sentence}\nInfo:\n${requestInfo}`)).toEqual([{ id: 12288, ...bare, kms: requestFacts, code: '0xC004F074' }]);
    expect(read('License Activation (slui.exe) failed with the following error code:\nhr=0x8007007B\nCommand-line arguments:\nRuleId=1')).toEqual([
      { id: 8198, ...bare, kms: null, code: '0x8007007B' },
    ]);
  });

  it('several messages are several events', () => {
    expect(read([sentence, 'Info:', requestInfo, 'An activation request has been processed.', 'Info:', hostInfo].join('\n')).map((e) => e.id)).toEqual([12288, 12290]);
  });

  it.each(['0xC004F074, and then some prose about it', '0x1, 0x2, 0x3, 0x4', 'hr=0xC004F074', 'see event 12288 for more', '[0xC004F014, 0, 0]'])('%s is no event', (text) => {
    expect(read(text)).toEqual([]);
  });
});

const withMessage = (id: number, message: string): WindowsEvent | undefined =>
  read(copied.split('\n').slice(0, 9).join('\n').replace('12288', String(id)) + `\nDescription:\n${message}`)[0];

describe('codes', () => {
  it('a licensing status check carries no code, whatever its list says of other products', () => {
    const list = `The Software Protection service has completed licensing status check.\nApplication Id=55c92734-d682-4d71-983e-d6ec3f16059f\nLicensing Status=\n1: ${requestFacts.cmid}, 1, 0 [(0 [0xC004F014, 0, 0], [(?)])(1 )(2 )]`;
    expect(withMessage(1003, list)).toMatchObject({ id: 1003, code: null, kms: null });
    expect(read(list)).toMatchObject([{ id: 1003, code: null }]);
  });

  it.each([
    [8198, 'License Activation (slui.exe) failed with the following error code:\nhr=0x80072EE7', '0x80072EE7'],
    [8200, 'License acquisition failure details.\nhr=0xC004C003', '0xC004C003'],
    [8233, 'The rules engine reported a failed VL activation attempt.\nReason:0xC004F074\nAppId = 55c92734-d682-4d71-983e-d6ec3f16059f', '0xC004F074'],
    [12291, 'Info:\n0x80070005', '0x80070005'],
    [12293, 'Info:\n0x80072338', '0x80072338'],
    [20486, 'Genuine validation result: hr = 0x00000000', null],
    [12308, 'Active Directory Activation has succeeded.', null],
    [1003, 'hr=0xC004F014', null],
  ])('%i', (id, message, code) => {
    expect(withMessage(id, message)).toMatchObject({ id, code });
  });

  it('an event of another source is left out and said so: VSS uses the same numbers', () => {
    const vss = copied.replace('Microsoft-Windows-Security-SPP', 'VSS').replace(sentence, 'Volume Shadow Copy Service error').replace(requestInfo, '');
    const fragments = readWith(eventTextFormat, vss);
    expect(fragments.flatMap((f) => f.events)).toEqual([]);
    expect(fragments[0]?.notes[0]?.text).toMatch(/nothing to do with licensing/);
  });
});

describe('machines', () => {
  it('events of two machines are two fragments', () => {
    const fragments = readWith(eventTextFormat, `${copied}\n${copied.replace('ws-0142', 'ws-0143')}`.replaceAll('Log Name:      Application\n', ''));
    expect(fragments.map((f) => f.computer)).toEqual(['ws-0142.contoso.test', 'ws-0143.contoso.test']);
  });
});

const found = (count: number): number => countEvents(eventTextFormat, Array.from({ length: count }, () => copied).join('\n').split('\n'));

describe('cut and foreign input', () => {
  it('cut anywhere, a field is the whole text’s or null', () => {
    for (let n = copied.indexOf('Info:'); n < copied.length; n += 1) {
      expect(read(copied.slice(0, n)).flatMap((event) => strayFields(event, asText)), `cut at ${n}`).toEqual([]);
    }
    for (let n = 0; n < copied.length; n += 1) expect(() => read(copied.slice(0, n))).not.toThrow();
  });

  it('never throws on any text', () => {
    const words = fc.constantFrom('Log Name:', 'Event ID: 12288', 'Source: Microsoft-Windows-Security-SPP', 'Message :', requestInfo, '0x0,', '<Event>', '- System', 'Provider', '\n', ':', 'Event[0]:', 'TimeCreated Id LevelDisplayName Message');
    fc.assert(fc.property(fc.array(fc.oneof(words, fc.string())), (parts) => {
      expect(() => readWith(eventTextFormat, parts.join('\n'))).not.toThrow();
    }), { numRuns: 300 });
  });

  it('20,000 events are all read', () => {
    expect(found(20_000)).toBe(20_000);
  });
});
