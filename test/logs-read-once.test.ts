import { expect, test } from 'vitest';
import { catalogue } from '../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../src/commands/scenario/built-in-scenarios.ts';
import { settingsOf } from '../src/commands/scenario/draw-faults.ts';
import { gatherScenario } from '../src/commands/scenario/gather-scenario.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';
import type { Settings } from '../src/model/check.ts';
import type { Body, Case, WindowsEvent } from '../src/model/evidence.ts';
import { logged, withHost } from './checks/host-log.ts';
import { diagnose } from './diagnose/diagnose.ts';

/** Times that sentences tell are read again: the last request's, the last start's. */
const told = 4;
const request = logged();

/** Counts how often times of this machine's events are asked for. */
function countReads({ evidence: { events } }: Body): { events: number; reads: () => number } {
  let reads = 0;
  const log: WindowsEvent[] = events.state === 'seen' ? events.value : [];
  for (const event of log) {
    const { time } = event;
    Object.defineProperty(event, 'time', { get: () => { reads += 1; return time; } });
  }
  return { events: log.length, reads: () => reads };
}

const gathered: { id: string; settings: Settings; subject: Case }[] = [];
for (const { id, estate, faults, look } of await loadBuiltInScenarios()) gathered.push({ id, settings: settingsOf(look), subject: (await gatherScenario({ estate, faults, look })).case });

// A log holds thousands of events, and a hundred checks judge it: reading times is most of what a diagnosis costs.
test('a diagnosis reads the time of each event once, in every scenario', () => {
  const often = gathered.flatMap(({ id, settings, subject }) => {
    const counted = [subject, ...subject.related].map(countReads);
    judgeCase(subject, settings, catalogue);
    return counted.filter(({ events, reads }) => reads() > events + told).map(({ events, reads }) => `${id}: ${reads()} reads of ${events}`);
  });
  expect(often).toEqual([]);
});

test('a log of hundreds of thousands of requests is judged, with nothing broken', () => {
  const log = Array.from({ length: 600_000 }, () => request);
  expect(diagnose(withHost({ events: log })).checks.filter((c) => c.status === 'broken').map((c) => c.fault)).toEqual([]);
});
