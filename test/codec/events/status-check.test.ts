import { describe, expect, it } from 'vitest';

import { readStatusCheck } from '../../../src/codec/events/status-check.ts';
import { readText } from '../../../src/codec/text/read-text.ts';

const windows = '55c92734-d682-4d71-983e-d6ec3f16059f';
const id = (n: number): string => `0000000${n}-aaaa-4bbb-8ccc-dddddddddddd`;
const message = (rows: readonly string[], application = windows): string =>
  ['The Software Protection service has completed licensing status check.', `Application Id=${application}`, 'Licensing Status=', ...rows, ''].join('\r\n');
const noKey = `1: ${id(1)}, 1, 0 [(0 [0xC004F014, 0, 0], [(?)(?)(?)(?)(?)(?)])(1 )(2 )]`;
const licensed = (minutes: number): string => `2: ${id(2)}, 1, 1 [(0 [0x00000000, 1, 0], [(?)(?)( 1 0x00000000 30 0 msft:rm/algorithm/volume/1.0 0x00000000 ${minutes})(?)(?)(?)])(1 )(2 )]`;
const grace = `3: ${id(3)}, 1, 0 [(0 )(1 )(2 [0x00000000, 0, 1], [(?)( 5 0x00000000 10 14400)( 1 0x00000000 0 0 msft:rm/algorithm/flags/1.0 0x00000000 0)(?)(?)(?)])]`;

const event = (time: string, minutes: number) => ({ EventID: 1003, SourceName: 'Microsoft-Windows-Security-SPP', Channel: 'Application', Hostname: 'pc-1', TimeCreated: time, Message: message([licensed(minutes)]) });

describe('event 1003, the status check', () => {
  it('shows a licensed product with the minutes left', () => {
    expect(readStatusCheck(message([noKey, licensed(259_192)]))).toMatchObject([{ application: 'windows', activationId: id(2), licenseStatus: 'licensed', graceMinutesRemaining: 259_192 }]);
  });

  it('shows a product in its first grace period', () => {
    expect(readStatusCheck(message([grace]))).toMatchObject([{ licenseStatus: 'oob-grace', graceMinutesRemaining: 14_400 }]);
  });

  it('says nothing of the many products that merely have no key', () => {
    expect(readStatusCheck(message([noKey]))).toEqual([]);
  });

  it('tells Office by its application, and takes no masked id for an id', () => {
    const masked = licensed(100).replace(id(2), '6f327760-..-..-9b61-83..70c');
    expect(readStatusCheck(message([masked], '59a52881-a989-479d-af46-f275c6370663'))).toMatchObject([{ application: 'office', activationId: null }]);
  });

  it('is believed only in its newest reading', () => {
    const { fragments } = readText(JSON.stringify([event('2026-11-02T08:00:00Z', 200), event('2026-11-01T08:00:00Z', 900)]));
    expect(fragments.flatMap((f) => f.products.map((p) => p.graceMinutesRemaining))).toEqual([200]);
  });

  it('never throws, and gives nothing, on rows of any other shape', () => {
    expect(readStatusCheck(`${message(['2: x, 1, 1 [(0 [0x00000000', '9: , , ['])}${'1'.repeat(10_000)}`)).toEqual([]);
  });
});
