import { describe, expect, test } from 'vitest';

import type { SimulateFlags } from '../../src/commands/simulate-request.ts';
import { readSimulateRequest } from '../../src/commands/simulate-request.ts';

const read = (flags: SimulateFlags) => readSimulateRequest([], { clients: '30', ...flags });

describe('a plan', () => {
  test('is of new machines, always on, with one host, for 60 days from a fixed Monday, unless said', () => {
    expect(read({}).plan).toEqual({
      clients: 30, servers: 0, days: 60, startDate: '2026-01-05', hosts: [{ name: 'kms1', priority: 0, weight: 0, outages: [], restartDays: [] }],
      uptime: { kind: 'always' }, laptops: null, away: [], retire: [], rolloutPerWorkday: null, startsActivated: false,
      renewalIntervalMinutes: 10_080, activationIntervalMinutes: 120, hostCaching: true, seed: 1,
    });
    expect(new Date('2026-01-05T00:00:00Z').getUTCDay()).toBe(1);
  });

  test('names hosts with their SRV records, outages and restarts', () => {
    expect(read({ host: ['KMS1,weight=60,restart=10,restart=20', 'kms2.corp.example,priority=10'], outage: ['kms1:30+21', 'ALL:50+2'] }).plan.hosts).toEqual([
      { name: 'kms1', priority: 0, weight: 60, restartDays: [10, 20], outages: [{ fromDay: 30, days: 21 }, { fromDay: 50, days: 2 }] },
      { name: 'kms2.corp.example', priority: 10, weight: 0, restartDays: [], outages: [{ fromDay: 50, days: 2 }] },
    ]);
    expect(read({ hosts: '3' }).plan.hosts.map((h) => h.name)).toEqual(['kms1', 'kms2', 'kms3']);
  });

  test('reads shares as per cent or as numbers', () => {
    expect(read({ uptime: '60%' }).plan.uptime).toEqual({ kind: 'share', share: 0.6 });
    expect(read({ uptime: '0.25' }).plan.uptime).toEqual({ kind: 'share', share: 0.25 });
    expect(read({ laptops: '40%:10' }).plan.laptops).toEqual({ share: 0.4, days: 10 });
    expect(read({ laptops: '40%' }).plan.laptops).toEqual({ share: 0.4, days: 5 });
    expect(read({ away: ['10+5:90%', '20+5'] }).plan.away).toEqual([{ fromDay: 10, days: 5, share: 0.9 }, { fromDay: 20, days: 5, share: 1 }]);
    expect(read({ retire: ['10:50%'] }).plan.retire).toEqual([{ day: 10, share: 0.5 }]);
  });

  test('goes up to a million client systems, ten years and 64 hosts, and no further', () => {
    expect(read({ clients: '1000000', days: '3650', hosts: '64' }).plan).toMatchObject({ clients: 1_000_000, days: 3650 });
    for (const flags of [{ clients: '1000001' }, { days: '3651' }, { hosts: '65' }, { host: Array.from({ length: 65 }, (_, i) => `kms${i}`) }, { away: Array.from({ length: 32 }, () => '1+1') }, { outage: Array.from({ length: 101 }, () => 'all:1+1') }]) {
      expect(() => read(flags)).toThrow(/^--\w+ (?:wants|can be given)/);
    }
  });
});

describe('what a plan cannot mean is said in one sentence', () => {
  test.each<[SimulateFlags, RegExp]>([
    [{ clients: '0' }, /^Say how many machines there are/], [{ clients: '-1' }, /^--clients wants/], [{ clients: '1e3' }, /^--clients wants/], [{ clients: '' }, /^--clients wants/],
    [{ days: '0' }, /^--days wants days from 1 to 3650/], [{ days: '1.5' }, /^--days wants/],
    [{ hosts: '2', host: ['kms1'] }, /^--hosts says how many there are and --host names them/], [{ host: ['kms1', 'KMS1'] }, /^--host kms1 is given twice/],
    [{ host: ['all'] }, /"all" stands for every host/], [{ host: ['a b'] }, /^--host wants NAME/], [{ host: ['kms1,weight'] }, /^--host wants NAME/], [{ host: ['kms1,weight=-1'] }, /^weight= of --host kms1 wants/],
    [{ host: ['kms1,restart=61'] }, /^restart= of --host kms1 wants a day of the plan from 1 to 60/],
    [{ outage: ['kms1'] }, /^--outage wants HOST:FROM\+DAYS/], [{ outage: ['kms1:0+3'] }, /^--outage wants/], [{ outage: ['kms1:3+0'] }, /^--outage wants/],
    [{ outage: ['kms9:3+3'] }, /^--outage names kms9, and the hosts are kms1, or all/], [{ outage: ['kms1:61+3'] }, /begins after the plan’s 60 days: give more --days/],
    [{ uptime: 'sometimes' }, /^--uptime wants/], [{ uptime: '0%' }, /^--uptime wants/], [{ uptime: '101%' }, /^--uptime wants/], [{ uptime: '2' }, /^--uptime wants/],
    [{ laptops: '40%:0' }, /^--laptops wants/], [{ laptops: 'many' }, /^--laptops wants/], [{ away: ['10:5'] }, /^--away wants/], [{ away: ['99+5'] }, /begins after/],
    [{ retire: ['1:50%'] }, /^--retire wants/], [{ retire: ['99:50%'] }, /comes after/], [{ rollout: '0' }, /^--rollout wants/], [{ rollout: '5', activated: true }, /leave one out/],
    [{ clients: '0', servers: '5', uptime: 'always' }, /^--uptime is about client systems, and there are none/],
    [{ start: '2026-02-30' }, /^--start wants a date/], [{ start: 'tomorrow' }, /^--start wants a date/], [{ start: '2026-13-01' }, /^--start wants a date/],
    [{ seed: '4294967296' }, /^--seed wants/], [{ renewalInterval: '14' }, /^--renewal-interval wants minutes from 15 to 43200/], [{ activationInterval: '43201' }, /^--activation-interval wants/],
    [{ format: 'svg' }, /^--format wants text, json or html/], [{ output: '' }, /^-o wants the name of a file/],
  ])('%j', (flags, sentence) => {
    expect(() => read(flags)).toThrow(sentence);
    expect(() => read(flags)).toThrow(/^[^\n]+\.$/);
  });

  test('with what was typed made safe to show, and short', () => {
    expect(() => read({ days: `\u001B[31m${'9'.repeat(500)}` })).toThrow(/^--days wants days from 1 to 3650, not "9{80}"\.$/);
  });
});
