import type { ScenarioOutcome, Selftest } from '../model/selftest.ts';
import { attributeText, elementText } from './xml-text.ts';

/** A run of scenarios as JUnit XML: a testsuite for each group, a testcase for each scenario; times are in seconds. */
export function renderSelftestJunit({ outcomes, tookMs }: Selftest): string {
  const groups = Map.groupBy(outcomes, (o) => o.group);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="kmsdoctor selftest" ${countsOf(outcomes)} time="${secondsOf(tookMs)}">`,
    ...[...groups].flatMap(([group, all]) => [
      `  <testsuite name="${attributeText(group)}" ${countsOf(all)} skipped="0" time="${secondsOf(all.reduce((sum, o) => sum + o.tookMs, 0))}">`,
      ...all.flatMap(testcase),
      '  </testsuite>',
    ]),
    '</testsuites>', '',
  ].join('\n');
}

const countsOf = (outcomes: readonly ScenarioOutcome[]): string => `tests="${outcomes.length}" failures="${outcomes.filter((o) => !o.passed).length}" errors="0"`;

const secondsOf = (ms: number): string => (ms / 1000).toFixed(3);

const listed = (causes: readonly string[]): string => (causes.length === 0 ? 'no cause' : causes.join(', '));

function testcase(outcome: ScenarioOutcome): string[] {
  const head = `    <testcase name="${attributeText(outcome.id)}" classname="kmsdoctor.scenario.${attributeText(outcome.group)}" time="${secondsOf(outcome.tookMs)}"`;
  if (outcome.passed) return [`${head}/>`];
  const text = [outcome.title, `expected: ${listed(outcome.expected)}`, `said: ${listed(outcome.diagnosed)}`, ...outcome.problems].join('\n');
  return [
    `${head}>`,
    `      <failure message="${attributeText(outcome.problems.join(' '))}" type="diagnosis">${elementText(text)}</failure>`,
    '    </testcase>',
  ];
}
