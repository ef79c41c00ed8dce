import type { Cause } from '../model/cause.ts';
import type { Check, CheckResult, Settings } from '../model/check.ts';
import type { Body, Case } from '../model/evidence.ts';
import type { Forecaster } from '../model/forecast.ts';
import { oncePer } from '../model/once-per.ts';
import type { Remedy } from '../model/remedy.ts';
import type { DiagnosedCause, Diagnosis, Verdict } from '../model/report.ts';
import { evidenceGaps } from './evidence-gaps.ts';
import { foretell } from './foretell.ts';
import { headlineFor, nameOf, remarksFor } from './headline.ts';
import { mergeDiagnoses, slimmer } from './merge-diagnoses.ts';
import type { WaysToSee } from './next-evidence.ts';
import { chooseNextEvidence } from './next-evidence.ts';
import { reasonAbout } from './reason-about.ts';
import { fillRemedies } from './fill-remedies.ts';
import { roleOf } from './run-checks.ts';
import type { Signs } from './signs.ts';
import { isCode } from './signs.ts';
import type { Candidate } from './weigh-causes.ts';

/** Everything the judgement rests on beside the evidence: the checks, the causes, their remedies, and how to see more. */
export type Catalogue = {
  checks: readonly Check[];
  causes: readonly Cause[];
  remedies: readonly Remedy[];
  waysToSee: WaysToSee;
  /** What may be said about the days to come; absent: nothing is. */
  forecasters?: readonly Forecaster[];
  /** A code's meaning in a few words, or null: for reasons that name a code. */
  meaningOf: (code: string) => { symbol: string | null; meaning: string } | null;
};

/**
 * Judges a case: runs the checks, ranks the causes, chooses what to look at next. Pure: the same case, settings and
 * catalogue give the same diagnosis, whenever and wherever they are judged.
 */
export function judgeCase(subject: Case, settings: Settings, catalogue: Catalogue, selected: (checkId: string) => boolean = () => true): Diagnosis {
  const others = subject.related.filter((r) => r.role === 'client');
  if (others.length === 0) return judgeMachine(subject, settings, catalogue, selected);
  // Each machine by itself: what one of them shows says nothing about why another does not activate.
  const hosts = subject.related.filter((r) => r.role === 'host');
  const machines = [subject, ...others].map((body): Case => ({ ...subject, subject: body.subject, evidence: body.evidence, related: hosts }));
  const slim = slimmer();
  // What is ahead of a host is ahead of it once, however many clients stand beside it.
  return mergeDiagnoses(machines.map((m) => ({ name: nameOf(m), diagnosis: slim(judgeMachine(m, settings, catalogue, selected, m === machines[0] ? hosts : [])) })));
}

function judgeMachine(subject: Case, settings: Settings, catalogue: Catalogue, selected: (checkId: string) => boolean, hosts: readonly Body[] = subject.related.filter((r) => r.role === 'host')): Diagnosis {
  const { checks, signs, ranked, unexplained } = reasonAbout(subject, settings, catalogue, selected);
  const causes = ranked.map((c) => describe(c, signs, catalogue));
  const verdict = verdictOf(checks, catalogue.checks, subject);
  const asked = verdict === 'healthy' ? [] : chooseNextEvidence(ranked, subject, catalogue.waysToSee);
  const nextEvidence = asked.length > 0 || verdict !== 'unknown' ? asked : whatWouldTell(checks, catalogue, subject);
  const outlook = foretell(subject, hosts, catalogue.forecasters ?? [], selected);
  const gaps = evidenceGaps(subject, catalogue.waysToSee, verdict).filter(({ kind }) => !nextEvidence.some((n) => n.kind === kind));
  return {
    verdict,
    headline: headlineFor({ verdict, subject, causes, checks, unexplained }),
    causes,
    unexplained,
    nextEvidence: [...nextEvidence, ...gaps],
    checks,
    remedies: fillRemedies(ranked, new Map(catalogue.remedies.map((r) => [r.id, r])), signs, subject),
    remarks: [...remarkedNotes(checks, catalogue.checks), ...remarksFor(subject, verdict, outlook)],
    outlook,
  };
}

