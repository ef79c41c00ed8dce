import { catalogue } from '../../src/commands/catalogue.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { knownWords } from '../../src/commands/scenario/known-words.ts';
import { compareScenario } from '../../src/commands/scenario/run-scenario.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import { readScenario } from '../../src/estate/scenario/read-scenario.ts';
import type { Finding } from '../../src/model/check.ts';
import type { Diagnosis } from '../../src/model/report.ts';

/** What came of one scenario file: a line where it passed, each problem where it did not; with `verbose` the diagnosis whole. */
export async function showScenario(file: string, text: string, verbose: boolean): Promise<{ id?: string; passed: boolean; text: string }> {
  const reading = readScenario(text, knownWords);
  if (!reading.ok) return { passed: false, text: reading.problems.map((p) => `${file}:${p.line}:${p.column}: ${p.message}`).join('\n') };
  const { scenario } = reading;
  try {
    const started = performance.now();
    const { world, case: subject } = await gatherScenario(scenario);
    const result = compareScenario(scenario, world, subject, catalogue, started);
    const lines = [`${result.passed ? '✓' : '✗'} ${scenario.group}/${scenario.id} (${result.tookMs.toFixed(0)} ms)`, ...result.problems.map((p) => `    ${p}`)];
    if (verbose) {
      const { look } = scenario;
      lines.push(...diagnosisLines(judgeCase(subject, { approvedHosts: look.approvedHosts.map((h) => h.toLowerCase()), domains: look.domains.map((d) => d.toLowerCase()) }, catalogue)));
    }
    return { id: scenario.id, passed: result.passed, text: lines.join('\n') };
  } catch (error) {
    return { passed: false, text: `✗ ${scenario.group}/${scenario.id} threw: ${error instanceof Error ? error.stack ?? error.message : String(error)}` };
  }
}

const told = (name: string, all: readonly string[]): string[] => (all.length === 0 ? [] : [`      ${name}: ${all.join(' | ')}`]);
const finding = (f: Finding): string => `${f.severity} ${f.tag}: ${f.message}`;

function diagnosisLines({ verdict, headline, causes, checks, unexplained, nextEvidence, remarks, outlook }: Diagnosis): string[] {
  const byStatus = Map.groupBy(checks, (c) => c.status);
  return [
    `  verdict: ${verdict} — ${headline}`,
    ...causes.flatMap((c) => [`  cause ${c.cause}: ${c.certainty}`, ...told('explains', c.explains), ...told('because', c.because), ...told('against', c.against)]),
    ...checks.flatMap((c) => c.findings.map((f) => `  ${finding(f)} [${c.id}]`)),
    `  notes: ${checks.flatMap((c) => c.notes.map((f) => f.tag)).join(' ') || 'none'}`,
    `  unexplained: ${unexplained.join(' ') || 'nothing'}`,
    ...(nextEvidence.length === 0 ? [] : [`  next evidence: ${nextEvidence.map((n) => n.kind).join(' ')}`]),
    ...remarks.map((r) => `  remark: ${r}`),
    ...outlook.forecasts.map((f) => `  ahead ${f.what} (${f.severity}): ${f.says}`),
    ...outlook.untold.map((u) => `  not foretold ${u.what}: ${u.why}`),
    ...(['pass', 'unknown', 'inapplicable', 'broken'] as const).flatMap((status) => {
      const of = byStatus.get(status) ?? [];
      return of.length === 0 ? [] : [`  ${status}: ${of.map((c) => (status === 'unknown' ? `${c.id} (${c.missing.join(' ')})` : status === 'broken' ? `${c.id} (${c.fault ?? ''})` : c.id)).join(' ')}`];
    }),
  ];
}
