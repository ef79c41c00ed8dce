import type { OtherDraws, Simulation } from '../model/simulation.ts';
import type { Paint } from './paint.ts';
import { painter } from './paint.ts';
import type { Columns } from './simulate/columns.ts';
import { layDays, resample } from './simulate/columns.ts';
import { fullDate, longDate } from './simulate/dates.ts';
import { allMachines, notifying, thresholds } from './simulate/facts.ts';
import { hostInWords } from './simulate/host-in-words.ts';
import type { Milestone } from './simulate/milestones.ts';
import { milestones } from './simulate/milestones.ts';
import { grouped, peak } from './simulate/numbers.ts';
import { planAdvice } from './simulate/plan-advice.ts';
import { planInWords } from './simulate/plan-in-words.ts';
import { spark } from './spark.ts';
import { barChart, dayAxis, labelWidth } from './simulate/text-chart.ts';
import { outcomeWords, verdictSentence } from './simulate/verdict.ts';
import { columnsOf, wrap } from './wrap.ts';

export type SimulateTextOptions = {
  version: string;
  /** Columns, from 40 to 120. */
  width: number;
  color: boolean;
  /** The verdict alone. */
  quiet: boolean;
};

const mostMilestones = 24;
const mostCharts = 4;

/** The text report of a plan: verdict first, then what happens when, the count and the machines as charts, what to do. */
export function renderSimulationText(simulation: Simulation, others: OtherDraws | null, options: SimulateTextOptions): string {
  const paint = painter(options.color);
  const width = Math.max(40, Math.min(options.width, 120));
  const verdict = verdictLine(simulation, others, width, paint);
  if (options.quiet) return `${verdict}\n`;
  const advice = planAdvice(simulation);
  const columns = layDays(simulation.plan.days, width - labelWidth - 2);
  const lines = [
    wrap(`kmsdoctor ${options.version}   simulate   ${fullDate(simulation.plan, 1)} to ${fullDate(simulation.plan, simulation.plan.days)}, ${grouped(simulation.plan.days)} days`, width, '', '  '), '',
    verdict, '',
    wrap(planInWords(simulation.plan), width, 'Plan  ', '      '), '',
    ...milestoneTable(simulation, width, paint),
    ...hostCharts(simulation, columns, width, paint),
    ...machineChart(simulation, columns, width, paint),
    ...(advice.length === 0 ? [] : [paint('bold', 'What to do'), ...advice.map((a) => wrap(a, width, '  - ', '    ')), '']),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function verdictLine(simulation: Simulation, others: OtherDraws | null, width: number, paint: Paint): string {
  const { glyph, word } = outcomeWords[simulation.outcome];
  const style = { works: 'green', 'at-risk': 'yellow', fails: 'red' } as const;
  const label = `${glyph} ${word}`;
  const text = wrap(verdictSentence(simulation, others), width, `${label}  `, ' '.repeat(columnsOf(label) + 2));
  return `${paint('bold', paint(style[simulation.outcome], label))}${text.slice(label.length)}`;
}

function milestoneTable(simulation: Simulation, width: number, paint: Paint): string[] {
  const all = milestones(simulation);
  if (all.length === 0) return ['Nothing happens that changes anything.', ''];
  const shown = all.length <= mostMilestones + 1 ? all : all.slice(0, mostMilestones);
  const when = (m: Milestone): string => `${longDate(simulation.plan, m.day)}${m.time === null ? '' : ` ${m.time}`}`;
  const dayWidth = Math.max(...shown.map((m) => String(m.day).length), 3);
  const whenWidth = Math.max(...shown.map((m) => when(m).length), 4);
  const beside = dayWidth + whenWidth + 4;
  // On a narrow page what happens stands under its day.
  const isNarrow = width - beside < 28;
  const indent = ' '.repeat(isNarrow ? dayWidth + 2 : beside);
  return [
    paint('bold', `${'Day'.padStart(dayWidth)}  ${'When'.padEnd(whenWidth)}  What happens`),
    ...shown.map((m) => {
      const start = `${String(m.day).padStart(dayWidth)}  ${when(m).padEnd(whenWidth)}`;
      return isNarrow ? `${start.trimEnd()}\n${wrap(m.says, width, indent)}` : wrap(m.says, width, `${start}  `, indent);
    }),
    ...(shown.length < all.length ? [wrap(`${all.length - shown.length} more (--format html or json has them all)`, width, indent)] : []), '',
  ];
}

function hostCharts(simulation: Simulation, columns: Columns, width: number, paint: Paint): string[] {
  const { hosts, plan } = simulation;
  const lines = thresholds(simulation);
  const step = plan.clients > 0 ? 5 : 1;
  return [
    ...hosts.slice(0, mostCharts).flatMap((host) => [
      wrap(`${host.name} counts ${hostInWords(plan, host)}.`, width, '', '  '),
      ...barChart(resample(host.count, columns, 'lowest'), lines, step, paint), ...dayAxis(simulation, columns), '',
    ]),
    ...(hosts.length > mostCharts ? [...hosts.slice(mostCharts).map((host) => wrap(`${host.name} counts ${hostInWords(plan, host)}.`, width, '', '  ')), ''] : []),
  ];
}

function machineChart(simulation: Simulation, columns: Columns, width: number, paint: Paint): string[] {
  const all = allMachines(simulation);
  const shows = notifying(all);
  const largest = peak(all.present).value;
  const rows = [
    { name: 'activated', column: all.activated, style: 'green', keep: 'lowest' },
    { name: 'renewal overdue', column: all.overdue, style: 'yellow', keep: 'highest' },
    { name: 'initial grace', column: all.inGrace, style: 'cyan', keep: 'highest' },
    { name: 'notifications', column: shows, style: 'red', keep: 'highest' },
  ] as const;
  const drawn = rows.filter(({ name, column }) => name === 'activated' || peak(column).value > 0);
  const said = drawn.map(({ name, column }) => (name === 'activated' ? `${grouped(column.at(-1) ?? 0)} of ${grouped(all.present.at(-1) ?? 0)} activated at the end` : `${name}: at most ${grouped(peak(column).value)}, ${grouped(column.at(-1) ?? 0)} at the end`));
  return [
    wrap(`Machines: ${said.join('; ')}.`, width, '', '  '),
    ...drawn.map(({ name, column, style, keep }) => {
      const blocks = spark(resample(column, columns, keep), largest);
      return `${name.padStart(labelWidth)} │${blocks === '' ? '' : paint(style, blocks)}`;
    }),
    ...dayAxis(simulation, columns), '',
  ];
}
