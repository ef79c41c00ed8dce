import { describe, expect, it } from 'vitest';
import genuine from '../../../checks/client/genuine.ts';
import hardware from '../../../checks/client/hardware-in-tolerance.ts';
import rearms from '../../../checks/client/rearms-left.ts';
import store from '../../../checks/client/licence-store-intact.ts';
import { attempt, caseOf, evidence, hostBody, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable, judge, type Rule } from '../check-table.ts';

const off = (reasonCode: string) => evidence({ licensingProducts: [product({ licenseStatus: 'notification', reasonCode, graceMinutesRemaining: 0 })] });
const common: Rule[] = [
  { rule: 'a licensed machine passes', on: evidence(), status: 'pass', tags: [] },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
  { rule: 'without rows, attempts and events nothing can be told', on: evidence({ licensingProducts: 'denied', activationAttempts: 'not-asked', events: 'denied' }), status: 'unknown', missing: ['licensingProducts'] },
];

checkTable(hardware, [
  ...common,
  { rule: 'the reason code fails', on: off('0xC004F00F'), status: 'fail', tags: ['HARDWARE_OUT_OF_TOLERANCE'] },
  { rule: 'an attempt that fails with it fails', on: evidence({ licensingProducts: 'not-asked', activationAttempts: [attempt({ code: '0xC004F00F' })] }), status: 'fail', tags: ['HARDWARE_OUT_OF_TOLERANCE'] },
  { rule: 'a lone failed attempt with another code leaves it open', on: onlyEvidence({ activationAttempts: [attempt({ succeeded: false, code: '0xC004F074' })] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'another reason does not', on: off('0xC004F056'), status: 'pass' },
], ['pass', 'fail', 'unknown', 'inapplicable']);

const seven = [product({ name: 'Windows(R) 7, Enterprise edition', licenseStatus: 'notification', reasonCode: '0xC004F200', partialProductKey: 'HVTHH' })];
const state = { hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes: 0 };

checkTable(genuine, [
  ...common,
  { rule: 'the reason code fails', on: off('0xC004F200'), status: 'fail', tags: ['NOT_GENUINE'] },
  { rule: 'non-genuine grace fails without any code', on: evidence({ licensingProducts: [product({ licenseStatus: 'non-genuine-grace' })] }), status: 'fail', tags: ['NOT_GENUINE'] },
  { rule: 'Windows 7 with a KMS key is noted beside it', on: evidence({ licensingProducts: [product({ name: 'Windows(R) 7, Enterprise edition', licenseStatus: 'notification', reasonCode: '0xC004F200', partialProductKey: 'HVTHH' })] }), status: 'fail', tags: ['NOT_GENUINE', 'WINDOWS_7_CLIENT'] },
  { rule: 'so is the update that is known for it', on: evidence({ licensingProducts: seven, windowsState: { ...state, hasKb971033: true } }), status: 'fail', tags: ['NOT_GENUINE', 'WINDOWS_7_CLIENT', 'KB971033_INSTALLED'] },
  { rule: 'and that it is not there', on: evidence({ licensingProducts: seven, windowsState: { ...state, hasKb971033: false } }), status: 'fail', tags: ['NOT_GENUINE', 'WINDOWS_7_CLIENT', 'KB971033_NOT_INSTALLED'] },
  { rule: 'a Windows 7 that is genuine may have it', on: evidence({ licensingProducts: [product({ name: 'Windows(R) 7, Enterprise edition', partialProductKey: 'HVTHH' })], windowsState: { ...state, hasKb971033: true } }), status: 'pass', tags: [] },
  { rule: '0xC004F065 and its informational twin are one state', on: off('0x4004F065'), status: 'fail', tags: ['NOT_GENUINE'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);

checkTable(store, [
  ...common,
  { rule: 'a code of the store fails', on: off('0xC004E015'), status: 'fail', tags: ['LICENSE_STORE_DAMAGED'] },
  { rule: 'the same code on a licensed product is over', on: evidence({ licensingProducts: [product({ reasonCode: '0xC004E015' })] }), status: 'pass' },
], ['pass', 'fail', 'unknown', 'inapplicable']);

checkTable(rearms, [
  ...common,
  { rule: 'no rearm left on a machine that is not activated is a warning', on: evidence({ licensingProducts: [product({ licenseStatus: 'notification', remainingWindowsRearms: 0 })] }), status: 'warn', tags: ['REARMS_EXHAUSTED'] },
  { rule: 'no rearm left on a licensed machine is nothing', on: evidence({ licensingProducts: [product({ remainingWindowsRearms: 0 })] }), status: 'pass' },
  { rule: 'a refused rearm says so itself', on: evidence({ licensingProducts: 'not-asked', activationAttempts: [attempt({ code: '0xC004D307' })] }), status: 'warn', tags: ['REARMS_EXHAUSTED'] },
  { rule: 'an unknown number of rearms (4294967295) is no zero', on: evidence({ licensingProducts: [product({ licenseStatus: 'notification', remainingWindowsRearms: null })] }), status: 'pass' },
], ['pass', 'warn', 'unknown', 'inapplicable']);

describe('codes that tables of others get wrong', () => {
  it.each([
    ['0xC004F042 is not a blocked or altered licence', '0xC004F042'],
    ['0xC004F069 is not a missing key', '0xC004F069'],
    ['0xC004D302 is a pending restart, not a lapsed licence', '0xC004D302'],
    ['0xC004F025 is a missing elevation, not a key used elsewhere', '0xC004F025'],
  ])('%s', (_, code) => {
    for (const check of [hardware, genuine, store, rearms]) expect(judge(check, off(code)).status).toBe('pass');
  });
});
