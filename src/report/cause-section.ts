import { meaningOf } from '../knowledge/code-meanings.ts';
import { cleanText } from '../model/clean.ts';
import { isFilled, runsByItself } from '../model/remedy.ts';
import type { Remedy } from '../model/remedy.ts';
import type { DiagnosedCause, Run } from '../model/report.ts';
import { adviceLines } from './advice.ts';
import type { Paint } from './paint.ts';
import { liveTargetOf, verifySteps } from './verify.ts';
import { certaintyWords, placeWords, riskWords } from './words.ts';
import { wrap } from './wrap.ts';

/** How a section is drawn: columns, colour, and whether everything is wanted. */
export type Layout = { width: number; paint: Paint; all: boolean };

const isCode = (sign: string): boolean => /^0x[0-9A-F]{8}$/.test(sign);
const mostReasons = 6;

/** A cause with its reasons, what it explains, what to do about it and how to prove that it is gone. */
export function causeSection(run: Run, cause: DiagnosedCause, layout: Layout, saidRemedies: ReadonlySet<string>, label: 'Cause' | 'Warning' = 'Cause'): string[] {
  const { width, paint, all } = layout;
  const remedies = cause.remedies.filter((id) => !saidRemedies.has(id)).flatMap((id) => run.diagnosis.remedies[id] ?? []);
  const tags = cause.explains.filter((s) => !isCode(s));
  return [
    '', paint('bold', wrap(cleanText(`${cause.title} (${certaintyWords[cause.certainty]}, ${cause.cause})`), width, label.padEnd(8), '        ')),
    ...labelled('for', shorten(cause.because, all), width),
    ...labelled('against', cause.against.length === 0 ? ['nothing seen'] : shorten(cause.against, all), width),
    ...labelled('codes', cause.explains.filter(isCode).map(codeWithMeaning), width),
    ...(all && tags.length > 0 ? labelled('tags', [tags.join(', ')], width) : []),
    ...remedies.flatMap((remedy, i) => ['', ...remedyLines(remedy, i, liveTargetOf(run), layout)]),
    ...(remedies.length === 0 ? [] : thenLines(run, cause, layout)),
  ];
}

/** `0xC004F074  its meaning in a few words`. */
export function codeWithMeaning(code: string): string {
  const known = meaningOf(code);
  return known === null ? code : `${code} ${known.meaning}`;
}

function labelled(label: string, texts: readonly string[], width: number): string[] {
  return texts.map((text, i) => wrap(cleanText(text), width, i === 0 ? `  ${label.padEnd(8)}` : ' '.repeat(10), ' '.repeat(10)));
}

function shorten(reasons: readonly string[], all: boolean): string[] {
  return all || reasons.length <= mostReasons ? [...reasons] : [...reasons.slice(0, mostReasons - 1), `and ${reasons.length - mostReasons + 1} more reasons (-v shows them)`];
}

function remedyLines(remedy: Remedy, index: number, target: string | null, { width, paint }: Layout): string[] {
  const { where, title, risk, steps } = remedy;
  const head = `${index === 0 ? 'Do this' : 'Or'} ${placeWords[where]}: ${title} (${riskWords[risk]})`;
  return [
    paint('bold', wrap(cleanText(head), width, '', '        ')),
    ...steps.flatMap(({ say, run }, i) => [
      wrap(cleanText(say), width, steps.length === 1 ? '  ' : `  ${i + 1}. `, steps.length === 1 ? '  ' : '     '),
      ...(run === undefined ? [] : [`       ${paint('cyan', cleanText(run))}`]),
    ]),
    ...(target === null || !runsByItself(remedy) || !isFilled(remedy) ? [] : ['  Or let kmsdoctor show it, ask, do it and look again:', `       ${paint('cyan', `kmsdoctor check ${target} --apply ${remedy.id}`)}`]),
  ];
}

function thenLines(run: Run, cause: DiagnosedCause, { width, paint }: Layout): string[] {
  const advice = verifySteps(run, cause);
  return advice.length === 0 ? [] : ['', ...adviceLines(advice, width, paint, '', '       ')];
}
