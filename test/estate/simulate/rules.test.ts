import { describe, expect, test } from 'vitest';

import { otherDraws } from '../../../src/estate/simulate/other-draws.ts';
import { runPlan } from '../../../src/estate/simulate/run-plan.ts';
import type { SimulationPlan } from '../../../src/model/simulation.ts';
import { host, plan } from './plans.ts';

const run = (but: Partial<SimulationPlan>) => runPlan(plan(but));
const sum = (column: Iterable<number>): number => [...column].reduce((a, b) => a + b, 0);
const at = (column: ArrayLike<number>, day: number): number => column[day - 1] ?? -1;

// Microsoft, kms-activation-planning: 25 for client systems, 5 for servers, one count for both.
describe('thresholds', () => {
  test('24 client systems are counted and never activated; with one more all of them are', () => {
    const few = run({ clients: 24 });
    expect([few.outcome, few.clients.firstActivationAt, at(few.hosts[0]?.count ?? [], 30), few.clients.notActivatedAtEnd]).toEqual(['fails', null, 24, 24]);
    const enough = run({ clients: 25 });
    expect([enough.outcome, at(enough.clients.days.activated, 2)]).toEqual(['works', 25]);
    expect(enough.clients.firstActivationAt).toBe(enough.hosts[0]?.reachedClientsAt);
  });

  test('five servers are activated, four are not; client systems help them to their five', () => {
    expect(run({ clients: 0, servers: 5 }).servers.notActivatedAtEnd).toBe(0);
    expect(run({ clients: 0, servers: 4 }).servers.notActivatedAtEnd).toBe(4);
    const mixed = run({ clients: 4, servers: 1 });
    expect([mixed.servers.notActivatedAtEnd, mixed.clients.notActivatedAtEnd]).toEqual([0, 4]);
  });

  // activate-windows-clients-vamt: clients that are not activated try every two hours.
  test('those that asked too early are activated two hours after their last try at most', () => {
    const { clients } = run({ clients: 60 });
    expect((clients.everyoneActivatedAt ?? Infinity) - (clients.firstActivationAt ?? 0)).toBeLessThanOrEqual(9 * 60);
    const late = run({ clients: 25 }).clients;
    expect((late.everyoneActivatedAt ?? Infinity) - (late.firstActivationAt ?? 0)).toBeLessThanOrEqual(120);
  });
});

describe('the count', () => {
  // activate-windows-clients-vamt: the list holds twice the largest need.
  test('ends at 50, or at 10 where only servers ask', () => {
    expect(Math.max(...(run({ clients: 200 }).hosts[0]?.highest ?? []))).toBe(50);
    expect(Math.max(...(run({ clients: 0, servers: 40 }).hosts[0]?.highest ?? []))).toBe(10);
  });

  // kms-activation-planning: a machine is kept for 30 days after its contact.
  test('falls when machines are away for more than 30 days, and nobody lapses for it', () => {
    const summer = run({ clients: 40, days: 150, startsActivated: true, away: [{ fromDay: 50, days: 60, share: 0.5 }] });
    const count = summer.hosts[0]?.count ?? [];
    expect([at(count, 70), at(count, 90), at(count, 125)]).toEqual([40, 20, 40]);
    expect([summer.outcome, sum(summer.clients.days.lapses)]).toEqual(['works', 0]);
  });

  test('does not fall for absences of less than 30 days less the renewal interval', () => {
    const short = run({ clients: 40, days: 100, startsActivated: true, away: [{ fromDay: 50, days: 22, share: 1 }] });
    expect(Math.min(...(short.hosts[0]?.count ?? []))).toBe(40);
  });

  // plan-for-volume-activation-client: after a restart the collection starts again.
  test('starts again when the host is restarted, and is full again after one renewal interval', () => {
    const { hosts, outcome } = run({ clients: 40, days: 40, startsActivated: true, hosts: [host('kms1', { restartDays: [20] })] });
    const count = hosts[0]?.count ?? [];
    expect([at(count, 19), at(count, 27), outcome]).toEqual([40, 40, 'works']);
    expect(at(count, 20)).toBeLessThan(20);
  });
});

