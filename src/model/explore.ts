import type { Sign } from './cause.ts';
import type { Need } from './check.ts';
import type { UnseenReason } from './evidence.ts';
import type { Certainty, Verdict } from './report.ts';

/** A look that could still be had. What it brings is known only once it was asked. */
export type Ask = {
  /** Unique among the asks of one target: `events`, `desk dnsSrv`, `host.events`. */
  id: string;
  /** For people: `the event logs of the client`. */
  label: string;
  /** The kinds of evidence that it brings. */
  gives: readonly Need[];
  /** Whom it disturbs: nobody but the network at the operator's desk, the client, the KMS host, or a person who has to do it. */
  place: 'desk' | 'client' | 'host' | 'person';
  /** How long it usually takes: at hand (no wait), below a second, some seconds, longer. */
  takes: 'nothing' | 'moment' | 'seconds' | 'long';
  /** Asks that must have come first, where they can be had at all: ports are tried once names are known. */
  after: readonly string[];
  /** Where given, it is a second look at what is at hand, made only once one of these signs was found: it may contradict them. */
  contests?: readonly Sign[];
};

/** Why nothing more is asked. */
export type ExploreEnd =
  /** One cause stands, confirmed, and explains all that was found. */
  | 'one-cause-stands'
  /** Nothing that can be had here would tell the causes left apart, or show a fault that is not yet seen. */
  | 'nothing-would-tell'
  | 'limit-of-steps'
  | 'limit-of-time'
  | 'stopped';

/** A cause that fell, and why, in one sentence. */
export type FallenCause = { cause: string; why: string };

/** One step of the loop: what was asked and why, what came, and what it changed. */
export type ExploreStep = {
  ask: string;
  label: string;
  kinds: Need[];
  place: Ask['place'];
  /** The causes that it was expected to tell apart, the heaviest first. Before anything is wrong these are all that could be. */
  wouldSplit: string[];
  /** What came of each kind: how many items were seen (1 for a kind that is one thing), or why none. */
  came: { kind: Need; outcome: 'seen' | UnseenReason; items: number | null; detail: string | null }[];
  /** Causes that were thought of before it and no longer are. */
  fell: FallenCause[];
  /** Causes that became possible, likely or confirmed by it. */
  possible: string[];
  supported: string[];
  confirmed: string[];
  /** After the step. */
  verdict: Verdict;
  first: { cause: string; certainty: Certainty } | null;
};

/** The whole of a loop. `leftOut` are the asks that could have been had and were not needed. */
export type ExploreTrace = { steps: ExploreStep[]; end: ExploreEnd; leftOut: string[] };
