import type { Procedure, ProcedureOutcome, ProcedureStep, Repair } from '../model/runbook.ts';
import type { Certainty } from '../model/report.ts';

/** Who gave an answer: the person, text that the person pasted, or the evidence of the target. */
export type AnsweredBy = 'person' | 'paste' | 'evidence';

/** A cause that the evidence behind an answer speaks for. */
export type Suspect = { cause: string; certainty: Certainty };

/** One answer as it is kept. `said` is an outcome's id, `confirmedWord`, or a word of `repairWords` or `proofWords`; null: not known. */
export type Answer = {
  /** The key of the question. */
  question: string;
  said: string | null;
  by: AnsweredBy;
  /** What was seen, one sentence each; empty where a person chose the outcome. */
  saw: readonly string[];
  /** Firmest first; they decide which of several repairs comes first. Empty where a person answered. */
  suspects: readonly Suspect[];
};

export type WalkState = {
  /** In the order in which they were given. */
  answers: readonly Answer[];
  /** Keys of questions that a person took back from the evidence: it does not answer them again. */
  insist: readonly string[];
};

export const freshWalk: WalkState = { answers: [], insist: [] };

/** What can be said of a repair: carried out; to be done later or by somebody else; it is not this. */
export const repairWords = ['done', 'later', 'no'] as const;
/** What can be said of a proof: it showed what it should, or it did not. */
export const proofWords = ['proven', 'not-proven'] as const;

/** Said of a look that is left out, because the evidence behind the answer confirms a cause that the page repairs. */
export const confirmedWord = 'confirmed';

/** `key` is `step:ID`, `repair:ID` or `proof:ID`, with `#2` and so on where a walk comes there again. */
export type Question =
  | { kind: 'step'; key: string; step: ProcedureStep; again: boolean }
  /** `certainty` as the evidence behind the outcome gives it; null where it does not speak for this cause. */
  | { kind: 'repair'; key: string; repair: Repair; nth: number; of: number; certainty: Certainty | null; again: boolean }
  | { kind: 'proof'; key: string; repair: Repair; again: boolean };

export type Answered = { question: Question; answer: Answer };

/**
 * How a walk ends. `repaired`: proven; `found`: the cause is known, and its repair (or the proof of it) still to come
 * (`alone` is false where other causes that look the same are not ruled out); `done`: nothing is wrong, or what was asked is reached; `open`: it could not be told, `possible` is what was left open.
 */
export type Ending =
  | { kind: 'repaired'; repair: Repair }
  | { kind: 'found'; repair: Repair; others: readonly Repair[]; alone: boolean; carriedOut: boolean }
  | { kind: 'done' }
  | { kind: 'open'; possible: readonly Repair[] };

/** Where a walk stands: the way so far, and the question that is next or the end. */
export type Position = { trail: readonly Answered[] } & (
  { at: 'question'; question: Question; /** Whether the question has this answer. */ takes: (answer: Pick<Answer, 'said' | 'suspects'>) => boolean }
  | { at: 'end'; ending: Ending });

export type WalkAction =
  | { kind: 'answer'; answer: Omit<Answer, 'question'> }
  /** Takes the last answer back, whoever gave it. */
  | { kind: 'back' };

/** The state after an action; the same state where the action means nothing there. */
export function walkOn(procedure: Procedure, state: WalkState, action: WalkAction): WalkState {
  const position = positionOf(procedure, state);
  if (action.kind === 'back') {
    const last = position.trail.at(-1);
    if (last === undefined) return state;
    const { key } = last.question;
    return {
      answers: state.answers.filter((a) => a.question !== key),
      insist: last.answer.by === 'person' || state.insist.includes(key) ? state.insist : [...state.insist, key],
    };
  }
  if (position.at === 'end') return state;
  const answer: Answer = { ...action.answer, question: position.question.key };
  if (!position.takes(answer)) return state;
  return { ...state, answers: [...state.answers.filter((a) => a.question !== position.question.key), answer] };
}

/** A kept walk that had ended, made ready to go on: what was not known, and what was put off, is asked again. */
export function reopen(procedure: Procedure, state: WalkState): WalkState {
  const answers = state.answers.filter((a) => a.said !== null && a.said !== 'later');
  const reopened = { ...state, answers };
  return positionOf(procedure, reopened).at === 'end' ? walkOn(procedure, reopened, { kind: 'back' }) : reopened;
}

