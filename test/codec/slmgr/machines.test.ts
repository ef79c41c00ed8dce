import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';
import { licence, licensedClient, notifiedClient, windows7Client } from './texts.ts';

describe('outputs and machines in one paste', () => {
  test('each output with its own head is a piece of its own', () => {
    expect(read(licensedClient + notifiedClient).map((f) => f.products[0]?.name)).toEqual(['Windows(R), Enterprise edition', 'Windows(R), ServerStandard edition']);
  });

  test('outputs without a head are told apart by their CMIDs', () => {
    const other = windows7Client.replace('0a1b2c3d', '9a1b2c3d');
    expect(read(windows7Client + other).map((f) => f.products[0]?.kmsClient?.cmid?.slice(0, 2))).toEqual(['0a', '9a']);
  });

  test('a second installed Windows is another machine\'s, unless the output lists licences without keys too', () => {
    const first = licence('Windows(R) Operating System, RETAIL channel');
    const second = first.replace('Professional', 'Enterprise').replace('11111111', '22222222');
    expect(read(first + second)).toHaveLength(2);
    const idle = 'Name: Windows(R), Core edition\nDescription: Windows(R) Operating System, RETAIL channel\nThis license is not in use.\nLicense Status: Unlicensed\n';
    expect(read(idle + first + second)).toHaveLength(1);
  });

  test('an add-on licence is the same machine\'s', () => {
    const first = licence('Windows(R) Operating System, VOLUME_KMSCLIENT channel');
    const addOn = licence('Windows(R) Operating System, VOLUME_MAK channel').replace('Professional edition', 'Client-ESU-Year1 add-on for Enterprise').replace('11111111', '33333333');
    expect(read(first + addOn).map((f) => f.products.length)).toEqual([2]);
  });

  test('commands part outputs, and a machine named in one or in its prompt owns what follows', () => {
    const text = `C:\\>cscript //nologo C:\\Windows\\System32\\slmgr.vbs ws-0142 /dli
${windows7Client}
[ws-0143]: PS C:\\> slmgr.vbs /dli
${windows7Client}
C:\\>slmgr /dli
${windows7Client}`;
    expect(read(text).map((f) => [f.computer, f.by])).toEqual([['ws-0142', 'slmgr /dli'], ['ws-0143', 'slmgr /dli'], [null, 'slmgr /dli']]);
  });

  test('line numbers are those of the paste', () => {
    expect(read(`Hello,\r\n\r\nhere it is:\r\n${windows7Client.replaceAll('\n', '\r\n')}`)[0]?.line).toBe(4);
  });
});
