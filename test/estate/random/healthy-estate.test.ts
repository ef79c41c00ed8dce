import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../src/commands/scenario/outcome-of.ts';
import { healthyEstate } from '../../../src/estate/random/healthy-estate.ts';

const seeds = Array.from({ length: 300 }, (_, i) => 1 + i);
const estates = seeds.map(healthyEstate);
const have = (has: (estate: (typeof estates)[number]) => boolean): number => estates.filter(has).length;

describe('300 random estates with which nothing is wrong', () => {
  it('raise no alarm: each is healthy, and no cause is named', async () => {
    const alarms: string[] = [];
    for (const estate of estates) {
      const { passed, problems } = await outcomeOf(estate);
      if (!passed) alarms.push(`${estate.id}: ${problems.join(' ')}`);
    }
    expect(alarms).toEqual([]);
  }, 120_000);

  it('come again from the same seeds, and differ from each other', () => {
    expect(seeds.slice(0, 20).map(healthyEstate)).toEqual(estates.slice(0, 20));
    expect(new Set(estates.map(({ estate }) => JSON.stringify({ ...estate, seed: 0 }))).size).toBe(300);
  });

  it('are of many kinds: one host and several, standbys, zones, IPv6, other ports, every way to be licensed, things that happen', () => {
    const kinds = {
      several: have(({ estate }) => (estate.hosts?.length ?? 0) > 2), standby: have(({ estate }) => estate.hosts?.some((h) => h.priority > 0) === true),
      zones: have(({ estate }) => estate.dns.zones.length > 0), ipv6: have(({ estate }) => estate.hosts?.some((h) => h.ipv6 !== undefined) === true),
      port: have(({ estate }) => estate.hosts?.some((h) => h.port !== 1688) === true), workgroup: have(({ estate }) => estate.machines?.[0]?.member === false),
      office: have(({ estate }) => estate.machines?.[0]?.office !== undefined), directory: have(({ estate }) => estate.directory !== undefined),
      mak: have(({ estate }) => estate.machines?.[0]?.windows?.channel === 'mak'), avma: have(({ estate }) => estate.machines?.[0]?.windows?.channel === 'avma'),
      restarted: have(({ faults }) => faults.some((f) => f.fault === 'restart')), byHand: have(({ faults }) => faults.some((f) => f.fault === 'kms-setting')),
      away: have(({ faults }) => faults.some((f) => f.fault === 'service')),
    };
    expect(Object.entries(kinds).filter(([, count]) => count < 5)).toEqual([]);
  });
});
