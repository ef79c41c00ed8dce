import type { Cause, Sign } from '../model/cause.ts';
import type { Need } from '../model/check.ts';
import { findingExample } from '../model/finding-example.ts';
import type { NextMove, Procedure, ProcedureOutcome, ProcedureStep } from '../model/runbook.ts';
import { meaningOf } from '../knowledge/code-meanings.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { escalation } from './escalation.ts';
import { looks } from './looks.ts';
import { isFaint, orderLooks, pointingLists, visible } from './order-looks.ts';
import { repairOf } from './repair.ts';
import { placesOfSigns } from './sign-looks.ts';
import type { SignPlace } from './sign-looks.ts';
import { whatIsSeen } from './what-is-seen.ts';

/** What a procedure is drawn for. */
export type Subject = {
  id: string;
  title: string;
  understood: string;
  intro: readonly string[];
  /** The causes between which the procedure decides, the most frequent first; those beyond `keep` are only named. */
  causes: readonly Cause[];
  keep: number;
  /** Signs that are known already (the code that was asked about): no look is needed for them. */
  known: ReadonlySet<Sign>;
  sources: readonly string[];
};

const severities = ['fail', 'warn', 'note'];
const mostToTry = 4;

/**
 * Draws the procedure from the graph of causes, backwards: each look shows signs, each sign points at causes, and each
 * cause has its repair. A cause whose list needs signs of several looks is decided by the last of them.
 */
export function drawProcedure(subject: Subject, catalogue: RunbookCatalogue): Procedure {
  const causes = subject.causes.slice(0, subject.keep);
  const places = placesOfSigns(catalogue.checks);
  const order = orderLooks(causes, places, subject.known);
  const all = causes.flatMap((cause) => pointersOf(cause, order, places, subject.known));
  const pointers = causes.length === 1 ? all : all.filter((p) => !isFaint(p.sign));
  const looksOf = new Map<Cause, number[]>();
  for (const p of pointers) looksOf.set(p.cause, [...(looksOf.get(p.cause) ?? []), order.indexOf(p.place.need)].toSorted((a, b) => a - b));
  const undecided = causes.filter((c) => !looksOf.has(c));
  const looked = order.flatMap((need, at) => {
    const here = pointers.filter((p) => p.place.need === need);
    return here.length === 0 ? [] : [{ need, outcomes: outcomesOf(here, (cause) => (causes.length === 1 ? null : order[looksOf.get(cause)?.find((i) => i > at) ?? -1] ?? null)) }];
  });
  const drawn = looked.map(({ need, outcomes }, i) => stepOf(need, outcomes, looked[i + 1]?.need ?? lastStep, here(pointers, need)));
  const toTry = undecided.slice(0, mostToTry);
  const steps = [...drawn, tryAgain(toTry, drawn.length === 0)];
  const repaired = new Set(steps.flatMap((s) => s.outcomes).flatMap((o) => (o.next.kind === 'repair' ? o.next.repairs : [])));
  const rest = [...undecided.slice(mostToTry), ...subject.causes.slice(subject.keep)];
  return {
    id: subject.id, title: subject.title, understood: subject.understood, intro: subject.intro, steps,
    repairs: causes.filter((c) => repaired.has(c.id)).map((c) => repairOf(c, catalogue)),
    rare: rest.map((c) => ({ cause: c.id, title: c.title })),
    escalation, sources: subject.sources,
  };
}

/** A sign that decides for a cause, and what must be seen beside it. */
type Pointer = { cause: Cause; sign: Sign; place: SignPlace; beside: readonly Sign[] };

const here = (pointers: readonly Pointer[], need: Need): readonly string[] => [...new Set(pointers.filter((p) => p.place.need === need).flatMap((p) => p.place.check?.id ?? []))];

function pointersOf(cause: Cause, order: readonly Need[], places: (sign: Sign) => SignPlace | null, known: ReadonlySet<Sign>): Pointer[] {
  return pointingLists(cause).flatMap((list): Pointer[] => {
    const open = visible(list, places, known);
    if (!open.every((s) => order.includes(places(s)?.need ?? 'activationAttempts'))) return [];
    const deciding = open.toSorted((a, b) => rank(b) - rank(a))[0];
    const place = deciding === undefined ? null : places(deciding);
    return deciding === undefined || place === null ? [] : [{ cause, sign: deciding, place, beside: open.filter((s) => s !== deciding) }];
  });
  function rank(sign: Sign): number {
    const place = places(sign);
    return order.indexOf(place?.need ?? 'events') * 10 - severities.indexOf(place?.finding?.severity ?? 'fail');
  }
}

