import type { CheckResult, Finding, Need } from '../model/check.ts';
import type { ProcedureOutcome, ProcedureStep, Repair } from '../model/runbook.ts';

/** The outcome of a step that checks saw, with what they said of it. */
export type SeenOutcome = { outcome: string; saw: string[] };

const mostSentences = 3;

/** What evidence means, as far as a step asks. */
export type EvidenceMeans = {
  results: readonly CheckResult[];
  /** The causes that it leaves standing, firmest first. */
  causes: readonly string[];
  /** Whether a kind of evidence was seen. */
  sees: (need: Need) => boolean;
};

/**
 * The outcome that findings and codes stand for, where the kinds of evidence that the step looks at were seen. Of several the one whose cause stands firmest, else the
 * first; never one whose causes are all ruled out. Where no sign is present although all was seen, it is "none of these".
 * Null where the evidence does not decide.
 */
export function outcomeSeen(step: ProcedureStep, { results, causes, sees }: EvidenceMeans): SeenOutcome | null {
  if (step.needs.length === 0 || !step.needs.every(sees)) return null;
  const own = results.filter((r) => step.checks.includes(r.id));
  const signs = signsOf(results);
  const matching = step.outcomes.flatMap((outcome) => {
    const present = outcome.signs.filter((s) => signs.has(s));
    return present.length === 0 ? [] : [{ outcome, present, rank: rankOf(outcome, causes) }];
  });
  const best = matching.filter((m) => m.rank < Infinity).toSorted((a, b) => a.rank - b.rank)[0];
  if (best !== undefined) return { outcome: best.outcome.id, saw: sentences(best.present.flatMap((s) => signs.get(s) ?? [])) };
  const last = step.outcomes.at(-1);
  const others = step.outcomes.slice(0, -1);
  // What only a person can tell apart stays a question, and so does a sign whose causes all fell for other reasons.
  if (last === undefined || last.signs.length > 0 || matching.length > 0 || others.some((o) => o.signs.length === 0)) return null;
  // What is to be done anew is not answered by what it showed before.
  if (step.changes || own.some((r) => r.status === 'unknown' || r.status === 'broken')) return null;
  return { outcome: last.id, saw: sentences(own.flatMap((r) => (r.status === 'pass' ? [`${r.title} (checked).`] : r.findings.map((f) => f.message)))) };
}

/** Whether evidence can answer this step at all: a program sees what it looks at, and can tell some outcome. */
export const isReadable = ({ needs, outcomes }: ProcedureStep): boolean => needs.length > 0 && outcomes.some((o) => o.signs.length > 0);

/** The place of an outcome's firmest cause; after all causes where it leads on to another look, infinite where none of its causes stands. */
function rankOf({ next }: ProcedureOutcome, causes: readonly string[]): number {
  if (next.kind !== 'repair') return causes.length;
  const places = next.repairs.map((id) => causes.indexOf(id)).filter((place) => place !== -1);
  return places.length === 0 ? Infinity : Math.min(...places);
}

/** Whether the checks that prove a repair passed, or have nothing to say any more (no host is set by hand that could answer): true, false where one of them found something wrong, null where that was not seen. */
export function proofSeen({ proof }: Repair, results: readonly CheckResult[]): { holds: boolean; saw: string[] } | null {
  const wanted = proof.flatMap((p) => p.check ?? []);
  const own = results.filter((r) => wanted.includes(r.id));
  const wrong = own.filter((r) => r.status === 'fail' || r.status === 'warn');
  if (wrong.length > 0) return { holds: false, saw: sentences(wrong.flatMap((r) => r.findings.map((f) => f.message))) };
  const passed = own.filter((r) => r.status === 'pass');
  const settled = own.filter((r) => r.status === 'pass' || r.status === 'inapplicable');
  const isWhole = passed.length > 0 && settled.length === new Set(wanted).size && wanted.length === proof.length;
  return isWhole ? { holds: true, saw: sentences(passed.map((r) => `${r.title} (checked).`)) } : null;
}

/** The sentences behind each sign: tags, the codes that findings carry, and passed checks. */
function signsOf(results: readonly CheckResult[]): Map<string, string[]> {
  const signs = new Map<string, string[]>();
  const add = (sign: string, sentence: string): unknown => signs.set(sign, [...(signs.get(sign) ?? []), sentence]);
  for (const result of results) {
    if (result.status === 'pass') add(`passed:${result.id}`, `${result.title} (checked).`);
    for (const finding of [...result.findings, ...result.notes]) for (const sign of [finding.tag, ...codesOf(finding)]) add(sign, finding.message);
  }
  return signs;
}

function codesOf({ args }: Finding): string[] {
  const { code, codes } = args;
  return [...(typeof code === 'string' ? [code] : []), ...(Array.isArray(codes) ? (codes as readonly string[]) : [])];
}

const sentences = (all: readonly string[]): string[] => [...new Set(all)].slice(0, mostSentences);
