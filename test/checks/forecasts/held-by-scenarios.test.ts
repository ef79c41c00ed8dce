import { expect, it } from 'vitest';
import { loadBuiltInScenarios } from '../../../src/commands/scenario/built-in-scenarios.ts';
import { forecastKinds } from '../../../src/model/forecast.ts';

const scenarios = await loadBuiltInScenarios();

it('every kind of forecast is expected by a scenario, so that none can be lost unnoticed', () => {
  const expected = new Set(scenarios.flatMap((s) => s.expect.forecasts ?? []).map((f) => f.what));
  expect(forecastKinds.filter((what) => !expected.has(what))).toEqual([]);
});

it('some scenarios forbid every forecast, and some say what cannot be foretold', () => {
  expect(scenarios.filter((s) => s.expect.forecasts?.length === 0).length).toBeGreaterThanOrEqual(4);
  expect(scenarios.filter((s) => (s.expect.notForetold ?? []).length > 0).length).toBeGreaterThanOrEqual(2);
});