/** Follows the answers from the first step. What a newer page no longer asks or knows counts as not answered. */
export function positionOf(procedure: Procedure, { answers }: WalkState): Position {
  const given = new Map(answers.map((a) => [a.question, a]));
  const way = new Way(procedure);
  const trail: Answered[] = [];
  for (;;) {
    const question = way.question();
    if (question === null) return { at: 'end', ending: way.ending(), trail };
    const answer = given.get(question.key);
    if (answer === undefined || !way.takes(question, answer)) return { at: 'question', question, trail, takes: (said) => way.takes(question, said) };
    trail.push({ question, answer });
    way.follow(question, answer);
  }
}

type Place = { kind: 'step'; step: ProcedureStep } | { kind: 'repair'; repair: Repair; nth: number; of: number; certainty: Certainty | null } | { kind: 'proof'; repair: Repair };

/** A walk along its procedure: where it stands, and what is still to be looked at because an answer was not known. */
class Way {
  readonly #procedure: Procedure;
  readonly #visits = new Map<string, number>();
  /** Steps to which an outcome leads that nobody could rule out. */
  readonly #later = new Set<ProcedureStep>();
  /** Looks that were left out for a cause that the evidence confirmed; they can still be asked for once. */
  readonly #leftOut = new Set<string>();
  /** Repairs that nobody could rule out. */
  readonly #possible = new Set<Repair>();
  /** Repairs that it was not: a person said so, or the proof did not hold. */
  readonly #dismissed = new Set<Repair>();
  /** Repairs still to be tried of the outcome that was seen last. */
  #next: Repair[] = [];
  /** All repairs of that outcome. */
  #all: readonly Repair[] = [];
  #suspects: readonly Suspect[] = [];
  #place: Place | null;
  #ending: Ending | null = null;

  constructor(procedure: Procedure) {
    this.#procedure = procedure;
    const [first] = procedure.steps;
    this.#place = first === undefined ? null : { kind: 'step', step: first };
  }

