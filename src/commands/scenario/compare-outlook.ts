import type { Expectation } from '../../estate/scenario/scenario-spec.ts';
import type { Forecast, Outlook } from '../../model/forecast.ts';

type Wanted = NonNullable<Expectation['forecasts']>[number];

/** A sentence for each thing about the days to come that is said and should not be, or the other way round. */
export function problemsOfOutlook({ forecasts: wanted, notForetold }: Expectation, { forecasts, untold }: Outlook): string[] {
  const problems: string[] = [];
  if (wanted !== undefined) {
    const left = [...forecasts];
    for (const want of wanted) {
      const at = left.findIndex((f) => fits(f, want));
      if (at < 0) problems.push(`It should be foretold that ${wantedInWords(want)}, and foretold is ${forecasts.length === 0 ? 'nothing' : forecasts.map(inWords).join('; ')}.`);
      else left.splice(at, 1);
    }
    problems.push(...left.map((f) => `It should not be foretold that ${inWords(f)}.`));
  }
  if (notForetold !== undefined) {
    const missing = new Set(untold.map((u) => u.what));
    problems.push(...notForetold.filter((what) => !missing.has(what)).map((what) => `It should be said that ${what} cannot be told, and is not.`));
    problems.push(...untold.filter(({ what }) => !notForetold.includes(what)).map(({ why }) => `It should not be said: ${why}`));
  }
  return problems;
}

const shortName = (name: string): string => name.toLowerCase().split('.')[0] ?? '';

const fits = (f: Forecast, { what, of, at, withinDays, severity }: Wanted): boolean =>
  f.what === what && (of === undefined || shortName(f.subject) === shortName(of)) && (at === undefined || f.at?.slice(0, 10) === at)
  && (withinDays === undefined || f.in <= withinDays) && (severity === undefined || f.severity === severity);

const wantedInWords = ({ what, of, at, withinDays, severity }: Wanted): string =>
  [what, ...(of === undefined ? [] : [`of ${of}`]), ...(at === undefined ? [] : [`on ${at}`]), ...(withinDays === undefined ? [] : [`within ${withinDays} days`]), ...(severity === undefined ? [] : [`(${severity})`])].join(' ');

const inWords = ({ what, subject, at, in: days, severity }: Forecast): string => `${what} of ${subject} on ${at?.slice(0, 10) ?? 'a day not known'}, in ${days} days (${severity})`;
