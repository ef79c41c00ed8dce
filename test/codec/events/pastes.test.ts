import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/codec/text/read-text.ts';
import type { WindowsEvent } from '../../../src/model/evidence.ts';
import { hostEvent, hostInfo, requestEvent, requestFacts, requestInfo, xmlEvent } from './fixtures.ts';

const eventsIn = (text: string): WindowsEvent[] => readText(text).fragments.flatMap((f) => f.events);
const sentence = 'The client has sent an activation request to the key management service machine.';
const viewer = [
  'Log Name:      Application', 'Source:        Microsoft-Windows-Security-SPP', 'Date:          3/9/2026 8:05:11 AM', 'Event ID:      12288', 'Task Category: None',
  'Level:         Information', 'Keywords:      Classic', 'User:          N/A', 'Computer:      ws-0142.contoso.test', 'Description:', sentence, 'Info:', requestInfo,
].join('\n');
const asText: WindowsEvent = { ...requestEvent, time: '3/9/2026 8:05:11 AM' };
const indent = ' '.repeat(15);
const list = `TimeCreated  : 3/9/2026 8:05:11 AM\nProviderName : Microsoft-Windows-Security-SPP\nId           : 12288\nMessage      : ${sentence}\n${indent}Info:\n${indent}${requestInfo}\n`;
const inList = { ...asText, log: null, computer: null };
const request = xmlEvent({ id: 12288, data: [requestInfo] });
const host = xmlEvent({ id: 12290, log: 'Key Management Service', computer: 'kms1.contoso.test', at: '2026-03-09T07:05:12Z', data: [hostInfo, ...hostInfo.split(',')] });

/** The ways in which people and programs mangle text on its way. */
const manglings: readonly (readonly [how: string, mangle: (text: string) => string])[] = [
  ['as it is', (t) => t],
  ['CRLF', (t) => t.replaceAll('\n', '\r\n')],
  ['blank lines between all', (t) => t.replaceAll('\n', '\n\n')],
  ['mail quoting', (t) => t.replace(/^/gm, '> ')],
  ['a Markdown fence', (t) => `Look:\n\`\`\`text\n${t}\n\`\`\`\n`],
  ['lost indentation', (t) => t.replace(/^[ \t]+/gm, '')],
  ['hard wrap at column 80', (t) => t.split('\n').flatMap((l) => l.match(/.{1,80}/g) ?? ['']).join('\n')],
  ['hard wrap at column 79', (t) => t.split('\n').flatMap((l) => l.match(/.{1,79}/g) ?? ['']).join('\n')],
  ['a prompt before it', (t) => `PS C:\\Users\\ann> Get-WinEvent -LogName Application | fl\n\n${t}\nPS C:\\Users\\ann>`],
];

describe.each(manglings)('pasted events, %s', (_, mangle) => {
  it('Event Viewer text', () => {
    expect(eventsIn(mangle(viewer))).toEqual([asText]);
    expect(eventsIn(mangle(`${viewer}\n\n${viewer}`))).toEqual([asText, asText]);
  });

  it('Get-WinEvent | fl', () => {
    expect(eventsIn(mangle(list))).toEqual([inList]);
    expect(eventsIn(mangle(`${list}\n${list}`))).toEqual([inList, inList]);
  });

  it('a message alone', () => {
    expect(eventsIn(mangle(`${sentence}\nInfo:\n${requestInfo}`))).toEqual([{ ...inList, provider: null, time: null }]);
  });
});

describe('pasted XML', () => {
  it.each(manglings.filter(([how]) => !how.startsWith('hard wrap')))('%s', (_, mangle) => {
    expect(eventsIn(mangle(`${request}\n${host}`))).toEqual([requestEvent, hostEvent]);
    expect(eventsIn(mangle(`<?xml version="1.0"?>\n<Events>\n${request}\n${host}\n</Events>`))).toEqual([requestEvent, hostEvent]);
    expect(eventsIn(mangle(request.replace(/></g, '>\n  <')))).toEqual([requestEvent]);
  });

  it('under the text that it repeats: one event', () => {
    expect(eventsIn(`${viewer}\nEvent Xml:\n${request.replace(/></g, '>\n  <')}\n`)).toEqual([requestEvent]);
    expect(eventsIn(`${viewer}\nEvent Xml:\n${request}\n\n${viewer}\nEvent Xml:\n${request}\n`)).toEqual([requestEvent, requestEvent]);
  });

  it('with a message of several lines in it, nothing of which is read twice', () => {
    expect(eventsIn(xmlEvent({ id: 12288, data: [requestInfo], message: `${sentence}\nInfo:\n${requestInfo}` }))).toEqual([requestEvent]);
  });
});

