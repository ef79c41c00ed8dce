import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf } from '../../../checks/forecasts/count-course.ts';
import { dayMs } from '../../../checks/forecasts/days.ts';
import { ClientIdCache } from '../../../src/estate/host/client-id-cache.ts';

const now = Date.UTC(2026, 10, 20, 9);
const ago = (days: number): number => now - days * dayMs;
const clients = (...days: number[]): Map<string, number> => new Map(days.map((d, i) => [`id-${i}`, ago(d)]));
const facts = (lastContact: Map<string, number>, but: Partial<Parameters<typeof courseOf>[0]> = {}) =>
  ({ now, count: lastContact.size, lastContact, logBegins: Math.min(...lastContact.values()), silentMs: 14 * dayMs, room: 50, ...but });

describe('the course of a count', () => {
  it('loses each client that has stopped coming 30 days after it last came', () => {
    const { course, fallsUnder, silent } = courseOf(facts(clients(...Array.from({ length: 24 }, () => 2), 20, 25)));
    expect({ silent, under25: fallsUnder(25), under5: fallsUnder(5), day5: course[5], day6: course[6], day10: course[10], day11: course[11] })
      .toEqual({ silent: 2, under25: now + 10 * dayMs, under5: null, day5: 26, day6: 25, day10: 25, day11: 24 });
  });

  it('takes whoever has come within two renewals for one who goes on coming', () => {
    expect(courseOf(facts(clients(...Array.from({ length: 25 }, () => 13.9)))).fallsUnder(25)).toBeNull();
  });

  it('gives those that are older than the log until 30 days after it begins, at the latest', () => {
    const { unnamed, isSettled, fallsUnder } = courseOf(facts(clients(...Array.from({ length: 20 }, () => 1)), { count: 28, logBegins: ago(16) }));
    expect({ unnamed, isSettled, falls: fallsUnder(25) }).toEqual({ unnamed: 8, isSettled: true, falls: now + 14 * dayMs });
  });

  it('is not settled while the log is too young to say that they stay away', () => {
    expect(courseOf(facts(clients(...Array.from({ length: 20 }, () => 1)), { count: 28, logBegins: ago(8) })).isSettled).toBe(false);
  });

  it('counts the newest where more have come than the host counts, as after a restart or a full list', () => {
    const { silent, coming, fallsUnder } = courseOf(facts(clients(...Array.from({ length: 60 }, () => 3), ...Array.from({ length: 10 }, () => 20)), { count: 50 }));
    expect({ silent, coming, falls: fallsUnder(25) }).toEqual({ silent: 0, coming: 60, falls: null });
  });

  it('is soon told of a count that no host can hold, as a file may say it', () => {
    const { unnamed, course, fallsUnder } = courseOf(facts(clients(1), { count: 4_294_967_295, logBegins: ago(16) }));
    expect({ unnamed, day13: course[13], day15: course[15], falls: fallsUnder(25) }).toEqual({ unnamed: 4_294_967_294, day13: 50, day15: 1, falls: now + 14 * dayMs });
  });

  it('is what the reference host counts when those that come go on coming and the others do not', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 29.9, noNaN: true }), { minLength: 1, maxLength: 49 }), (days) => {
      const lastContact = clients(...days);
      const cache = new ClientIdCache();
      for (const [id, at] of [...lastContact].toSorted((a, b) => a[1] - b[1])) cache.contact(id, 25, at);
      const { course } = courseOf(facts(lastContact));
      const coming = [...lastContact].filter(([, at]) => now - at <= 14 * dayMs).map(([id]) => id);
      const lived = course.map((_, day) => {
        const at = now + day * dayMs;
        if (day > 0) for (const id of coming) cache.contact(id, 25, at);
        return cache.count(at);
      });
      expect(course).toEqual(lived);
    }));
  });
});
