import { describe, expect, test } from 'vitest';

import { renderSimulationText } from '../../src/report/simulate-text.ts';
import { columnsOf } from '../../src/report/wrap.ts';
import { run, stories } from './simulate-plans.ts';
import { host } from '../estate/simulate/plans.ts';

const text = (story: string, { width = 100, color = false, quiet = false } = {}): string => {
  const simulation = stories[story];
  if (simulation === undefined) throw new Error(`no story ${story}`);
  return renderSimulationText(simulation, null, { version: '0.0.0', width, color, quiet });
};
const flat = (story: string): string => text(story, { width: 120 }).replaceAll(/\s+/g, ' ');

describe('the verdict answers the question', () => {
  test.each([
    ['two hosts split', /✗ FAILS With 30 client systems, two servers and two hosts, no client system is ever activated: the hosts count at most \d+ and \d+, and 25 are needed at one of them\./],
    ['an outage of three weeks', /✓ WORKS Nobody lapses: no host answers for 21 days, and an activation lasts 180 days\. At most 200 renewals are overdue, on day 36 \(Mon 9 Feb\)\./],
    ['the count falls in summer', /✓ WORKS Everyone stays activated, with 60 client systems and one host\. The count of kms1 falls under 25 on day 199 \(Wed 22 Jul\) and is back on day 212 \(Tue 4 Aug\); meanwhile kms1 activates no new client system\./],
    ['down for good', /✗ FAILS 40 machines lapse, from day 193 \(Thu 16 Jul\) on: no host answers\./],
    ['down at the end', /! AT RISK Nobody has lapsed by the end of day 60, but 40 machines cannot renew: no host answers\. If that goes on, they lapse from day 193/],
    ['too few', /no client system is ever activated: 22 machines are all there is to count, and a host has to count 25\. The servers are: they need five\./],
    ['servers alone', /✓ WORKS With nine servers and one host, everyone is activated by the end of day 1 \(Mon 5 Jan\) and stays so\./],
    ['one machine, one day', /no client system is ever activated: one machine is all there is to count/],
    ['an unfinished rollout', /So far everyone is activated: 75 of 1,000 machines are installed in 20 days\./],
    ['laptops away for long', /machines lapse, from day \d+ \([^)]+\) on: they are off or away for too long\./],
    ['an outage from the first day', /Everyone is activated in the end, but too late for 30 machines, whose initial grace of 30 days ended first/],
  ])('%s', (story, sentence) => {
    expect(flat(story)).toMatch(sentence);
  });

  test('and says where chance decides', () => {
    const split = run({ clients: 45, hosts: [host('kms1'), host('kms2')] });
    const say = (draws: number, fails: number): string => renderSimulationText(split, { draws, fails }, { version: '0', width: 120, color: false, quiet: true }).replaceAll(/\s+/g, ' ');
    expect(say(20, 20)).toContain('It fails in 20 other draws of chance as well.');
    expect(say(20, 3)).toContain('Chance decides: of 20 other draws 3 fail.');
    expect(say(20, 0)).toContain('Chance decides: of 20 other draws none fails.');
  });
});

describe('what to do', () => {
  test('for a split is one host for all, by priority or alone', () => {
    expect(flat('two hosts split')).toMatch(/give the SRV record of kms\d priority 0 and that of kms\d 10, or use one host alone/);
  });

  test('for too few machines is a way without a threshold', () => {
    expect(flat('too few')).toContain('use Active Directory-based activation or MAK keys');
  });

  test('for machines that are away for too long is to let them ask', () => {
    expect(flat('laptops away for long')).toContain('connect to the network, by VPN for example, at least once in 180 days');
  });

  test('is never machines that are not there, another’s key or another’s host', () => {
    for (const story of Object.keys(stories)) expect(flat(story)).not.toMatch(/\b(?:fake|pretend|emulat|virtual machines|add (?:more )?(?:clients|machines)|crack)/i);
  });
});

describe('what happens', () => {
  test('is told with day, date and minute', () => {
    expect(text('servers alone')).toMatch(/^ {2}1 {2}Mon 5 Jan \d\d:\d\d {2}kms1 counts 5, what servers need\.$/m);
    expect(text('an outage of three weeks')).toMatch(/^ 30 {2}Tue 3 Feb {3}kms1 is down for 21 days\.\n(?:.*\n)*? 51 {2}Tue 24 Feb {2}kms1 is back, and counts from 0\.\n 51 {2}Tue 24 Feb {2}kms1 counts 50, enough for client systems again\.$/m);
    expect(flat('down for good')).toContain('40 client systems lapse: 180 days without a renewal, up to day 199 (most on day');
  });

  test('that would be too much to read is said to be more', () => {
    expect(text('ten years, many hosts')).toMatch(/\d+ more \(--format html or json has them all\)/);
  });
});

describe('the page', () => {
  test.each([40, 60, 80, 120])('fits %i columns', (width) => {
    for (const story of Object.keys(stories)) {
      expect(text(story, { width }).split('\n').filter((line) => columnsOf(line) > width)).toEqual([]);
    }
  });

  test('says the same without colour, and colours nothing where none is wanted', () => {
    for (const story of Object.keys(stories)) {
      const plain = text(story);
      expect(plain).not.toContain('\u001B');
      expect(text(story, { color: true }).replaceAll(/\u001B\[\d+m/g, '')).toBe(plain);
    }
  });

  test('says in words what the charts show', () => {
    expect(flat('an outage of three weeks')).toContain('kms1 counts up to 50, then as few as 0 on day 30 (Tue 3 Feb), while it is down, 50 at the end.');
    expect(flat('an outage of three weeks')).toContain('Machines: 200 of 200 activated at the end; renewal overdue: at most 200, 0 at the end.');
  });

  test('is the verdict alone with --quiet', () => {
    expect(text('too few', { quiet: true }).split('\n').length).toBeLessThan(5);
    expect(text('too few', { quiet: true })).toMatch(/^✗ FAILS {2}/);
  });

  test('draws a bar up to its count, and the line of 25 where it does not reach', () => {
    const lines = text('too few').split('\n').filter((l) => /[│┤]/.test(l));
    expect(lines[0]).toMatch(/^25 client systems ┤┄+$/);
    // 22 of 25 in steps of five: four whole rows and two fifths of the next.
    expect(lines[1]).toMatch(/^ +│▃+$/);
    expect(lines[2]).toMatch(/^ +│█+$/);
  });
});
