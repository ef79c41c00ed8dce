import type { CheckResult, Finding } from '../model/check.ts';
import type { DiagnosedCause, Diagnosis, Verdict } from '../model/report.ts';
import { mergeOutlooks } from './foretell.ts';
import { mergeResults } from './run-checks.ts';
import { certainties } from './weigh-causes.ts';

/** One machine's name and what was made of it. */
export type Judged = { name: string; diagnosis: Diagnosis };

/**
 * Keeps of each machine's diagnosis what merging needs, so that thousands of machines fit into memory: a remedy and a
 * way to see more once, the reasons of as many machines as are told, a check that found nothing once for each of its statuses, no notes.
 */
export function slimmer(): (diagnosis: Diagnosis) => Diagnosis {
  const told = new Set<string>();
  const plain = new Map<string, CheckResult>();
  const once = (result: CheckResult): CheckResult => {
    if (result.findings.length > 0) return { ...result, notes: [] };
    const key = `${result.id} ${result.status} ${result.fault} ${result.missing.join(' ')}`;
    const known = plain.get(key) ?? { ...result, notes: [] };
    plain.set(key, known);
    return known;
  };
  const reasons = new Map<string, number>();
  const onceTold = (cause: DiagnosedCause): DiagnosedCause => {
    const machines = (reasons.get(cause.cause) ?? 0) + 1;
    reasons.set(cause.cause, machines);
    return machines <= mostSentences ? cause : { ...cause, because: [], against: [], remedies: [], verifyWith: [] };
  };
  return (diagnosis) => {
    const remedies = Object.fromEntries(Object.entries(diagnosis.remedies).filter(([id]) => !told.has(id)));
    for (const id of Object.keys(remedies)) told.add(id);
    return { ...diagnosis, remedies, causes: diagnosis.causes.map(onceTold), checks: diagnosis.checks.map(once), nextEvidence: diagnosis.nextEvidence.filter(({ kind }) => !told.has(kind) && told.add(kind)) };
  };
}

const gravity: readonly Verdict[] = ['failing', 'degraded', 'unknown', 'healthy'];
const mostNextEvidence = 4;
const mostRemarks = 6;
/** Reasons and findings of one kind that a person reads; of a fleet's thousands the rest are counted. */
const mostSentences = 12;

/**
 * Several machines that came in one input, each judged by itself, as one diagnosis: the gravest verdict, every cause with
 * the reasons of each machine, every finding with the name of its machine. The first machine's order of causes stands.
 */
export function mergeDiagnoses(judged: readonly Judged[]): Diagnosis {
  const all = judged.map((j) => j.diagnosis);
  const verdict = gravity.find((v) => all.some((d) => d.verdict === v)) ?? 'unknown';
  return {
    verdict,
    headline: headlines(judged, verdict),
    causes: mergeCauses(judged),
    unexplained: [...new Set(all.flatMap((d) => d.unexplained))],
    nextEvidence: [...new Map(all.flatMap((d) => d.nextEvidence).map((n) => [n.kind, n])).values()].slice(0, mostNextEvidence),
    checks: mergeChecks(judged),
    remedies: Object.assign({}, ...all.map((d) => d.remedies).toReversed()) as Diagnosis['remedies'],
    remarks: judged.flatMap(({ name, diagnosis }) => diagnosis.remarks.map((r) => withName(r, name))).slice(0, mostRemarks),
    outlook: mergeOutlooks(all.map((d) => d.outlook)),
  };
}

function headlines(judged: readonly Judged[], verdict: Verdict): string {
  if (judged.length === 2) return judged.map((j) => j.diagnosis.headline).join(' ');
  const gravest = judged.find((j) => j.diagnosis.verdict === verdict);
  const counted = gravity
    .map((v) => ({ v, n: judged.filter((j) => j !== gravest && j.diagnosis.verdict === v).length }))
    .filter(({ n }) => n > 0)
    .map(({ v, n }) => `${n} ${v}`);
  return `${gravest?.diagnosis.headline ?? ''} Of the ${judged.length - 1} other machines: ${counted.join(', ')}.`;
}

function mergeCauses(judged: readonly Judged[]): DiagnosedCause[] {
  const merged = new Map<string, DiagnosedCause>();
  for (const { name, diagnosis } of judged) {
    for (const cause of diagnosis.causes) {
      const because = cause.because.map((b) => withName(b, name));
      const against = cause.against.map((a) => withName(a, name));
      const before = merged.get(cause.cause);
      merged.set(cause.cause, before === undefined ? { ...cause, because, against } : {
        ...before,
        certainty: certainties.find((c) => c === before.certainty || c === cause.certainty) ?? before.certainty,
        explains: [...new Set([...before.explains, ...cause.explains])],
        because: someOf([...before.because, ...because]),
        against: someOf([...before.against, ...against]),
      });
    }
  }
  return [...merged.values()].toSorted((a, b) => certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty));
}

const someOf = (sentences: readonly string[]): string[] => [...new Set(sentences)].slice(0, mostSentences);

function mergeChecks(judged: readonly Judged[]): CheckResult[] {
  const [first] = judged;
  return (first?.diagnosis.checks ?? []).map((_, i) =>
    mergeResults(judged.flatMap(({ name, diagnosis }) => {
      const result = diagnosis.checks[i];
      return result === undefined ? [] : [{ ...result, findings: result.findings.map((f) => named(f, name)), notes: [] }];
    })));
}

const named = (f: Finding, name: string): Finding => ({ ...f, message: withName(f.message, name) });

const withName = (sentence: string, name: string): string => (sentence.includes(name) ? sentence : `${name}: ${sentence}`);
