import { describe, expect, it } from 'vitest';
import { problemsOfOutlook } from '../../../src/commands/scenario/compare-outlook.ts';
import { knownWords } from '../../../src/commands/scenario/known-words.ts';
import { readScenario } from '../../../src/estate/scenario/read-scenario.ts';
import type { Expectation } from '../../../src/estate/scenario/scenario-spec.ts';
import type { Forecast, Outlook } from '../../../src/model/forecast.ts';

const lapses: Forecast = { what: 'licence-lapses', subject: 'WS-0142', at: '2027-04-30T12:00:00.000Z', in: 158, severity: 'note', says: '', basis: '' };
const expectation = (but: Partial<Expectation>): Expectation => ({ verdict: 'healthy', causes: {}, unexplained: [], ...but });
const problems = (but: Partial<Expectation>, outlook: Partial<Outlook> = { forecasts: [lapses] }): string[] => problemsOfOutlook(expectation(but), { forecasts: [], untold: [], ...outlook });

describe('the forecasts that a scenario expects', () => {
  it.each<[string, NonNullable<Expectation['forecasts']>[number]]>([
    ['kind alone', { what: 'licence-lapses' }], ['machine', { what: 'licence-lapses', of: 'ws-0142' }], ['day', { what: 'licence-lapses', at: '2027-04-30' }],
    ['days', { what: 'licence-lapses', withinDays: 158 }], ['severity', { what: 'licence-lapses', severity: 'note' }],
  ])('are met by their %s', (_, wanted) => {
    expect(problems({ forecasts: [wanted] })).toEqual([]);
  });

  it.each<[string, NonNullable<Expectation['forecasts']>[number]]>([
    ['kind', { what: 'count-falls' }], ['machine', { what: 'licence-lapses', of: 'WS-0143' }], ['day', { what: 'licence-lapses', at: '2027-05-01' }],
    ['days', { what: 'licence-lapses', withinDays: 157 }], ['severity', { what: 'licence-lapses', severity: 'warn' }],
  ])('are missed by another %s, and then both what is missing and what is too much are said', (_, wanted) => {
    expect(problems({ forecasts: [wanted] })).toEqual([expect.stringMatching(/^It should be foretold that .* and foretold is licence-lapses of WS-0142 on 2027-04-30, in 158 days \(note\)\.$/), expect.stringMatching(/^It should not be foretold that licence-lapses/)]);
  });

  it('forbid all others where they are given, and say nothing where they are not', () => {
    expect([problems({ forecasts: [] }).length, problems({}).length]).toEqual([1, 0]);
  });

  it('are each met once: two of a kind need two', () => {
    expect(problems({ forecasts: [{ what: 'licence-lapses' }, { what: 'licence-lapses' }] })).toHaveLength(1);
  });

  it('are strict about what cannot be foretold as well', () => {
    const untold: Outlook['untold'] = [{ what: 'count-falls', subject: 'kms1', why: 'It cannot be told.' }];
    expect([problems({ notForetold: ['count-falls'] }, { untold }), problems({ notForetold: [] }, { untold }), problems({ notForetold: ['count-falls'] }, {})])
      .toEqual([[], ['It should not be said: It cannot be told.'], ['It should be said that count-falls cannot be told, and is not.']]);
  });

  it.each([
    ['a kind that there is none of', '{ what: count-fals }', /count-fals.*nearest: count-falls/],
    ['a day that is none', "{ what: count-falls, at: 'soon' }", /a day such as 2026-12-24/],
    ['a machine that is not in the estate', '{ what: count-falls, of: KMS7 }', /should name a machine of this estate, and is "KMS7"; nearest: KMS1/],
    ['a key that is not known', '{ what: count-falls, day: 3 }', /day is no key that is known here/],
  ])('are refused with their place for %s', (_, wanted, words) => {
    const reading = readScenario(`id: x\ntitle: x\ngroup: rule\nexpect:\n  verdict: healthy\n  forecasts: [${wanted}]\n`, knownWords);
    expect(reading).toMatchObject({ ok: false, problems: [{ line: 6, message: expect.stringMatching(words) }] });
  });
});
