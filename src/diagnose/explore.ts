import type { Settings } from '../model/check.ts';
import type { Case } from '../model/evidence.ts';
import type { Ask, ExploreEnd, ExploreStep, ExploreTrace } from '../model/explore.ts';
import { chooseAsk } from './explore-choice.ts';
import { describeStep } from './explore-step.ts';
import { signSources } from './explore-worth.ts';
import type { Catalogue } from './judge-case.ts';
import { isSeen } from './next-evidence.ts';
import { reasonAbout } from './reason-about.ts';

/** How far a loop may go. */
export type ExploreLimits = {
  mostSteps: number;
  /** Milliseconds for the whole by `now`; a look under way is not cut, each has its own limit. */
  mostMs: number;
  now: () => number;
  signal: AbortSignal;
};

export type ExploreWith = {
  settings: Settings;
  catalogue: Catalogue;
  selected: (checkId: string) => boolean;
  asks: readonly Ask[];
  limits: ExploreLimits;
  /** Makes the look that was chosen and gives the case with what came of it. What could not be seen is unseen with its reason. */
  look: (ask: Ask, subject: Case) => Promise<Case>;
};

/**
 * The loop: diagnose, choose the ask that splits the open causes best for its price, make it, diagnose again, until one cause
 * stands, nothing at hand would tell, or a limit is reached. Each ask is made once, whatever came of it.
 */
export async function explore(begin: Case, { settings, catalogue, selected, asks, limits, look }: ExploreWith): Promise<{ case: Case; trace: ExploreTrace }> {
  const sources = signSources(catalogue.checks);
  const judge = (subject: Case) => reasonAbout(mainOf(subject), settings, catalogue, selected);
  const startedAt = limits.now();
  const steps: ExploreStep[] = [];
  let left = [...asks];
  let subject = begin;
  let reasoning = judge(subject);
  const ended = (end: ExploreEnd) => ({ case: subject, trace: { steps, end, leftOut: left.filter((ask) => !cameAlong(ask, subject)).map(({ id }) => id) } });
  for (;;) {
    if (limits.signal.aborted) return ended('stopped');
    const choice = chooseAsk(reasoning, subject, left, catalogue, sources);
    if ('end' in choice) return ended(choice.end);
    if (steps.length >= limits.mostSteps) return ended('limit-of-steps');
    if (limits.now() - startedAt >= limits.mostMs) return ended('limit-of-time');
    const { ask, wouldSplit } = choice;
    subject = await look(ask, subject);
    left = left.filter((other) => other.id !== ask.id);
    const after = judge(subject);
    steps.push(describeStep(ask, wouldSplit, { before: reasoning, after, subject, catalogue }));
    reasoning = after;
  }
}

/** What came with another look, as the licensing service comes with the licences. From the desk the same kind is another look. */
const cameAlong = ({ gives, place }: Ask, subject: Case): boolean => place !== 'desk' && gives.every((kind) => isSeen(kind, subject));

/** Other clients of the same input are cases of their own: the loop is about the first. */
const mainOf = (subject: Case): Case => ({ ...subject, related: subject.related.filter((r) => r.role === 'host') });
