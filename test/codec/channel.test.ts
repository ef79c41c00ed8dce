import { describe, expect, test } from 'vitest';
import { applicationOf } from '../../src/codec/application.ts';
import { channelOf } from '../../src/codec/channel.ts';
import { toCode } from '../../src/codec/code.ts';
import { licenseStatusOf } from '../../src/codec/license-status.ts';

describe('channelOf', () => {
  test.each([
    [null, null, 'unknown', null],
    ['', '', 'unknown', null],
    ['<REDACTED>', 'Windows(R) Operating System, RETAIL channel', 'retail', 'RETAIL'],
    ['Volume:GVLK', 'Windows(R) Operating System, VOLUME_KMSCLIENT channel', 'kms-client', 'Volume:GVLK'],
    ['Volume:GVLK', null, 'kms-client', 'Volume:GVLK'],
    ['Volume:CSVLK', null, 'kms-host', 'Volume:CSVLK'],
    ['Volume:MAK', null, 'mak', 'Volume:MAK'],
    ['OEM:NONSLP', null, 'oem', 'OEM:NONSLP'],
    ['Retail', 'Office 16, RETAIL(MAK) channel', 'mak', 'Retail'],
    ['Retail', 'Windows(R) Operating System, TIMEBASED_EVAL channel', 'eval', 'Retail'],
    ['Retail', 'Windows(R) Operating System, SOMETHING_NEW channel', 'retail', 'Retail'],
    ['Something:New', 'Windows(R) Operating System, OEM_DM channel', 'oem', 'Something:New'],
    [null, 'Office 16, RETAIL(Grace) channel', 'retail', 'RETAIL(Grace)'],
    [null, 'Windows(R) Operating System, VOLUME_KMS_2012-R2_WIN10 channel', 'kms-host', 'VOLUME_KMS_2012-R2_WIN10'],
    [null, 'Windows(R) Operating System, SOMETHING_NEW channel', 'unknown', 'SOMETHING_NEW'],
    [null, 'Windows(R) Operating System, VOLUME_KMSCLIENT', 'kms-client', 'VOLUME_KMSCLIENT'],
    // Cut here, the word could go on to VOLUME_KMSCLIENT.
    [null, 'Windows(R) Operating System, VOLUME_KMS', 'unknown', null],
    [null, 'Windows(R) Operating System', 'unknown', null],
  ])('key channel %s and description %s', (keyChannel, description, channel, channelText) => {
    expect(channelOf(keyChannel, description)).toEqual({ channel, channelText });
  });
});

describe('toCode', () => {
  test.each([
    ['0xC004F074', '0xC004F074'], ['0xc004f074', '0xC004F074'], ['0XC004F074', '0xC004F074'], [' 0x5 ', '0x00000005'], ['C004F074', '0xC004F074'],
    ['3221549076', '0xC004F014'], ['-1073418220', '0xC004F014'], [3221549076, '0xC004F014'], [-1073418220, '0xC004F014'], [0, '0x00000000'],
    ['80070005', '0x04C5C575'],
    ['0xC004F07', '0x0C004F07'], ['0x123456789', null], ['4294967296', null], [1.5, null], [Number.NaN, null], ['', null], ['x', null], [null, null], [undefined, null],
  ])('%s is %s', (value, code) => {
    expect(toCode(value)).toBe(code);
  });
});

describe('licenseStatusOf', () => {
  test.each([
    [0, 'unlicensed'], [1, 'licensed'], [2, 'oob-grace'], [3, 'oot-grace'], [4, 'non-genuine-grace'], [5, 'notification'], [6, 'extended-grace'],
    [7, null], [-1, null], ['1', 'licensed'], ['Licensed', 'licensed'], [' ---LICENSED--- ', 'licensed'], ['---NOTIFICATIONS---', 'notification'],
    ['OOB_GRACE', 'oob-grace'], ['Non-genuine grace period.', 'non-genuine-grace'], ['已授权', 'licensed'], ['Con licencia', 'licensed'],
    ['Not Licensed', null], ['', null], [null, null],
  ])('%s is %s', (value, status) => {
    expect(licenseStatusOf(value)).toBe(status);
  });
});

describe('applicationOf', () => {
  test.each([
    ['55C92734-D682-4D71-983E-D6EC3F16059F', null, null, 'windows'],
    ['0ff1ce15-a989-479d-af46-f275c6370663', 'Windows lookalike', null, 'office'],
    ['0ff1ce16-xxxx', null, null, 'office'],
    ['59a52881-a989-479d-af46-f275c6370663', null, null, 'office'],
    [null, 'Windows(R), Professional edition', null, 'windows'],
    [null, null, 'Windows Operating System - Windows(R) 7, OEM_SLP channel', 'windows'],
    [null, 'Office 16, Office16ProPlusVL_KMS_Client edition', null, 'office'],
    [null, 'Microsoft Office 2010, KMSHost edition', null, 'office'],
    ['12345678-0000', 'Something', 'else', 'other'],
    [null, null, null, 'other'],
  ])('%s, %s, %s is %s', (id, name, description, application) => {
    expect(applicationOf(id, name, description)).toBe(application);
  });
});