/** Notes of which their check says that a reader should be told them, each once. */
function remarkedNotes(results: readonly CheckResult[], checks: readonly Check[]): string[] {
  const remarked = remarkedTags(checks);
  return [...new Set(results.flatMap((r) => r.notes).filter((n) => remarked.has(n.tag)).map((n) => n.message))].slice(0, 4);
}

const remarkedTags = oncePer((checks: readonly Check[]): ReadonlySet<string> =>
  new Set(checks.flatMap((c) => Object.entries(c.findings).filter(([, spec]) => spec.remark === true).map(([tag]) => tag))));

/** The gravest of what was found; where nothing was, whether the checks that decide for such a subject could run. */
export function verdictOf(results: readonly CheckResult[], checks: readonly Check[], subject: Case): Verdict {
  if (results.some((r) => r.status === 'fail')) return 'failing';
  if (results.some((r) => r.status === 'warn')) return 'degraded';
  const role = roleOf(subject);
  const decides = new Set(checks.filter((c) => c.decidesFor?.includes(role) === true).map((c) => c.id));
  const deciding = results.filter((r) => decides.has(r.id));
  // Where a person selects checks, and none of those that decide is among them, the selected ones answer the question.
  const decisive = deciding.length > 0 ? deciding : results;
  const undecided = decisive.some((r) => r.status === 'unknown' || r.status === 'broken');
  return decisive.some((r) => r.status === 'pass') && !undecided ? 'healthy' : 'unknown';
}

/** Nothing is wrong and nothing is sure: the evidence that the deciding checks lacked. */
function whatWouldTell(results: readonly CheckResult[], catalogue: Catalogue, subject: Case): Diagnosis['nextEvidence'] {
  const role = roleOf(subject);
  const missing = results
    .filter((r) => r.status === 'unknown' && catalogue.checks.find((c) => c.id === r.id)?.decidesFor?.includes(role) === true)
    .flatMap((r) => r.missing);
  return [...new Set(missing)].flatMap((kind) => {
    const way = catalogue.waysToSee[kind];
    return way === undefined ? [] : [{ kind, how: way.how, wouldDecide: [] }];
  });
}

function describe({ cause, certainty, explains, for: forIt, against }: Candidate, signs: Signs, catalogue: Catalogue): DiagnosedCause {
  const sentences = (list: readonly string[]): string[] => [...new Set(list.flatMap((s) => reasonsFor(s, signs, catalogue)))];
  const because = sentences(forIt);
  return {
    cause: cause.id,
    title: cause.title,
    says: cause.says,
    certainty,
    explains: [...explains],
    because: because.length > 0 ? because : couldExplain(explains, catalogue),
    against: sentences(against),
    remedies: [...cause.remedies],
    verifyWith: [...cause.verifyWith],
  };
}

/** What stands behind a sign, as sentences: the findings, or that a check passed. */
export function reasonsFor(sign: string, signs: Signs, catalogue: Catalogue): string[] {
  if (sign.startsWith('passed:')) {
    const check = catalogue.checks.find((c) => c.id === sign.slice(7));
    return check === undefined ? [] : [`${check.title} (checked).`];
  }
  return (signs.behind.get(sign) ?? []).slice(0, 4).map((f) => f.message);
}

/** A cause that is merely possible says so: what it would explain, and that nothing speaks against it yet. */
function couldExplain(explains: ReadonlySet<string>, { meaningOf }: Catalogue): string[] {
  const codes = [...explains].filter(isCode);
  if (codes.length === 0) return ['It would explain what was found, and nothing seen so far rules it out.'];
  const said = codes.slice(0, 2).map((c) => {
    const known = meaningOf(c);
    return known === null ? c : `${c} (${known.meaning.replace(/\.$/, '')})`;
  });
  return [`It is one of the causes that end in ${said.join(' and ')}, and nothing seen so far rules it out.`];
}
