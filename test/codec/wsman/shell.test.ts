import { describe, expect, test } from 'vitest';

import { errorTextOf } from '../../../src/codec/wsman/clixml.ts';
import { decodeConsole } from '../../../src/codec/wsman/console-text.ts';
import { readIdentity } from '../../../src/codec/wsman/identity.ts';
import { readAcknowledged, readCommandId, readReceived, readShellId } from '../../../src/codec/wsman/shell-answers.ts';
import { envelope, identity, received, wsmanFault } from './soap.ts';

describe('a shell', () => {
  test('is named by its reference, by itself, or by both', () => {
    const reference = '<x:ResourceCreated><a:Address>http://srv01:5985/wsman</a:Address><a:ReferenceParameters><w:SelectorSet><w:Selector Name="ShellId"> uuid:S1 </w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>';
    const shell = '<rsp:Shell><rsp:ShellId>S2</rsp:ShellId></rsp:Shell>';
    expect(readShellId(envelope(reference))).toEqual({ ok: true, value: 'uuid:S1' });
    expect(readShellId(envelope(shell))).toEqual({ ok: true, value: 'S2' });
    expect(readShellId(envelope(''))).toMatchObject({ ok: false, kind: 'malformed', wanted: 'ShellId' });
    expect(readCommandId(envelope('<rsp:CommandResponse><rsp:CommandId>C1</rsp:CommandId></rsp:CommandResponse>'))).toEqual({ ok: true, value: 'C1' });
  });

  test('gives what was written as octets, so that a character may be split', () => {
    const [first, second] = [Buffer.from('Grün').subarray(0, 3), Buffer.from('Grün').subarray(3)];
    const reading = readReceived(received([['stdout', first], ['stderr', 'oh'], ['stdout', second], ['other', 'x']], 3));
    if (!reading.ok) throw new Error('not read');
    expect(decodeConsole(Buffer.concat(reading.value.parts.filter((part) => part.name === 'stdout').map((part) => part.octets)))).toBe('Grün');
    expect(reading.value).toMatchObject({ done: true, exitCode: 3 });
    expect(readReceived(received([], null))).toEqual({ ok: true, value: { parts: [], done: false, exitCode: null } });
  });

  test('acknowledges by any answer but a fault', () => {
    expect(readAcknowledged(envelope('<rsp:SignalResponse/>'))).toEqual({ ok: true, value: null });
    expect(readAcknowledged(wsmanFault(2_150_858_843, 'Gone.'))).toMatchObject({ ok: false, kind: 'fault', fault: { code: '0x8033805B' } });
  });
});

describe('what PowerShell wrote', () => {
  test('to standard error in CLIXML is its errors alone, in lines', () => {
    const xml = '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj S="progress" RefId="0"><MS><S N="Activity">Loading</S></MS></Obj>'
      + '<S S="Error">Cannot find &lt;x&gt;_x000D__x000A_</S><S S="warning">careful</S><S S="Error">At line:1</S></Objs>';
    expect(errorTextOf(xml)).toBe('Cannot find <x> At line:1');
    expect(errorTextOf(`before ${xml.slice(0, xml.indexOf('<S S="Error">At'))}`)).toBe('before Cannot find <x>');
    expect(errorTextOf('#< CLIXML\r\n<Objs/>')).toBeNull();
    expect(errorTextOf('plain\u001b[31m words\r\n')).toBe('plain words');
    expect(errorTextOf('  ')).toBeNull();
  });

  test('is decoded as what it is: UTF-8, UTF-16 with and without a mark, or code page 850', () => {
    const text = 'Größe: 5 €';
    expect(decodeConsole(Buffer.from(text, 'utf8'))).toBe(text);
    expect(decodeConsole(Buffer.from(`\ufeff${text}`, 'utf8'))).toBe(text);
    expect(decodeConsole(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe(text);
    expect(decodeConsole(Buffer.from(text, 'utf16le'))).toBe(text);
    expect(decodeConsole(Buffer.from(text, 'utf16le').swap16())).toBe(text);
    expect(decodeConsole(Uint8Array.of(0x47, 0x72, 0x94, 0xe1, 0x65, 0x20, 0xb3, 0xff))).toBe('Größe │\u00a0');
    expect(decodeConsole(new Uint8Array(0))).toBe('');
  });
});

describe('Identify', () => {
  test('tells the version of Windows to who is signed in, and none to others', () => {
    expect(readIdentity(identity('10.0.20348'))).toMatchObject({ ok: true, value: { system: '10.0.20348', vendor: 'Microsoft Corporation', product: 'OS: 10.0.20348 SP: 0.0 Stack: 3.0' } });
    expect(readIdentity(identity('0.0.0'))).toMatchObject({ ok: true, value: { system: null } });
  });
});
