import type { CheckResult } from '../model/check.ts';
import { codesOf } from '../model/codes-of.ts';
import { isLabel } from '../model/label.ts';
import { isOfficeAlone } from '../model/office-alone.ts';
import { productName } from '../model/product-name.ts';
import type { Body, Case, LicensingProduct } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import type { ForecastKind, Outlook } from '../model/forecast.ts';
import type { DiagnosedCause, Verdict } from '../model/report.ts';
import { roleOf, timeOf } from './run-checks.ts';

type Situation = {
  verdict: Verdict;
  subject: Case;
  causes: readonly DiagnosedCause[];
  checks: readonly CheckResult[];
  unexplained: readonly string[];
};

/** The verdict in one sentence, subject first, so that a reader who stops there knows what is wrong. */
export function headlineFor(s: Situation): string {
  const name = nameOf(s.subject);
  const first = s.causes[0];
  switch (s.verdict) {
    case 'healthy':
      return healthy(s.subject, name);
    case 'degraded':
      return `${withWarning(s.subject, name)}: ${lowerFirst(first !== undefined && first.certainty !== 'possible' ? first.says : firstFinding(s.checks, 'warn'))}`;
    case 'failing':
      return failing(s, lead(s, name));
    case 'unknown':
      return unknown(s);
  }
}

/** A cause of a warning that stands beside the failure is not told as its reason, however sure it is. */
function failing({ causes, checks }: Situation, subject: string): string {
  const what = lowerFirst(firstFinding(checks, 'fail'));
  if (causes.length === 0) return `${subject}: ${what}`;
  const grave = new Set(checks.flatMap((c) => c.findings).filter((f) => f.severity === 'fail').flatMap((f) => [f.tag, ...codesOf(f)]));
  const reasons = causes.filter((c) => c.certainty !== 'possible' && c.explains.some((symptom) => grave.has(symptom)));
  const [reason] = reasons;
  if (reason === undefined) return `${subject}: ${what} This evidence does not tell why.`;
  if (reason.certainty !== 'confirmed') return `${subject}; most likely: ${lowerFirst(reason.says)}`;
  const more = reasons.filter((c) => c.certainty === 'confirmed').length - 1;
  return `${subject}: ${lowerFirst(reason.says)}${more === 0 ? '' : more === 1 ? ' One more cause is confirmed.' : ` ${more} more causes are confirmed.`}`;
}

function lead({ subject, checks }: Situation, name: string): string {
  const role = roleOf(subject);
  if (role === 'network') return 'No KMS host can be used from here';
  if (role === 'host') return `${theHost(name)} has a fault`;
  const products = valueOf(subject.evidence.licensingProducts) ?? [];
  const known = products.filter((p) => p.licenseStatus !== null);
  if (known.length > 0 && known.every((p) => p.licenseStatus === 'licensed')) return `${theMachine(name)} is licensed but not in order`;
  const isOffice = isOfficeAlone(checks.flatMap((c) => c.findings).filter((f) => f.severity === 'fail'), products);
  return isOffice ? `Office on ${lowerThe(theMachine(name))} does not activate` : `${theMachine(name)} does not activate`;
}

function healthy(subject: Case, name: string): string {
  const role = roleOf(subject);
  if (role === 'network') return 'A KMS host was found, reached, and accepted the bind.';
  if (role === 'host') return `${theHost(name)} is in order.`;
  const products = (valueOf(subject.evidence.licensingProducts) ?? []).filter((p) => p.licenseStatus !== null);
  if (products.length > 0 && products.every((p) => p.application === 'office' && p.licenseStatus === 'licensed')) return `Office on ${lowerThe(theMachine(name))} is activated, and nothing seen is wrong.`;
  if (products.some((p) => p.licenseStatus === 'licensed')) return `${theMachine(name)} is activated, and nothing seen is wrong.`;
  if (products.some((p) => p.licenseStatus === 'oob-grace')) return `${theMachine(name)} is in its first grace period, and nothing seen is wrong.`;
  return `${theMachine(name)} shows nothing wrong in what was looked at.`;
}

function withWarning(subject: Case, name: string): string {
  const role = roleOf(subject);
  if (role === 'network') return 'Seen from here, there is a warning';
  if (role === 'host') return `${theHost(name)} works, with a warning`;
  const isLicensed = (valueOf(subject.evidence.licensingProducts) ?? []).some((p) => p.licenseStatus === 'licensed');
  return `${theMachine(name)} ${isLicensed ? 'works, with' : 'shows'} a warning`;
}

/** Why a machine that was to be read while it runs told nothing of its licences; null where it did, or nobody asked. */
function whyUnread({ via, evidence: { licensingProducts: own } }: Case): string | null {
  const isLive = via === 'winrm' || via === 'ssh' || via === 'local';
  if (!isLive || own.state === 'seen' || own.reason === 'not-asked') return null;
  return `${(own.detail ?? own.reason).replace(/\.$/, '')}.`;
}

function unknown({ subject, checks }: Situation): string {
  const unread = whyUnread(subject);
  if (unread !== null) return `${nameOf(subject)} could not be read: ${unread}`;
  const name = nameOf(subject);
  const role = roleOf(subject);
  if (role === 'network') {
    const nameless = withoutAddress(subject);
    if (nameless !== null) return nameless;
    const blocked = checks.find((c) => c.status === 'unknown' && c.missing.length > 0);
    return blocked === undefined
      ? 'Nothing wrong was seen from here, but no KMS host was proven to work.'
      : 'Nothing wrong was seen from here, but it is not enough to say that a KMS host works.';
  }
  if (role === 'host') return `${theHost(name)} shows nothing wrong, but not its licence state either.`;
  // Its licence is there, and the checks that a person selected do not look at it.
  const isKnown = (valueOf(subject.evidence.licensingProducts) ?? []).some((p) => p.licenseStatus !== null);
  return `${theMachine(name)} shows nothing wrong${isKnown ? ' in what was looked at, which is not enough to judge it.' : ', but not its licence state either.'}`;
}

