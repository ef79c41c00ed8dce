import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';
import { failedAttempt } from './texts.ts';

const told = (text: string) => read(text).map((f) => [f.computer, f.by, f.attempts, f.notes.length]);
const refused = (code: string) => ({ at: null, product: null, activationId: null, succeeded: null, code, remote: 'refused' });

// Source: the message constants of slmgr.vbs (L_MsgErrorConnection, L_MsgErrorConnectionRegistry).
describe('slmgr.vbs pointed at another machine', () => {
  test('that it could not connect is no attempt of that machine to activate, whatever was asked', () => {
    const says = 'Error 0x80070005 occurred in connecting to server WS-0142.\nError description: Access is denied.\n';
    expect(told(`C:\\>cscript //nologo slmgr.vbs WS-0142 /ato\n${says}`)).toEqual([['WS-0142', 'slmgr /ato', [refused('0x80070005')], 0]]);
    expect(told(`C:\\>cscript //nologo slmgr.vbs ws-0142 /dlv\n${says}`)).toEqual([['ws-0142', 'slmgr /dlv', [refused('0x80070005')], 0]]);
  });

  test('the sentence alone names the machine', () => {
    expect(told('Error 0x800706BA occurred in connecting to server ws-0142.contoso.test.')).toEqual([['ws-0142.contoso.test', 'slmgr', [refused('0x800706BA')], 0]]);
    expect(told('Error 0x80070035 occurred in connecting to the registry on server 10.0.3.7.')).toEqual([['10.0.3.7', 'slmgr', [refused('0x80070035')], 0]]);
  });

  test('a machine that may not be read is no failed attempt either', () => {
    expect(told('C:\\>slmgr WS-0142 /dlv\nError: 0x80070005 Access denied\n')).toEqual([['WS-0142', 'slmgr /dlv', [refused('0x80070005')], 0]]);
    expect(told('C:\\>slmgr WS-0142 /dlv\nError: 0xC004D302 The Security Processor reported that the trusted data store was rearmed.\n')).toMatchObject([['WS-0142', 'slmgr /dlv', [], 1]]);
  });

  test('an attempt that was made there says that it was asked for from elsewhere', () => {
    const asked = failedAttempt.slice(failedAttempt.indexOf('Activating'));
    expect(read(`C:\\>slmgr.vbs WS-0142 /ato\n${asked}`)[0]?.attempts[0]).toMatchObject({ code: '0xC004F074', succeeded: false, remote: 'asked' });
    expect(read(`C:\\>slmgr.vbs /ato\n${asked}`)[0]?.attempts[0]).not.toHaveProperty('remote');
  });

  test('somebody’s own words about a server are none', () => {
    expect(told('I get an error 0x80070005 that occurred in connecting to server WS-0142 yesterday')).toEqual([]);
    expect(told('Error 0x80070005 occurred in connecting to the local WMI provider.')[0]?.[2]).not.toEqual([refused('0x80070005')]);
  });
});
