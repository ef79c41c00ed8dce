import { describe, expect, test } from 'vitest';
import { channelFactsOf, channels } from '../../src/knowledge/channels.ts';

describe('licence channels', () => {
  test.each([
    ['Volume:GVLK', 'kms-client'], ['VOLUME_KMSCLIENT', 'kms-client'], ['volume-kmsclient', 'kms-client'], ['Volume:CSVLK', 'kms-host'], ['VOLUME_KMS', 'kms-host'],
    ['VOLUME_KMS_2012-R2_WIN10', 'kms-host'], ['VOLUME_KMS_WS28', 'kms-host'], ['Volume:MAK', 'mak'], ['RETAIL(MAK)', 'mak'], ['Retail', 'retail'], ['RETAIL(Grace)', 'retail'],
    ['OEM:DM', 'oem'], ['OEM_DM', 'oem'], ['OEM:NONSLP', 'oem'], ['TIMEBASED_EVAL', 'eval'], ['Retail:TB:Eval', 'eval'], ['VIRTUAL_MACHINE_ACTIVATION', 'avma'],
    ['VT:IA', 'avma'], ['TIMEBASED_SUB', 'subscription'], ['Retail:TB:Sub', 'subscription'],
  ])('%s is %s', (word, channel) => {
    expect(channelFactsOf(word)?.channel).toBe(channel);
  });

  test('no spelling stands for two channels', () => {
    const words = channels.flatMap((c) => [...new Set(c.words.map((w) => w.toUpperCase().replace(/[^A-Z0-9]/g, '')))]);
    expect(new Set(words).size).toBe(words.length);
  });

  test('what is no channel is none', () => {
    for (const word of ['', 'VOLUME', 'GVLKS', '()', 'VOLUME_KMSCLIENTS', 'x'.repeat(500), 'RET\u{1f600}AIL']) expect(channelFactsOf(word)).toBeNull();
  });
});