/** One outcome for each set of causes that the signs of a look point at; `laterLook` names the next look that tells of a cause; a code alone leads there, unless the page has no other cause. */
function outcomesOf(pointers: readonly Pointer[], laterLook: (cause: Cause) => Need | null): ProcedureOutcome[] {
  const bySign = new Map<Sign, Pointer[]>();
  for (const p of pointers) bySign.set(p.sign, [...(bySign.get(p.sign) ?? []), p]);
  const groups = new Map<string, { signs: Sign[]; pointers: Pointer[] }>();
  for (const [sign, here] of bySign) {
    // What is enough by itself is not said in one line with what is not.
    const kind = isCode(sign) ? 'code' : here.every((p) => p.beside.length > 0) ? `beside ${here[0]?.beside.join(' ')}` : 'enough';
    const key = [...new Set(here.map((p) => p.cause.id)), kind].join(' ');
    const group = groups.get(key) ?? { signs: [], pointers: [] };
    groups.set(key, { signs: [...group.signs, sign], pointers: [...group.pointers, ...here] });
  }
  return [...groups.values()].map(({ signs, pointers: all }) => {
    const causes = [...new Set(all.map((p) => p.cause))];
    const later = isCode(signs[0] ?? '') ? causes.map(laterLook).find((n) => n !== null) : undefined;
    const next: NextMove = later === undefined || later === null ? { kind: 'repair', repairs: causes.map((c) => c.id) } : { kind: 'step', step: later };
    return { id: (signs[0] ?? '').toLowerCase(), see: seeSigns(signs, all), means: causes.map((c) => meansCause(c, all)).join('; '), signs, next };
  });
}

const isCode = (sign: Sign): boolean => sign.startsWith('0x');

function seeSigns(signs: readonly Sign[], pointers: readonly Pointer[]): string {
  if (isCode(signs[0] ?? '')) return signs.length > 3 ? `The code is one of ${signs.join(', ')}` : `The code is ${signs.map(codeInWords).join(', or ')}`;
  return [...new Set(signs.map((s) => seeSign(s, pointers.find((p) => p.sign === s)?.place ?? null)))].join('; or: ');
}

function codeInWords(code: Sign): string {
  const meaning = meaningOf(code)?.meaning;
  return meaning === undefined ? code : `${code} (${meaning.replace(/\.$/, '')})`;
}

const seeSign = (sign: Sign, place: SignPlace | null): string => whatIsSeen[sign] ?? withoutBrackets(place?.finding === null || place?.finding === undefined ? null : findingExample(place.finding)) ?? place?.check?.title ?? sign;

const withoutBrackets = (text: string | null): string | null => (text === null ? null : text.replace(/\.$/, ''));

/** The cause’s title, and what must be seen as well, unless something alone is enough. */
function meansCause(cause: Cause, pointers: readonly Pointer[]): string {
  const own = pointers.filter((p) => p.cause === cause);
  const beside = own.some((p) => p.beside.length === 0) ? [] : own[0]?.beside ?? [];
  return beside.length === 0 ? cause.title : `${cause.title} (if also: ${beside.map((s) => (isCode(s) ? `the code ${s}` : whatIsSeen[s] ?? s)).join(', and ')})`;
}

const lastStep = 'activationAttempts';

function stepOf(need: Need, outcomes: readonly ProcedureOutcome[], next: string, checks: readonly string[]): ProcedureStep {
  const look = looks[need];
  return {
    id: need, title: look?.title ?? need, where: look?.where ?? 'desk', say: look?.say ?? '', run: look?.run ?? [], changes: false, needs: [need], checks,
    outcomes: [...outcomes, { id: 'none-of-these', see: 'None of these', means: '', signs: [], next: { kind: 'step', step: next } }],
  };
}

/** The end of every procedure: the client tries again, and what no look can tell is tried in turn. */
function tryAgain(undecided: readonly Cause[], only: boolean): ProcedureStep {
  const look = looks.activationAttempts;
  const failed: ProcedureOutcome[] = undecided.length === 0 ? [] : [{
    id: 'still-failing', see: only ? 'The same error again' : 'It still fails, and no look above pointed at anything',
    means: undecided.map((c) => c.title).join('; '), signs: [], next: { kind: 'repair', repairs: undecided.map((c) => c.id) },
  }];
  return {
    id: lastStep, title: look?.title ?? '', where: 'client', say: look?.say ?? '', run: look?.run ?? [], changes: true, needs: ['activationAttempts'], checks: ['client/activation-attempt-succeeded'],
    outcomes: [
      { id: 'activated', see: '“Product activated successfully”', means: 'It works.', signs: ['passed:client/activation-attempt-succeeded'], next: { kind: 'done' } },
      ...failed,
      { id: 'none-of-these', see: only ? 'Another code' : 'Another code than at the beginning', means: 'Look that code up first: kmsdoctor runbook CODE', signs: [], next: { kind: 'escalate' } },
    ],
  };
}