describe('pasted JSON', () => {
  const json = { Message: `${sentence}\r\nInfo:\r\n${requestInfo}`, Id: 12288, ProviderName: 'Microsoft-Windows-Security-SPP', LogName: 'Application', MachineName: 'ws-0142.contoso.test', TimeCreated: '/Date(1773039911000)/' };

  it.each(manglings)('%s', (_, mangle) => {
    expect(eventsIn(mangle(JSON.stringify([json, json], null, 4)))).toEqual([requestEvent, requestEvent]);
    expect(eventsIn(mangle(JSON.stringify(json, null, 4)))).toEqual([requestEvent]);
  });

  it('one on each line', () => {
    expect(eventsIn(`${JSON.stringify(json)}\n${JSON.stringify(json)}\n`)).toEqual([requestEvent, requestEvent]);
  });
});

const srv = (text: string): unknown => readText(text).fragments.flatMap((f) => f.dnsSrv.map((l) => [l.rcode, l.answers[0]?.target ?? null]));

describe('several things pasted together', () => {
  it('events, DNS and events again', () => {
    const dns = 'C:\\> nslookup -type=srv _vlmcs._tcp.contoso.test\nServer:  dc1.contoso.test\nAddress:  10.0.0.5\n\n*** dc1.contoso.test can\'t find _vlmcs._tcp.contoso.test: Non-existent domain\n';
    const { fragments } = readText(`${viewer}\n\n${dns}\n${list}\n${request}\n`);
    expect(fragments.flatMap((f) => f.events)).toEqual([asText, inList, requestEvent]);
    expect(fragments.flatMap((f) => f.dnsSrv)).toMatchObject([{ rcode: 'NXDOMAIN', resolver: '10.0.0.5', name: '_vlmcs._tcp.contoso.test' }]);
    expect(requestFacts.role).toBe('client-request');
  });

  it('a message alone under what slmgr printed', () => {
    const slmgr = 'Name: Windows(R), Enterprise edition\nDescription: Windows(R) Operating System, VOLUME_KMSCLIENT channel\nPartial Product Key: 2YT43\nLicense Status: Notification\nNotification Reason: 0xC004F056\n';
    const { fragments } = readText(`${slmgr}\n${sentence}\nInfo:\n${requestInfo}\n`);
    expect(fragments.map((f) => f.format)).toEqual(['slmgr', 'event-text']);
    expect(fragments[1]?.events[0]?.kms).toEqual(requestFacts);
  });

  it('a listing of services or adapters is no event', () => {
    const listing = 'Name        : sppsvc\nStatus      : Stopped\nMachineName : .\nIndex       : 7\nId          : 12\nSource      : x\n';
    expect(readText(listing).fragments.filter((f) => f.format === 'event-text')).toEqual([]);
  });

  it('Resolve-DnsName: table and error', () => {
    const table = 'PS C:\\> Resolve-DnsName -Type SRV _vlmcs._tcp.contoso.test\n\nName                        Type TTL  Section NameTarget        Priority Weight Port\n----                        ---- ---  ------- ----------        -------- ------ ----\n_vlmcs._tcp.contoso.test    SRV  3600 Answer  kms1.contoso.test 0        0      1688\n\n';
    const error = 'Resolve-DnsName : _vlmcs._tcp.contoso.test : DNS name does not exist\nAt line:1 char:1\n+ Resolve-DnsName -Type SRV _vlmcs._tcp.contoso.test\n+ ~~~~\n    + CategoryInfo          : ResourceUnavailable: (_vlmcs._tcp.contoso.test:String) [Resolve-DnsName], Win32Exception\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n';
    expect(srv(table)).toEqual([['NOERROR', 'kms1.contoso.test']]);
    expect(srv(error)).toEqual([['NXDOMAIN', null]]);
    expect(srv(`${table}${error}`)).toEqual([['NOERROR', 'kms1.contoso.test'], ['NXDOMAIN', null]]);
  });
});
