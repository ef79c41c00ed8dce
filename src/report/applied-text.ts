import type { Applied, AppliedStep, RemedyPlan, WayBack } from '../model/apply.ts';
import { cleanText } from '../model/clean.ts';
import { besideRows } from './beside-rows.ts';
import { doneBy, outcomeWords } from './outcome-words.ts';
import type { Paint } from './paint.ts';
import { riskWords } from './words.ts';
import { columnsOf, wrap } from './wrap.ts';

export type AppliedLayout = { width: number; paint: Paint };

const indent = '     ';

/** A whole text of a machine, cleaned line by line. */
const cleanLines = (text: string): string[] => text.split('\n').map(cleanText);

const commandLine = (command: string | null, paint: Paint): string[] => (command === null ? [] : [`${indent}  ${paint('cyan', cleanText(command))}`]);

function undoLines(undo: readonly WayBack[], { width, paint }: AppliedLayout): string[] {
  if (undo.length === 0) return [];
  return undo.flatMap(({ say, command }, i) => [wrap(cleanText(say), width, i === 0 ? 'Undo   ' : '       ', '       '), ...commandLine(command, paint)]);
}

/** What carrying out a remedy would do: every step with its exact command, its undo, and what proves it. */
export function planText(plan: RemedyPlan, target: string, layout: AppliedLayout): string {
  const { width, paint } = layout;
  const isRun = plan.refusal === null;
  const lines = [
    paint('bold', wrap(cleanText(`${plan.title} (${riskWords[plan.risk]}, ${plan.remedy})`), width, 'Remedy ', '       ')),
    wrap(cleanText(`${plan.machine ?? 'the machine'}, by ${target}`), width, 'On     ', '       '),
    ...plan.steps.flatMap((step, i) => [
      wrap(cleanText(step.say), width, `  ${i + 1}. `, indent), ...commandLine(step.command, paint), ...(isRun ? [paint('dim', wrap(doneBy(step), width, indent))] : []),
    ]),
    ...undoLines(plan.undo, layout),
    ...(isRun && plan.verifyWith.length > 0 ? [wrap(`${plan.verifyWith.join(', ')}, before and after`, width, 'Proof  ', '       ')] : []),
    ...(isRun ? [] : [wrap(cleanText(plan.refusal ?? ''), width, 'Why    ', '       ')]),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines({ say, command, outcome, detail }: AppliedStep, i: number, { width, paint }: AppliedLayout): string[] {
  const { glyph, word } = outcomeWords[outcome];
  return [
    wrap(cleanText(`${say.replace(/[:.]$/, '')}: ${word}`), width, `  ${glyph} ${i + 1}. `, '       '), ...(outcome === 'looked' ? [] : commandLine(command, paint)),
    ...(detail === null ? [] : cleanLines(detail).map((line) => wrap(line, width, `${indent}  `))),
  ];
}

const column = 18;
/** Under this each stands in a row of its own. */
const besideWidth = 72;
const pad = (text: string): string => text + ' '.repeat(Math.max(1, column - columnsOf(text)));

function besideLines({ before, after }: Applied, { width, paint }: AppliedLayout): string[] {
  const rows = besideRows(before, after);
  if (width < besideWidth) {
    return [
      paint('bold', '  before → after'),
      ...rows.flatMap((r) => [wrap(cleanText(r.what), width, '  '), wrap(`${r.before === '' ? '(not asked)' : r.before}${after === null ? '' : ` → ${r.after === '' ? '(not asked)' : r.after}`}`, width, '      ')]),
    ];
  }
  return [
    paint('bold', `  ${pad('before')}${after === null ? '' : pad('after')}`.trimEnd()),
    ...rows.map((r) => {
      const lead = `  ${pad(r.before)}${after === null ? '' : pad(r.after)}`;
      return wrap(cleanText(r.what), width, lead, ' '.repeat(columnsOf(lead)));
    }),
  ];
}

/** How all of it went, in the words that a report begins with. */
function howItEnded({ steps }: Applied): string {
  const has = (outcome: AppliedStep['outcome']): boolean => steps.some((s) => s.outcome === outcome);
  if (has('unknown')) return 'Not known how far it was carried out';
  if (has('failed')) return has('not-run') ? 'Stopped at the step that failed' : 'Carried out, and not all of it succeeded,';
  return 'Carried out';
}

/** What was done, or would be, in front of the report: steps with how each ended, the way back, before and after. */
export function appliedText(applied: Applied, plan: RemedyPlan, layout: AppliedLayout): string {
  const { width, paint } = layout;
  if (applied.dryRun || applied.refusal !== null) {
    const why = applied.refusal === null ? 'Nothing was run: this shows what would be.' : 'Nothing was run.';
    return `${paint('bold', wrap(why, width))}\n${planText(plan, applied.target, layout)}\n`;
  }
  const lines = [
    paint('bold', wrap(cleanText(`${howItEnded(applied)} on ${applied.machine ?? applied.target}: ${applied.title} (${applied.remedy})`), width, '', '  ')),
    ...applied.steps.flatMap((step, i) => stepLines(step, i, layout)), ...undoLines(applied.undo, layout), '', ...besideLines(applied, layout), '', '',
  ];
  return lines.join('\n');
}
