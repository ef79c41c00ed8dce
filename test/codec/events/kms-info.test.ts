import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKmsInfo } from '../../../src/codec/events/index.ts';
import { emptyKmsEvent } from '../../../src/model/evidence.ts';
import { hostFacts, hostInfo, requestFacts, requestInfo, responseFacts, responseInfo } from './fixtures.ts';

const fields = (info: string): string[] => info.split(',').map((f) => f.trim());

describe('the three ways in which a log holds a KMS event', () => {
  const all = [[12288, requestInfo, requestFacts], [12289, responseInfo, responseFacts], [12290, hostInfo, hostFacts]] as const;

  it.each(all)('%i: one string with commas', (id, info, facts) => {
    expect(readKmsInfo(id, [info])).toEqual(facts);
  });

  it.each(all)('%i: a string a field', (id, info, facts) => {
    expect(readKmsInfo(id, fields(info))).toEqual(facts);
  });

  it.each(all)('%i: the whole line first, then a string a field', (id, info, facts) => {
    expect(readKmsInfo(id, [info, ...fields(info)])).toEqual(facts);
  });

  it.each(all)('%i: a trailing comma, and an empty string after the line, say nothing', (id, info, facts) => {
    expect(readKmsInfo(id, [`${info},`])).toEqual(facts);
    expect(readKmsInfo(id, [info, ''])).toEqual(facts);
  });
});

describe('fields of a KMS event', () => {
  it('the required count is missing in some records and then null', () => {
    expect(readKmsInfo(12288, [requestInfo.replace(', 25', '')])).toEqual({ ...requestFacts, requiredCount: null });
  });

  it('a missing tail is null', () => {
    expect(readKmsInfo(12288, ['0x00000000, 0x00000000, kms1.contoso.test:1688'])).toEqual({
      ...emptyKmsEvent('client-request'), resultCode: '0x00000000', flags: '0x00000000', kmsHost: 'kms1.contoso.test', kmsPort: 1688,
    });
  });

  it('no strings at all still give the role', () => {
    expect(readKmsInfo(12289, [])).toEqual(emptyKmsEvent('client-response'));
  });

  it('placeholders of guides are null', () => {
    expect(readKmsInfo(12288, [requestInfo.replace('kms1.contoso.test', '<KMS Host FQDN>')])).toEqual({ ...requestFacts, kmsHost: null });
    expect(readKmsInfo(12290, [hostInfo.replace('ws-0142.contoso.test', '<KMS Client name>')])).toEqual({ ...hostFacts, clientName: null });
  });

  it.each([
    ['kms1.contoso.test:1688', 'kms1.contoso.test', 1688],
    ['10.0.0.11:1689', '10.0.0.11', 1689],
    ['[2001:db8::11]:1688', '2001:db8::11', 1688],
    ['2001:db8::11:1688', '2001:db8::11', 1688],
    [':0', null, null],
    ['', null, null],
  ])('host and port of %s', (text, kmsHost, kmsPort) => {
    expect(readKmsInfo(12288, [requestInfo.replace('kms1.contoso.test:1688', text)])).toEqual({ ...requestFacts, kmsHost, kmsPort });
  });

  it.each([['0', 'unlicensed'], ['1', 'licensed'], ['2', 'oob-grace'], ['3', 'oot-grace'], ['4', 'non-genuine-grace'], ['5', 'notification'], ['6', 'extended-grace'], ['7', null]])(
    'licence status %s is %s', (number, licenseStatus) => {
      expect(readKmsInfo(12290, [hostInfo.replace(',5,0,', `,${number},0,`)])).toEqual({ ...hostFacts, licenseStatus });
    },
  );

  it.each([
    ['2026/03/09 17:52', '2026-03-09T17:52:00.000Z'], ['2026/3/9 7:05', '2026-03-09T07:05:00.000Z'], ['2026/2/30 7:05', null], ['1601/1/1 0:00', null], ['2026/3/9', null],
  ])('the request time %s is UTC', (text, requestTime) => {
    expect(readKmsInfo(12290, [hostInfo.replace('2026/3/9 7:05', text)])).toEqual({ ...hostFacts, requestTime });
  });

  it('a flag other than 0 and 1, a cut GUID and a number beyond 32 bits are null', () => {
    const info = hostInfo.replace(',1,5,0,', ',9,5,4294967295,').replace('0f4b9c3e', '0f4b9c3');
    expect(readKmsInfo(12290, [info])).toEqual({ ...hostFacts, isVirtual: null, minutesRemaining: null, cmid: null });
  });

  it('other events carry no KMS facts', () => {
    expect(readKmsInfo(12293, ['0x80072338', 'contoso.test'])).toBeNull();
  });

  it('never throws and always gives the role, whatever the strings', () => {
    fc.assert(fc.property(fc.constantFrom(12288, 12289, 12290), fc.array(fc.string()), (id, strings) => {
      expect(readKmsInfo(id, strings)?.role).toBeTypeOf('string');
    }));
  });
});