/** A host that was named and that DNS does not know: nothing was tried there, and a name is easily mistyped. */
function withoutAddress({ evidence: { addresses, tcp } }: Case): string | null {
  const lookups = Map.groupBy(valueOf(addresses) ?? [], (l) => l.name.toLowerCase());
  const tried = new Set((valueOf(tcp) ?? []).map((p) => p.host.toLowerCase()));
  for (const [name, answers] of lookups) {
    if (tried.has(name) || answers.some((l) => l.a.length + l.aaaa.length > 0)) continue;
    const rcode = answers.find((l) => l.rcode !== null)?.rcode ?? null;
    const why = rcode === null ? 'no DNS server that was asked answers' : rcode === 'NOERROR' ? 'DNS knows the name and has no address for it' : `DNS answers ${rcode}`;
    return `Nothing could be tried at ${name}: ${why}.${rcode === null ? '' : ' Is that its right and whole name?'}`;
  }
  return null;
}

function firstFinding(checks: readonly CheckResult[], severity: 'warn' | 'fail'): string {
  return stop(checks.flatMap((c) => c.findings).find((f) => f.severity === severity)?.message ?? 'something is wrong.');
}

const theMachine = (name: string): string => (isLabel(name) ? `The machine in ${name}` : name);
const lowerThe = (subject: string): string => subject.replace(/^The machine in /, 'the machine in ');
const theHost = (name: string): string => (isLabel(name) ? `The KMS host in ${name}` : `KMS host ${name}`);

/** The machine's own short name where it is known, else the label of the input. */
export function nameOf(subject: Body): string {
  return valueOf(subject.evidence.machine)?.hostName ?? subject.subject;
}

/** `A DNS record …` → `a DNS record …`; `KMS …`, `TCP …` and names keep their capitals. */
function lowerFirst(sentence: string): string {
  const [first = ''] = sentence.split(/\s/, 1);
  return /^[A-Z][a-z']*$/.test(first) && !/^(Windows|Office|Microsoft|Azure|Google|Active|Event|Software)$/.test(first)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}

const stop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** Dates and counts that a reader with nothing wrong wants to know: when renewal is due, when the licence lapses. */
export function remarksFor(subject: Case, verdict: Verdict, { forecasts }: Outlook = { forecasts: [], untold: [] }): string[] {
  const products = valueOf(subject.evidence.licensingProducts) ?? [];
  const at = Date.parse(timeOf(subject) ?? '');
  // A forecast tells the same day, and what comes then.
  const isForetold = (p: LicensingProduct): boolean => forecasts.some((f) => ends.has(f.what) && f.product === productName(p));
  const remarks = products.filter((p) => !isForetold(p)).flatMap((p) => lapseOf(p, at));
  if (verdict !== 'failing') {
    for (const p of products) {
      const count = p.kmsHost?.currentCount ?? null;
      if (count !== null) remarks.push(`${p.name ?? 'KMS host'}: current count ${count} (${p.application === 'office' ? 'Office needs 5' : 'servers need 5, Windows clients 25'})${count === 0 ? '; no machine has been counted, and none is activated until enough have asked' : ''}.`);
    }
  }
  return [...new Set(remarks)].slice(0, 6);
}

const ends: ReadonlySet<ForecastKind> = new Set(['licence-lapses', 'initial-grace-ends', 'grace-ends', 'evaluation-ends']);

/** Nothing for a licence without an end, nor for one whose end lies beyond what KMS can grant. */
function lapseOf(p: LicensingProduct, at: number): string[] {
  const minutes = p.graceMinutesRemaining;
  if (minutes === null || minutes <= 0 || minutes > maxMinutes || p.licenseStatus === null) return [];
  const what = productName(p);
  const days = Math.floor(minutes / 1440);
  const end = dayIn(at, minutes);
  const until = end === null ? ' from when this was printed' : `, until ${end}`;
  if (p.licenseStatus !== 'licensed') return [`${what}: the grace period lasts ${days} more days${until}.`];
  return [`${what}: licensed for ${days} more days${until}${renewalOf(p, minutes, at)}.`];
}

/** How often a KMS client renews, and when it will next: its interval after the last grant, which was of 180 days. */
function renewalOf({ kmsClient }: LicensingProduct, minutesLeft: number, at: number): string {
  const interval = kmsClient?.renewalIntervalMinutes ?? null;
  if (interval === null) return '';
  const every = interval % 1440 === 0 ? `${interval / 1440} days` : `${interval} minutes`;
  const dueIn = interval - (grantedMinutes - minutesLeft);
  if (dueIn < 0) return `; it renews every ${every}`;
  const day = dayIn(at, dueIn);
  const next = day !== null ? `on ${day}` : dueIn < 1440 ? 'within a day' : `in ${Math.floor(dueIn / 1440)} days`;
  return `; it renews next ${next} (every ${every})`;
}

/** The day that comes so many minutes after `at`; null where that is not known, or is none that a calendar holds: a file may give any number. */
function dayIn(at: number, minutes: number): string | null {
  const day = new Date(at + minutes * 60_000);
  return Number.isNaN(day.getTime()) ? null : day.toISOString().slice(0, 10);
}

/** 180 days. */
const grantedMinutes = 180 * 1440;
/** And a day for the rounding of Windows' own counting. */
const maxMinutes = grantedMinutes + 1440;
