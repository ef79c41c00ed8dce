import { describe, expect, test } from 'vitest';
import type { Forecast, Outlook } from '../../src/model/forecast.ts';
import type { Run } from '../../src/model/report.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderText } from '../../src/report/text.ts';
import { caseOf, hostBody } from '../evidence-builder.ts';
import { readReport } from '../report-shape.ts';
import { diagnosis, healthy, run } from './run-builder.ts';

const forecast = (but: Partial<Forecast> = {}): Forecast => ({
  what: 'licence-lapses', subject: 'WS-0142', at: '2027-05-01T00:00:00.000Z', in: 162, severity: 'note', says: 'The licence of Windows lapses on 1 May 2027.', basis: 'Windows counts it down.', ...but,
});
const course = [...Array.from({ length: 10 }, () => 30), ...Array.from({ length: 20 }, () => 20)];
const falls = forecast({ what: 'count-falls', in: 9, severity: 'warn', says: 'KMS host kms1 counts 30 machines and falls under 25.', course });
const untold: Outlook['untold'] = [{ what: 'count-falls', subject: 'kms1', why: 'Whether the count of kms1 will fall cannot be told.' }];

const text = (outlook: Outlook, but: Partial<Run> = {}, detail: 'quiet' | 'normal' | 'verbose' = 'normal'): string => renderText({ ...run(healthy({ outlook })), ...but }, { width: 80, color: false, detail });
const ahead = (report: string): string => /\nAhead\n([\s\S]*?)\n(?=\S|$)/.exec(report)?.[1] ?? '';

describe('what is ahead, in the text report', () => {
  test('stands there only where something is', () => {
    expect(text({ forecasts: [], untold: [] })).not.toContain('Ahead');
    expect(text({ forecasts: [], untold })).not.toContain('Ahead');
  });

  test('marks what somebody should act on now with the sign of a warning, and no colour is needed to see it', () => {
    expect(ahead(text({ forecasts: [falls, forecast()], untold: [] }))).toMatch(/^ {2}! {2}KMS host kms1[\s\S]*\n {2}· {2}The licence/);
  });

  test('draws the course of a count with its first and last number beside it', () => {
    expect(ahead(text({ forecasts: [falls], untold: [] }))).toContain('next 30 days  ██████████▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅  30 to 20');
  });

  test('follows what is wrong and precedes what was checked', () => {
    const report = renderText(run(diagnosis({ outlook: { forecasts: [forecast()], untold: [] } })), { width: 80, color: false, detail: 'normal' });
    const at = ['Do this', 'Ahead', 'Checked'].map((mark) => report.indexOf(mark));
    expect(at).toEqual(at.filter((i) => i >= 0).toSorted((a, b) => a - b));
  });

  test('says what it rests on with -v, and nothing with -q', () => {
    expect(text({ forecasts: [forecast()], untold: [] })).not.toContain('counts it down');
    expect(text({ forecasts: [forecast()], untold: [] }, {}, 'verbose')).toContain('counts it down');
    expect(text({ forecasts: [forecast()], untold: [] }, {}, 'quiet')).not.toContain('lapses');
  });

  test('says what cannot be foretold to whoever looks at a host, and to others with -v', () => {
    const host = { ...caseOf(), ...hostBody() };
    expect(text({ forecasts: [], untold }, { subject: host })).toContain('cannot be told');
    expect(text({ forecasts: [], untold }, {}, 'verbose')).toContain('cannot be told');
  });

  test('counts those that come later than the nearest six', () => {
    const many = Array.from({ length: 9 }, (_, i) => forecast({ in: i, says: `Number ${i} comes.` }));
    const said = text({ forecasts: many, untold: [] });
    expect([said.includes('Number 5'), said.includes('Number 6'), said.includes('3 more that come later')]).toEqual([true, false, true]);
  });

  test('lets no control character through', () => {
    expect(text({ forecasts: [forecast({ says: 'A\u001B[31mred host\u0007 falls.' })], untold: [] })).not.toMatch(/[\u001B\u0007]/);
  });
});

test('the JSON report holds forecasts and what could not be foretold, in the shape of the contract with what is added', () => {
  const report = readReport(renderJson(run(healthy({ outlook: { forecasts: [falls, forecast({ at: null })], untold } }))));
  expect({ forecasts: report.forecasts, notForetold: report.notForetold }).toEqual({ forecasts: [falls, forecast({ at: null })], notForetold: untold });
});
