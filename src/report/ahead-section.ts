import { cleanText } from '../model/clean.ts';
import type { Forecast } from '../model/forecast.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Run } from '../model/report.ts';
import type { Layout } from './cause-section.ts';
import { spark } from './spark.ts';
import { wrap } from './wrap.ts';

/** Of a paste with many machines a reader wants the nearest few. */
const mostShown = 6;

/** What will come if nothing is done, in the order of the outlook. Nothing where nothing will, unless all is asked for. */
export function aheadSection({ diagnosis: { outlook: { forecasts, untold } }, subject }: Run, { width, paint, all }: Layout): string[] {
  const shown = all ? forecasts : forecasts.slice(0, mostShown);
  const hidden = forecasts.length - shown.length;
  // What could not be told matters to whoever looks at a host, and to whoever asks for everything.
  const silent = all || isKmsHost(subject) ? untold : [];
  if (shown.length + silent.length === 0) return [];
  return [
    '', paint('bold', 'Ahead'),
    ...shown.flatMap((f) => linesOf(f, width, all)),
    ...(hidden > 0 ? [`  ${hidden} more that come later (-v shows them)`] : []),
    ...silent.map(({ why }) => wrap(cleanText(why), width, '  ?  ', '     ')),
  ];
}

function linesOf({ severity, says, basis, course }: Forecast, width: number, all: boolean): string[] {
  return [
    wrap(cleanText(says), width, severity === 'warn' ? '  !  ' : '  ·  ', '     '),
    ...(course === undefined ? [] : [`     next 30 days  ${spark(course, Math.max(...course))}  ${course[0]} to ${course.at(-1)}`]),
    ...(all ? [wrap(cleanText(basis), width, '     ')] : []),
  ];
}
