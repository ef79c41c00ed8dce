import { wrap } from '../report/wrap.ts';
import type { Explanation } from './entry.ts';

/** `width` in columns; `Infinity` leaves each sentence on one line, for whoever lays it out. */
export type TextStyle = { width: number; color: boolean };

/** Lines longer than this are hard to read, however wide the terminal. */
const widest = 110;
const narrowest = 40;
/** Causes shown of a code that many end in; the JSON form has them all. */
const mostCauses = 16;
/** Checks shown that prove a repair; the JSON form has them all. */
const mostProofs = 6;

/** The explanations as text, verdict first, with an empty line between two; ends in a line break. */
export const renderExplainText = (explanations: readonly Explanation[], style: TextStyle): string =>
  `${explanations.map((e) => renderOne(e, { ...style, width: style.width === Infinity ? Infinity : Math.max(narrowest, Math.min(style.width, widest)) })).join('\n\n')}\n`;

function renderOne(e: Explanation, style: TextStyle): string {
  return [
    ...headOf(e, style),
    ...section('Often misread', e.disputed, style),
    ...section('Likely causes', causeLines(e), style),
    ...section('Look here', e.evidence, style),
    ...(e.procedures.length === 0 ? section('Do this', e.remedies, style) : procedureLines(e.procedures, style)),
    ...section('Avoid', avoidLines(e), style),
    ...section('Proved by', someOf(e.verifyWith, mostProofs), style),
    ...section('Sources', e.sources, style),
    ...(e.certainty === null ? [] : ['', wrap(`Certainty  ${e.certainty}`, style.width, '', '  ')]),
  ].join('\n');
}

const bold = (text: string, { color }: TextStyle): string => (color ? `\u001B[1m${text}\u001B[22m` : text);
const dim = (text: string, { color }: TextStyle): string => (color ? `\u001B[2m${text}\u001B[22m` : text);

const ofChecks: ReadonlySet<string> = new Set(['cause', 'check', 'tag']);

function headOf(e: Explanation, style: TextStyle): string[] {
  const id = e.kind === 'event' ? `Event ${e.id}` : e.id;
  const asked = e.asked === null ? '' : ` (you wrote ${e.asked})`;
  const facts = [
    e.symbols.join(', '),
    e.decoded === null ? '' : `${e.decoded.severity}, facility ${e.decoded.facility}, code ${e.decoded.code}`,
    e.scope.length === 0 ? '' : `${ofChecks.has(e.kind) ? 'area' : 'met on'}: ${e.scope.map((s) => (s === 'all' ? 'every machine' : s)).join(', ')}`,
  ].filter((f) => f !== '');
  return [
    bold(wrap(`${id}${asked}`, style.width), style),
    wrap(e.meaning, style.width, '  '),
    ...facts.map((f) => dim(wrap(f, style.width, '  ', '    '), style)),
  ];
}

function causeLines(e: Explanation): string[] {
  const lines = e.causes.map((c) => (c.cause === null ? c.text : `${c.text} [${c.cause}]`));
  return someOf(lines, mostCauses, ': kmsdoctor check tells them apart by evidence');
}

const someOf = (lines: readonly string[], most: number, how = ''): string[] =>
  (lines.length <= most + 1 ? [...lines] : [...lines.slice(0, most), `and ${lines.length - most} more${how}`]);

/** Commands stand whole on lines of their own, so that they can be copied. */
const procedureLines = (procedures: Explanation['procedures'], style: TextStyle): string[] => procedures.flatMap(({ title, steps }, i) => [
  '', bold(wrap(`${i === 0 ? 'Do this' : 'Or'}: ${title}`, style.width, '', '    '), style),
  ...steps.flatMap(({ say, run }) => [wrap(say, style.width, '  - ', '    '), ...(run === undefined ? [] : [`      ${run}`])]),
]);

/** Advice that only repeats what stands under `Often misread` is left out. */
const avoidLines = (e: Explanation): readonly string[] =>
  e.disputed.length === 0 ? e.avoid : e.avoid.filter((a) => !/^(?:Do not read it as|Some guides call|Do not mix up)/.test(a));

function section(title: string, lines: readonly string[], style: TextStyle): string[] {
  if (lines.length === 0) return [];
  return ['', bold(title, style), ...lines.map((line) => wrap(line, style.width, '  - ', '    '))];
}