describe('several hosts', () => {
  test('30 client systems and two hosts alike split the count, whatever the draw', () => {
    const { hosts, clients } = run({ hosts: [host('kms1'), host('kms2')] });
    expect(sum(hosts.map((h) => at(h.count, 20)))).toBe(30);
    expect(clients.firstActivationAt).toBeNull();
    expect(otherDraws(plan({ hosts: [host('kms1'), host('kms2')] }))).toEqual({ draws: 20, fails: 20 });
  });

  // RFC 2782: a client asks the lowest priority that answers.
  test('with one standing by at priority 10 all of them are activated', () => {
    const { hosts, outcome } = run({ hosts: [host('kms1'), host('kms2', { priority: 10 })] });
    expect([outcome, at(hosts[0]?.count ?? [], 20), sum(hosts[1]?.requests ?? [])]).toEqual(['works', 30, 0]);
  });

  // slmgr options: caching off, a client looks again at each try.
  test('without host caching both hosts come to know all of them', () => {
    expect(run({ hosts: [host('kms1'), host('kms2')], hostCaching: false }).outcome).toBe('works');
  });

  test('machines go over to the other host while theirs is down, and stay there', () => {
    const { hosts, outcome } = run({ clients: 60, days: 100, startsActivated: true, hosts: [host('kms1', { outages: [{ fromDay: 10, days: 21 }] }), host('kms2', { priority: 10 })] });
    const requestsFrom = (h: number, day: number): number => sum(hosts[h]?.requests.subarray(day - 1) ?? []);
    expect([outcome, at(hosts[0]?.count ?? [], 100), at(hosts[1]?.count ?? [], 100)]).toEqual(['works', 0, 50]);
    expect(requestsFrom(0, 31)).toBe(0);
    expect(requestsFrom(1, 31)).toBeGreaterThan(500);
  });

  test('chance is asked only where hosts are alike and machines are few', () => {
    expect(otherDraws(plan({}))).toBeNull();
    expect(otherDraws(plan({ hosts: [host('kms1'), host('kms2', { priority: 10 })] }))).toBeNull();
    expect(otherDraws(plan({ clients: 1000, hosts: [host('kms1'), host('kms2')] }))).toBeNull();
    expect(otherDraws(plan({ days: 3650, hosts: [host('kms1'), host('kms2')] }))).toBeNull();
  });
});

const down = (fromDay: number, days: number) => [host('kms1', { outages: [{ fromDay, days }] })];

describe('an outage', () => {
  test('of 21 days makes nobody lapse: an activation lasts 180 days', () => {
    const { clients, outcome } = run({ clients: 200, days: 100, startsActivated: true, hosts: down(30, 21) });
    expect([outcome, at(clients.days.overdue, 50), at(clients.days.overdue, 51)]).toEqual(['works', 200, 0]);
  });

  // Last renewed in the seven days before day 10: the 180 days end on days 183 to 190.
  test('for good makes them lapse 180 days after their last renewal, and not before', () => {
    const { clients, outcome } = run({ clients: 200, days: 200, startsActivated: true, hosts: down(10, 191) });
    const days = [...clients.days.lapses].flatMap((n, i) => (n > 0 ? [i + 1] : []));
    expect([outcome, days.at(0), days.at(-1), sum(clients.days.lapses)]).toEqual(['fails', 183, 189, 200]);
  });

  test('that goes on at the end is a risk, with the days on which machines will lapse', () => {
    const { clients, outcome } = run({ clients: 200, days: 60, startsActivated: true, hosts: down(10, 191) });
    expect([outcome, clients.lapsingAfterEnd.at(0)?.day, sum(clients.lapsingAfterEnd.map((l) => l.machines))]).toEqual(['at-risk', 183, 200]);
  });

  // activate-windows-clients-vamt: a failed renewal is tried again every two hours, whatever the activation interval.
  test('is met by a try every two hours', () => {
    const { unanswered } = run({ clients: 50, days: 40, startsActivated: true, hosts: down(20, 21), activationIntervalMinutes: 1440 });
    expect([at(unanswered, 19), at(unanswered, 30)]).toEqual([0, 50 * 12]);
  });

  test('at first leaves new machines in their initial grace of 30 days, and in notifications after it', () => {
    const { clients, outcome } = run({ clients: 30, days: 45, hosts: down(1, 40) });
    expect([at(clients.days.inGrace, 30), at(clients.days.inGrace, 31), sum(clients.days.graceEnds), at(clients.days.activated, 41), outcome]).toEqual([30, 0, 30, 30, 'fails']);
  });
});

