import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';

import { renderSimulationHtml } from '../../src/report/simulate-html.ts';
import { renderSimulationJson } from '../../src/report/simulate-json.ts';
import { run, stories } from './simulate-plans.ts';
import { host } from '../estate/simulate/plans.ts';

const html = (story: string): string => {
  const simulation = stories[story];
  if (simulation === undefined) throw new Error(`no story ${story}`);
  return renderSimulationHtml(simulation, null, '0.0.0');
};

describe('the HTML report', () => {
  test.each(Object.keys(stories))('needs nothing else and runs nothing: %s', (story) => {
    expect(html(story)).not.toMatch(/<script|\bon\w+=|\bsrc=|\bhref=|url\(|@import|https?:/i);
    expect(html(story)).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
  });

  test.each(Object.keys(stories))('is well formed, with no number that is none: %s', (story) => {
    const faults: string[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => faults.push(error.message));
    // As XML, where what HTML leaves open has to be closed.
    parser.write(html(story).replace('<!doctype html>', '').replaceAll(/<meta [^>]*>/g, '')).close();
    expect(faults).toEqual([]);
    expect(html(story)).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('has a title for each chart, and all of it in a table as well', () => {
    const page = html('an outage of three weeks');
    expect(page.match(/<svg /g)).toHaveLength(2);
    for (const [, id = ''] of page.matchAll(/<svg [^>]*aria-labelledby="([^"]+)"/g)) expect(page).toContain(`<title id="${id}">`);
    expect(page).toMatch(/<th scope="row" class="n">36<\/th><td class="when">Mon 9 Feb<\/td><td class="n">200<\/td><td class="n">200<\/td><td class="n">200<\/td><td class="n">0<\/td><td class="n">0<\/td><td class="n">down<\/td>/);
  });

  test('shows names as text, whatever they hold', () => {
    const odd = renderSimulationHtml(run({ days: 3, hosts: [host('<b>"&amp;\'</b>')] }), null, '0');
    expect(odd).not.toContain('<b>');
    expect(odd).toContain('&lt;b&gt;&quot;&amp;amp;');
  });

  test('stays small for ten years', () => {
    expect(html('ten years, many hosts').length).toBeLessThan(1_000_000);
  });
});

const read = (story: string) => {
  const simulation = stories[story];
  if (simulation === undefined) throw new Error(`no story ${story}`);
  return JSON.parse(renderSimulationJson(simulation, { draws: 20, fails: 1 }, '0.0.0')) as Record<string, unknown> & {
    hosts: { name: string; reachedClientsAt: unknown; days: Record<string, number[]> }[]; clients: { days: Record<string, number[]> }; servers: { days: Record<string, number[]> };
    milestones: { day: number; date: string; kind: string; text: string }[];
  };
};

describe('the JSON report', () => {
  test('says what it is, what was planned and what became of it', () => {
    expect(read('an outage of three weeks')).toMatchObject({
      schema: 'kmsdoctor.simulate/1', tool: { name: 'kmsdoctor', version: '0.0.0' }, outcome: 'works', otherDraws: { draws: 20, fails: 1 },
      plan: { clients: 200, days: 120, startsActivated: true, hosts: [{ name: 'kms1', outages: [{ fromDay: 30, days: 21 }] }] },
    });
    expect(read('an outage of three weeks').milestones).toContainEqual({ day: 30, date: '2026-02-03', time: null, kind: 'host-down', host: 'kms1', text: 'kms1 is down for 21 days.' });
  });

  test('has one number a day in every column, and they add up', () => {
    for (const story of Object.keys(stories)) {
      const { clients, servers, hosts, plan } = read(story);
      const { days } = plan as { days: number };
      for (const column of [clients, servers, ...hosts].flatMap((part) => Object.values(part.days))) expect(column).toHaveLength(days);
      for (const kind of [clients.days, servers.days]) {
        const rest = (kind['present'] ?? []).map((n, d) => n - (kind['activated']?.[d] ?? 0) - (kind['inGrace']?.[d] ?? 0) - (kind['notifications']?.[d] ?? 0));
        expect(rest.every((n) => n === 0)).toBe(true);
        for (const column of Object.values(kind)) expect(column.every((n) => n >= 0)).toBe(true);
      }
    }
  });

  test('keeps a column on one line', () => {
    const simulation = stories['two hosts split'];
    if (simulation === undefined) throw new Error('no such story');
    expect(renderSimulationJson(simulation, null, '0').split('\n').length).toBeLessThan(200);
  });
});
