import { describe, expect, test } from 'vitest';

import { readAnswer } from '../../../src/codec/wsman/answer.ts';
import { wordsOf } from '../../../src/knowledge/code-words.ts';
import wsmanFaults from '../../../src/knowledge/data/wsman-faults.tsv';
import { plainFault, wmiErrorFault, wsmanFault } from './soap.ts';

const faultIn = (text: string): unknown => {
  const answer = readAnswer(text);
  return !answer.ok && answer.kind === 'fault' ? answer.fault : answer;
};

describe('a fault', () => {
  test('has the code and the words of whatever refused innermost', () => {
    expect(faultIn(wsmanFault(2_150_858_778, 'Outer.', { subcode: 'n:CannotProcessFilter', inner: { code: 2_147_749_904, words: 'Invalid class' } })))
      .toMatchObject({ code: '0x80041010', subcode: 'CannotProcessFilter', text: 'Invalid class' });
  });

  test('has the code of the service where no provider spoke, with its words from the table', () => {
    expect(faultIn(wsmanFault(2_150_858_793, 'Too late.', { subcode: 'w:TimedOut' })))
      .toMatchObject({ code: '0x80338029', symbol: 'ERROR_WSMAN_OPERATION_TIMEDOUT', meaning: 'operation timeout', subcode: 'TimedOut', text: 'Too late.' });
    expect(faultIn(wsmanFault(5, 'Access is denied.', { subcode: 'w:AccessDenied' }))).toMatchObject({ code: '0x00000005', subcode: 'AccessDenied' });
  });

  test('is read from WMI’s own error object, by its code or by its HRESULT', () => {
    for (const code of [2_150_859_173, null]) {
      expect(faultIn(wmiErrorFault(code, '0x803381a5', 'Too many shells.'))).toMatchObject({ code: '0x803381A5', symbol: 'ERROR_WSMAN_QUOTA_MAX_SHELLS', text: 'Too many shells.' });
    }
  });

  test('of other stacks has words alone', () => {
    expect(faultIn(plainFault('wsman:InternalError', 'get-instance: a name is missing'))).toEqual({
      code: null, symbol: null, meaning: null, likelyCause: null, subcode: 'InternalError', text: 'get-instance: a name is missing',
    });
  });

  test('has its words cleaned of what a terminal would obey', () => {
    expect(faultIn(wsmanFault(5, 'Access\u009b31m is\n   denied.\u202e'))).toMatchObject({ text: 'Access is denied.' });
  });

  const codes = [...wsmanFaults.matchAll(/^(0x[0-9A-F]{8})\t/gm)].map((match) => match[1] ?? '');

  test('of every row of the table is told by its code and words', () => {
    expect(codes.length).toBeGreaterThan(50);
    for (const code of codes) expect(faultIn(wsmanFault(Number(code), 'Words.'))).toMatchObject({ code, meaning: wordsOf(code)?.meaning, symbol: wordsOf(code)?.symbol });
  });

  test('whose code is no number of 32 bits has none', () => {
    for (const code of [4_294_967_296, Number.NaN, -2_147_483_649]) expect(faultIn(wsmanFault(code, 'Words.'))).toMatchObject({ code: null, text: 'Words.' });
    expect(faultIn(wsmanFault(-2_144_108_503, 'Words.'))).toMatchObject({ code: '0x80338029' });
  });
});

describe('what is no answer of WS-Management', () => {
  test.each([
    ['<!DOCTYPE html><html><head><title>Access\n blocked</title></head></html>', 'an HTML page titled “Access blocked”'],
    ['\ufeff  <HTML><body>no</body></HTML>', 'an HTML page'],
    ['<!-- proxy --><html></html>', 'an HTML page'],
    ['{"error":1}', 'JSON'],
    ['   ', 'an empty body'],
    ['Bad Request', 'text that is not XML'],
  ])('is named: %j', (text, looksLike) => {
    expect(readAnswer(text)).toEqual({ ok: false, kind: 'foreign', looksLike });
  });

  test.each(['<a/>', '<s:Envelope xmlns:s="x"/>', '<s:Envelope><s:Header/></s:Envelope>'])('is no envelope: %s', (text) => {
    expect(readAnswer(text)).toMatchObject({ ok: false, kind: 'malformed' });
  });
});
