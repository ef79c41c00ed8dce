import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readText } from '../../../src/codec/text/read-text.ts';
import { failedAttempt, kmsHost, licensedClient } from '../slmgr/texts.ts';

const ospp = `---Processing--------------------------
---------------------------------------
PRODUCT ID: 00001-50000-00000-AA001
SKU ID: 11111111-aaaa-4bbb-8ccc-000000000001
LICENSE NAME: Office 19, Office19ProPlus2019VL_KMS_Client_AE edition
LICENSE DESCRIPTION: Office 19, VOLUME_KMSCLIENT channel
BETA EXPIRATION: 1601/1/1
LICENSE STATUS:  ---LICENSED---
REMAINING GRACE: 180 days  (259200 minute(s) before expiring)
Last 5 characters of installed product key: BCD34
Activation Type Configuration: ALL
        DNS auto-discovery: KMS name not available
        KMS machine name from DNS: kms1.corp.example:1688
        Activation Interval: 120 minutes
        Renewal Interval: 10080 minutes
        KMS host caching: Enabled
---------------------------------------
---Exiting-----------------------------
`;
const nslookup = `Server:  dc1.corp.example
Address:  10.0.0.5

_vlmcs._tcp.corp.example        SRV service location:
          priority       = 0
          weight         = 0
          port           = 1688
          svr hostname   = kms1.corp.example
kms1.corp.example       internet address = 10.0.0.11
`;
const listing = `Name                  : Windows(R), Professional edition
Description           : Windows(R) Operating System, VOLUME_KMSCLIENT channel
LicenseStatus         : 5
LicenseStatusReason   : 3221549076
PartialProductKey     : BCD34
`;
const event = `Log Name:      Application
Source:        Microsoft-Windows-Security-SPP
Event ID:      12288
Level:         Information
Computer:      ws-0142.corp.example
Description:
The client has sent an activation request to the key management service machine.
Info:
0xC004F074, 0x00000000, kms1.corp.example:1688, 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417, 2026/11/18 08:30, 0, 2, 41760, 11111111-2222-4333-8444-555555555555, 25
`;
const eventXml = '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Security-SPP"/><EventID>8198</EventID><Channel>Application</Channel><Computer>ws-0142</Computer></System><EventData><Data>hr=0x80072EE7</Data></EventData></Event>\n';
const cimJson = '{\n  "Name": "Windows(R), Professional edition",\n  "LicenseStatus": 1,\n  "PartialProductKey": "BCD34",\n  "ProductKeyChannel": "Volume:GVLK"\n}\n';

/** Fragments without what depends on where they stand. */
const plain = (text: string) => readText(text).fragments.map((f) => ({ ...f, line: 0, notes: [] }));
const formatsOf = (text: string): string[] => readText(text).fragments.map((f) => f.format);

describe('several things pasted one after another', () => {
  const pieces = [
    ['slmgr', licensedClient], ['slmgr', kmsHost], ['slmgr', failedAttempt], ['ospp', ospp], ['nslookup', nslookup], ['cim-list', listing],
    ['event-text', event], ['event-xml', eventXml], ['cim-json', cimJson],
  ] as const;

  test.each(pieces)('%s alone', (format, text) => expect(formatsOf(text)).toEqual([format]));

  test.each(pieces.flatMap(([f, one], i) => pieces.map(([g, two], j) => [f, g, i, j, one, two] as const)).filter(([f, g]) => f !== g || f === 'slmgr'))(
    '%s before %s (%i, %i) are read as each is alone', (_f, _g, _i, _j, one, two) => {
      expect(plain(`${one}\n${two}`)).toEqual([...plain(one), ...plain(two)]);
    },
  );
});

describe('text that holds no evidence', () => {
  test.each(['', '\n\n', 'Hello, my Windows does not activate.', 'Name: Ann\nDescription: printer broken', '{"a":1}', '<a>b</a>', 'kms1.corp.example:1688'])(
    '%j gives nothing', (text) => expect(readText(text).fragments).toEqual([]),
  );

  test('a question about a code gives no attempt but a hint', () => {
    const { fragments, notes } = readText('Should I worry about 0xC004F074?');
    expect(fragments).toEqual([]);
    expect(notes.map((n) => n.text).join()).toContain('kmsdoctor explain 0xC004F074');
  });
});

test('fragments carry no control characters and no whole product key', () => {
  const key = ['BCDFG', 'HJKMP', 'QRTVW', 'XY234', '6789B'].join('-');
  const text = licensedClient.replace('BCD34', key).replace('kms1.corp', 'kms1\u202e\u0007.corp') + nslookup.replace('dc1', 'dc1\u001b[31m');
  const out = JSON.stringify(readText(text));
  expect(out).not.toMatch(/\\u(?:00[01]|007f|202)|\u202e/);
  expect(out).not.toContain('HJKMP');
});

test('any text is read without throwing', () => {
  const words = constantFrom(
    ...[licensedClient, kmsHost, failedAttempt, ospp, nslookup, listing, event, eventXml, cimJson].flatMap((t) => t.split(/(?<=[:{}<>\n ])/)),
    '\r', '\u0000', '\ufffd', '[', '"', '&lt;', '<br>', '> ', 'C:\\>', '`',
  );
  const texts = oneof(string({ unit: 'binary', maxLength: 400 }), array(words, { maxLength: 120 }).map((w) => w.join('')));
  expect(() => assert(property(texts, (text) => readText(text).fragments.length >= 0), { numRuns: 300 })).not.toThrow();
});

describe('Resolve-DnsName through ConvertTo-Json', () => {
  test('is read although other formats are JSON too', () => {
    const row = { Name: '_vlmcs._tcp.contoso.test', Type: 33, TTL: 3600, Section: 1, NameTarget: 'kms1.contoso.test', Priority: 0, Weight: 0, Port: 1688, QueryType: 33 };
    const { fragments } = readText(`PS C:\\> Resolve-DnsName -Type SRV _vlmcs._tcp.contoso.test | ConvertTo-Json\n${JSON.stringify([row], null, 4)}\n`);
    expect(fragments.flatMap((f) => f.dnsSrv).flatMap((l) => l.answers.map((a) => a.target))).toEqual(['kms1.contoso.test']);
  });
});