describe('machines', () => {
  test('in office hours ask on working days only', () => {
    const { hosts } = run({ clients: 100, days: 28, startsActivated: true, uptime: { kind: 'office-hours' } });
    const requests = [...(hosts[0]?.requests ?? [])];
    expect(requests.filter((n, i) => i % 7 >= 5 && n > 0)).toEqual([]);
    expect(requests.slice(0, 5).every((n) => n > 0)).toBe(true);
  });

  test('that are on a share of the days ask less often, and the same ones on the same days with the same seed', () => {
    const rare = run({ clients: 200, days: 60, startsActivated: true, uptime: { kind: 'share', share: 0.1 } });
    const always = run({ clients: 200, days: 60, startsActivated: true });
    expect(sum(rare.hosts[0]?.requests ?? [])).toBeLessThan(sum(always.hosts[0]?.requests ?? []) * 0.7);
    expect(run({ clients: 200, days: 60, startsActivated: true, uptime: { kind: 'share', share: 0.1 } })).toEqual(rare);
  });

  test('of which laptops are away for longer than 180 days lapse, the others do not', () => {
    const { clients } = run({ clients: 100, days: 400, startsActivated: true, laptops: { share: 0.3, days: 200 } });
    expect(sum(clients.days.lapses)).toBeGreaterThan(0);
    expect(sum(clients.days.lapses)).toBeLessThanOrEqual(60);
    expect(at(run({ clients: 100, days: 400, startsActivated: true, laptops: { share: 0.3, days: 30 } }).clients.days.activated, 400)).toBe(100);
  });

  test('that are rolled out come on working days, so many a day, and the rest not at all when the days are over', () => {
    const { clients, servers } = run({ clients: 90, servers: 10, days: 14, rolloutPerWorkday: 8 });
    expect([1, 5, 7, 8, 14].map((day) => at(clients.days.present, day) + at(servers.days.present, day))).toEqual([8, 40, 40, 48, 80]);
    expect(at(servers.days.present, 14)).toBe(8);
  });

  test('that have left are neither there nor missed', () => {
    const { clients, outcome } = run({ clients: 100, days: 60, startsActivated: true, retire: [{ day: 10, share: 0.4 }, { day: 20, share: 0.5 }] });
    expect([outcome, at(clients.days.present, 9), at(clients.days.present, 10), at(clients.days.present, 20), at(clients.days.activated, 60)]).toEqual(['works', 100, 60, 30, 30]);
  });

  test('that never had a chance to ask are not held against a plan', () => {
    expect(run({ clients: 25, servers: 5, days: 3, away: [{ fromDay: 1, days: 3, share: 1 }] }).outcome).toBe('works');
  });
});

const of = (seed: number) => run({ clients: 80, hosts: [host('kms1'), host('kms2')], uptime: { kind: 'office-hours' }, seed });

test('the same seed gives the same days, another seed others', () => {
  expect(of(4)).toEqual(of(4));
  expect(of(4).hosts).not.toEqual(of(5).hosts);
});
