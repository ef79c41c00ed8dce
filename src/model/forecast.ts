import type { Surroundings } from './check.ts';
import type { Evidence, Time } from './evidence.ts';

/** What may be said about the days to come. */
export type ForecastKind =
  | 'licence-lapses' | 'initial-grace-ends' | 'grace-ends' | 'evaluation-ends'
  | 'count-falls' | 'host-licence-lapses'
  | 'certificate-expires' | 'windows-support-ends';

/** Every kind, in the order in which they stand where two come on one day. */
export const forecastKinds = [
  'licence-lapses', 'initial-grace-ends', 'grace-ends', 'evaluation-ends', 'count-falls', 'host-licence-lapses', 'certificate-expires', 'windows-support-ends',
] as const satisfies readonly ForecastKind[];

/**
 * Something that will come about if nothing is done: no finding, so it changes no verdict and no exit code. Nothing is
 * guessed: what the evidence does not tell is `Untold`.
 */
export type Forecast = {
  what: ForecastKind;
  /** The machine that it is about. */
  subject: string;
  /** The product that it is about, as its row calls it; absent where it is about no product alone. */
  product?: string;
  /** When; null where it is not known when the evidence was true, and then `in` counts from then all the same. */
  at: Time | null;
  /** Whole days from the evidence to then; negative where it has come already. */
  in: number;
  /** `warn` where it is near enough that somebody should act now. */
  severity: 'note' | 'warn';
  /** One sentence with the day in plain words, and what happens then. */
  says: string;
  /** What it rests on and what it takes for granted. */
  basis: string;
  /** Of a count: what it will be on each of the next 30 days, the first being the day of the evidence. */
  course?: number[];
};

/** A forecast that this evidence does not allow, and what would. */
export type Untold = { what: ForecastKind; subject: string; why: string };

/** All that is said about the days to come. */
export type Outlook = { forecasts: Forecast[]; untold: Untold[] };

/** One machine as a forecast may see it. */
export type ForecastInput = {
  /** Its name, as the report calls it. */
  subject: string;
  role: Surroundings['role'];
  /** When its facts were true, Unix milliseconds; null where nothing says so. */
  at: number | null;
  evidence: Evidence;
};

/** Says one kind of thing about the days to come of one machine. Pure, as checks are. */
export type Forecaster = {
  /** What it says, or the first of it: told as not foretold where the forecaster throws. */
  what: ForecastKind;
  /** The check that is about the same thing: a run that leaves it out leaves the forecast out. Null where none is. */
  goesWith: string | null;
  foretell: (input: ForecastInput) => Iterable<Forecast | Untold>;
};

export const isForecast = (said: Forecast | Untold): said is Forecast => 'says' in said;
