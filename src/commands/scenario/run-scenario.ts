import { judgeCase } from '../../diagnose/judge-case.ts';
import type { Catalogue } from '../../diagnose/judge-case.ts';
import type { Expectation, ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { World } from '../../estate/world.ts';
import type { Case } from '../../model/evidence.ts';
import type { Diagnosis } from '../../model/report.ts';
import { problemsOfOutlook } from './compare-outlook.ts';
import { gatherScenario } from './gather-scenario.ts';

export type ScenarioResult = {
  id: string;
  passed: boolean;
  /** Cause ids. */
  expected: string[];
  diagnosed: string[];
  /** Named and not expected. */
  unexpected: string[];
  /** A sentence for each thing that is not as it should be; empty where it passed. */
  problems: string[];
  tookMs: number;
};

/** Lives a scenario through, judges what is seen of it and compares with what should be said. */
export async function runScenario(scenario: ScenarioSpec, catalogue: Catalogue): Promise<ScenarioResult> {
  const started = performance.now();
  const { world, case: subject } = await gatherScenario(scenario);
  return compareScenario(scenario, world, subject, catalogue, started);
}

/** What is said of a scenario's evidence beside what should be; `started` is by `performance.now()`. */
export function compareScenario(scenario: ScenarioSpec, world: World, subject: Case, catalogue: Catalogue, started: number): ScenarioResult {
  const { look, expect } = scenario;
  const diagnosis = judgeCase(subject, { approvedHosts: look.approvedHosts.map((h) => h.toLowerCase()), domains: look.domains.map((d) => d.toLowerCase()) }, catalogue);
  const diagnosed = diagnosis.causes.map((c) => c.cause);
  const problems = [...problemsOf(expect, diagnosis), ...problemsOfWorld(expect, world)];
  return {
    id: scenario.id, passed: problems.length === 0, expected: Object.keys(expect.causes), diagnosed,
    unexpected: diagnosed.filter((cause) => expect.causes[cause] === undefined), problems, tookMs: performance.now() - started,
  };
}

const listed = (items: readonly string[]): string => (items.length === 0 ? 'nothing' : items.join(', '));

function problemsOf(expect: Expectation, diagnosis: Diagnosis): string[] {
  const problems: string[] = [];
  if (diagnosis.verdict !== expect.verdict) problems.push(`The verdict should be ${expect.verdict}, and is ${diagnosis.verdict}.`);
  const said = new Map(diagnosis.causes.map((c) => [c.cause, c.certainty]));
  for (const [cause, certainty] of Object.entries(expect.causes)) {
    const found = said.get(cause);
    if (found === undefined) problems.push(`${cause} should be named (${certainty}), and is not.`);
    else if (found !== certainty) problems.push(`${cause} should be ${certainty}, and is ${found}.`);
  }
  for (const [cause, certainty] of said) if (expect.causes[cause] === undefined) problems.push(`${cause} should not be named, and is (${certainty}).`);
  const findings = new Set(diagnosis.checks.flatMap((c) => c.findings.map((f) => f.tag)));
  if (expect.findings !== undefined) {
    const wanted = new Set(expect.findings);
    for (const tag of wanted) if (!findings.has(tag)) problems.push(`${tag} should be found, and is not.`);
    for (const tag of findings) if (!wanted.has(tag)) problems.push(`${tag} should not be found, and is.`);
  }
  for (const id of expect.passes ?? []) {
    const check = diagnosis.checks.find((c) => c.id === id);
    if (check?.status !== 'pass') problems.push(`${id} should pass, and ${check === undefined ? 'does not exist' : `is ${check.status}`}.`);
  }
  problems.push(...problemsOfOutlook(expect, diagnosis.outlook));
  const unexplained = diagnosis.unexplained.filter((u) => !expect.unexplained.includes(u));
  const missing = expect.unexplained.filter((u) => !diagnosis.unexplained.includes(u));
  if (unexplained.length + missing.length > 0) problems.push(`What stays unexplained should be ${listed(expect.unexplained)}, and is ${listed(diagnosis.unexplained)}.`);
  for (const check of diagnosis.checks) if (check.status === 'broken') problems.push(`${check.id} is broken: ${check.fault ?? 'no reason given'}.`);
  return problems;
}

/** What the estate itself should have come to: counts by host (`KMS1`, or `KMS1 office`), and who is licensed. */
function problemsOfWorld(expect: Expectation, world: World): string[] {
  const counts = Object.entries(expect.counts ?? {}).flatMap(([of, wanted]) => {
    const [host = '', application = 'windows'] = of.split(' ');
    const count = world.machine(host).state.products.find((p) => p.hostKey?.application === application)?.hostKey?.cache.count(world.clock.now) ?? 0;
    return count === wanted ? [] : [`${of} should count ${wanted}, and counts ${count}.`];
  });
  const isLicensed = (name: string): boolean => world.machine(name).state.products.some((p) => p.application === 'windows' && p.licenseStatus === 1);
  return [
    ...counts,
    ...(expect.licensed ?? []).filter((name) => !isLicensed(name)).map((name) => `${name} should be licensed, and is not.`),
    ...(expect.notLicensed ?? []).filter(isLicensed).map((name) => `${name} should not be licensed, and is.`),
  ];
}
