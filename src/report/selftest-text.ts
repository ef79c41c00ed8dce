import { cleanText } from '../model/clean.ts';
import type { PairsRun, ScenarioOutcome, Selftest } from '../model/selftest.ts';
import type { Paint } from './paint.ts';
import { painter } from './paint.ts';
import { columnsOf, wrap } from './wrap.ts';

export type SelftestTextOptions = {
  version: string;
  /** Columns, from 60 to 120. */
  width: number;
  color: boolean;
  /** What failed and the last line alone. */
  quiet: boolean;
  /** Titles and times too. */
  verbose: boolean;
};

const groupTitles: Readonly<Record<string, string>> = {
  healthy: 'Healthy estates: nothing may be named', rule: 'Published rules of KMS', cause: 'One cause each', confused: 'Causes that are taken for each other',
  several: 'Several faults at once', sight: 'What can be seen, and what cannot', pair: 'Random faults in one estate: each is among the first causes',
};

const statusColumns = 10;
const narrow = 80;

/**
 * A run of scenarios as a table by group: on each line what was expected of a scenario, which was said too where it is ok.
 * A scenario that failed is shown whole. The last line counts.
 */
export function renderSelftestText({ outcomes, tookMs, pairs }: Selftest, options: SelftestTextOptions): string {
  const paint = painter(options.color);
  const width = Math.max(60, Math.min(options.width, 120));
  const failed = outcomes.filter((o) => !o.passed);
  const idColumns = Math.min(Math.max(8, ...outcomes.map((o) => columnsOf(o.id))), Math.floor(width / 2) - 4);
  const shown = options.quiet ? failed : outcomes;
  const groups = [...Map.groupBy(shown, (o) => o.group)];
  const lines = [
    ...(options.quiet ? [] : [`kmsdoctor ${options.version}   selftest   the reference estate, in memory`, '', paint('dim', `${' '.repeat(statusColumns + 2)}${'scenario'.padEnd(width < narrow ? 8 : idColumns)}  expected (and said, where ok)`)]),
    ...groups.flatMap(([group, all]) => [paint('bold', groupTitles[group] ?? group), ...all.flatMap((o) => (o.passed ? passedLines(o, idColumns, width, paint, options.verbose) : failedLines(o, width, paint))), '']),
    ...(pairs === undefined ? [] : pairsLines(pairs, width, paint)),
    lastLine(outcomes.length - failed.length, failed.length, tookMs, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many pairs were named, and which draws were none. */
function pairsLines({ seed, size, wanted, tried, named, drawn, hidden, notCombinable, leftOut }: PairsRun, width: number, paint: Paint): string[] {
  const many = size === 2 ? 'pairs: both are' : 'triples: all are';
  const share = tried === 0 ? '0' : ((100 * named) / tried).toFixed(1);
  const different = notCombinable.reduce((sum, { count }) => sum + count, 0);
  return [
    wrap(`${named} of ${tried} ${many} in the first ${size} (${share} %; seed ${seed}).${tried < wanted ? ` ${wanted} were wanted; no more were found.` : ''}`, width, ''),
    ...wrap(`${drawn} draws: in ${hidden.length} the one hides the other, so that nothing of it is to be seen; in ${different} they want different estates. ${leftOut.length} scenarios are not drawn: no fault, or nothing tells it from another cause.`, width, '').split('\n').map((line) => paint('dim', line)), '',
  ];
}

function lastLine(passed: number, failed: number, tookMs: number, paint: Paint): string {
  const line = `${passed} passed, ${failed} failed in ${(tookMs / 1000).toFixed(tookMs < 9950 ? 2 : 0)} s`;
  return paint('bold', paint(failed === 0 ? 'green' : 'red', line));
}

/** Cause ids in words; with none, the verdict says what was wanted. */
const causesInWords = (causes: readonly string[], none: string): string => (causes.length === 0 ? none : causes.join(', '));

function passedLines(outcome: ScenarioOutcome, idColumns: number, width: number, paint: Paint, verbose: boolean): string[] {
  const id = cleanText(outcome.id);
  // Side by side there is no room for the ids of causes on a narrow terminal.
  const isLong = columnsOf(id) > idColumns || width < narrow;
  const start = ' '.repeat(isLong ? statusColumns + 4 : statusColumns + 2 + idColumns + 2);
  const expected = wrap(causesInWords(outcome.expected, `no cause, ${outcome.verdict}`), width, start);
  const head = `  ${paint('green', '✓ ok'.padEnd(statusColumns))}${isLong ? id : id.padEnd(idColumns)}`;
  return [
    ...(isLong ? [head, expected] : [`${head}  ${expected.slice(start.length)}`]),
    ...(verbose ? [wrap(`${cleanText(outcome.title)} (${outcome.tookMs.toFixed(1)} ms)`, width, ' '.repeat(statusColumns + 2)).split('\n').map((line) => paint('dim', line)).join('\n')] : []),
  ];
}

function failedLines(outcome: ScenarioOutcome, width: number, paint: Paint): string[] {
  const indent = ' '.repeat(statusColumns + 2);
  const labelled = (label: string, text: string): string => wrap(text, width, `${indent}${label.padEnd(10)}`, `${indent}${' '.repeat(10)}`);
  return [
    `  ${paint('red', '✗ wrong'.padEnd(statusColumns))}${paint('bold', cleanText(outcome.id))}`,
    wrap(cleanText(outcome.title), width, indent),
    labelled('expected', causesInWords(outcome.expected, `no cause, ${outcome.verdict}`)),
    labelled('said', causesInWords(outcome.diagnosed, 'no cause')),
    ...outcome.problems.map((problem) => wrap(cleanText(problem), width, `${indent}- `, `${indent}  `)),
  ];
}