  question(): Question | null {
    const place = this.#place;
    if (place === null) return null;
    const name = place.kind === 'step' ? `step:${place.step.id}` : `${place.kind}:${place.repair.id}`;
    const before = this.#visits.get(name) ?? 0;
    return { ...place, key: before === 0 ? name : `${name}#${before + 1}`, again: before > (this.#leftOut.has(name) ? 1 : 0) };
  }

  takes(question: Question, { said, suspects }: Pick<Answer, 'said' | 'suspects'>): boolean {
    if (said === null) return true;
    if (question.kind === 'step') return question.step.outcomes.some((o) => o.id === said) || (said === confirmedWord && this.#confirmed(suspects) !== null);
    return (question.kind === 'repair' ? repairWords : proofWords).some((w) => w === said);
  }

  /** The repair of the firmest cause that is confirmed and was not tried in vain; null where this page has none. */
  #confirmed(suspects: readonly Suspect[]): Repair | null {
    const repairs = this.#repairs(suspects.filter((s) => s.certainty === 'confirmed').map((s) => s.cause));
    return repairs.find((r) => !this.#dismissed.has(r) && !this.#possible.has(r)) ?? null;
  }

  ending(): Ending {
    return this.#ending ?? { kind: 'open', possible: [...this.#possible] };
  }

  follow(question: Question, answer: Answer): void {
    const name = question.key.replace(/#\d+$/, '');
    this.#visits.set(name, (this.#visits.get(name) ?? 0) + 1);
    if (question.kind === 'step') this.#followStep(question.step, answer);
    else if (question.kind === 'repair') this.#followRepair(question.repair, answer.said);
    else this.#followProof(question.repair, answer);
  }

  #followStep(step: ProcedureStep, { said, suspects }: Answer): void {
    const outcome = step.outcomes.find((o) => o.id === said);
    const confirmed = outcome === undefined && said === confirmedWord ? this.#confirmed(suspects) : null;
    if (confirmed !== null) {
      this.#leftOut.add(`step:${step.id}`);
      this.#next = [confirmed];
      this.#all = [confirmed];
      this.#suspects = suspects;
      return this.#nextRepair();
    }
    if (outcome === undefined) {
      for (const open of step.outcomes) this.#leaveOpen(open);
      return this.#goOn();
    }
    if (outcome.next.kind === 'step') {
      const target = this.#step(outcome.next.step);
      return target === undefined ? this.#goOn() : this.#go({ kind: 'step', step: target });
    }
    if (outcome.next.kind === 'repair') {
      const rank = (r: Repair): number => {
        const place = suspects.findIndex((s) => s.cause === r.id);
        return place === -1 ? suspects.length : place;
      };
      this.#next = this.#repairs(outcome.next.repairs).filter((r) => !this.#dismissed.has(r)).toSorted((a, b) => rank(a) - rank(b));
      this.#all = [...this.#next];
      this.#suspects = suspects;
      return this.#nextRepair();
    }
    if (outcome.next.kind === 'done') return this.#end({ kind: 'done' });
    return this.#goOn();
  }

  #followRepair(repair: Repair, said: string | null): void {
    if (said === 'done') return this.#go({ kind: 'proof', repair });
    if (said === 'later') return this.#found(repair, false);
    if (said === null) this.#possible.add(repair);
    else this.#dismissed.add(repair);
    return this.#nextRepair();
  }

  #followProof(repair: Repair, { said, by, suspects }: Answer): void {
    if (said === 'proven') return this.#end({ kind: 'repaired', repair });
    if (said === null) return this.#found(repair, true);
    // A new look that still confirms the cause says that it is not repaired yet, not that it was another.
    const stillThere = by !== 'person' && suspects.some((s) => s.cause === repair.id && s.certainty === 'confirmed');
    if (stillThere) return this.#goToRepair(repair);
    this.#dismissed.add(repair);
    return this.#nextRepair();
  }

  /** Not known is neither: every way that leads on from here stays open. */
  #leaveOpen({ next }: ProcedureOutcome): void {
    if (next.kind === 'repair') for (const repair of this.#repairs(next.repairs)) this.#possible.add(repair);
    const target = next.kind === 'step' ? this.#step(next.step) : undefined;
    if (target !== undefined) this.#later.add(target);
  }

  #nextRepair(): void {
    const repair = this.#next.shift();
    if (repair !== undefined) return this.#goToRepair(repair);
    // What was seen led to nothing that helped: what the page looks at besides may tell more.
    for (const step of this.#procedure.steps) this.#later.add(step);
    return this.#goOn();
  }

  #goToRepair(repair: Repair): void {
    return this.#go({ kind: 'repair', repair, nth: this.#all.length - this.#next.length, of: this.#all.length, certainty: this.#certaintyOf(repair) });
  }

  /** To the first step, in the order of the page, that was left open and not looked at yet; else the end. */
  #goOn(): void {
    const isToMake = (name: string): boolean => (this.#visits.get(name) ?? 0) === (this.#leftOut.has(name) ? 1 : 0);
    const step = this.#procedure.steps.find((s) => this.#later.has(s) && isToMake(`step:${s.id}`));
    this.#place = step === undefined ? null : { kind: 'step', step };
  }

  #found(repair: Repair, carriedOut: boolean): void {
    const certainty = this.#certaintyOf(repair);
    const others = [...this.#all.filter((r) => this.#possible.has(r)), ...this.#next];
    this.#end({ kind: 'found', repair, others, alone: others.length === 0 || certainty === 'confirmed' || certainty === 'likely', carriedOut });
  }

  #certaintyOf(repair: Repair): Certainty | null {
    return this.#suspects.find((s) => s.cause === repair.id)?.certainty ?? null;
  }

  #go(place: Place): void {
    this.#place = place;
  }

  #end(ending: Ending): void {
    this.#ending = ending;
    this.#place = null;
  }

  #step(id: string): ProcedureStep | undefined {
    return this.#procedure.steps.find((s) => s.id === id);
  }

  #repairs(ids: readonly string[]): Repair[] {
    return ids.flatMap((id) => this.#procedure.repairs.find((r) => r.id === id) ?? []);
  }
}
