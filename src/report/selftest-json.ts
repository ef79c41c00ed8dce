import type { Selftest } from '../model/selftest.ts';

/**
 * A run of scenarios, schema `kmsdoctor.selftest/1`: `{ schema, tool: { name, version }, passed, failed, tookMs, scenarios:
 * [ { id, group, title, passed, expected: [cause], diagnosed: [cause], unexpected: [cause], problems: [sentence], tookMs } ] }`.
 * With random pairs also `pairs: { seed, size, wanted, tried, named, drawn, hidden, notCombinable, leftOut }`.
 * `passed` and `failed` are counts above and whether it passed below; times are whole milliseconds.
 */
export function renderSelftestJson({ outcomes, tookMs, pairs }: Selftest, version: string): string {
  const passed = outcomes.filter((o) => o.passed).length;
  const report = {
    schema: 'kmsdoctor.selftest/1',
    tool: { name: 'kmsdoctor', version },
    passed,
    failed: outcomes.length - passed,
    tookMs: Math.round(tookMs),
    ...(pairs === undefined ? {} : { pairs }),
    scenarios: outcomes.map((o) => ({
      id: o.id, group: o.group, title: o.title, passed: o.passed, expected: o.expected, diagnosed: o.diagnosed, unexpected: o.unexpected, problems: o.problems, tookMs: Math.round(o.tookMs),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
