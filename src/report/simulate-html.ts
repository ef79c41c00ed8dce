import type { HostStory, OtherDraws, Simulation } from '../model/simulation.ts';
import { layDays, resample } from './simulate/columns.ts';
import { fullDate, longDate } from './simulate/dates.ts';
import { allMachines, best, notifying, thresholds } from './simulate/facts.ts';
import { hostInWords } from './simulate/host-in-words.ts';
import { htmlStyle } from './simulate/html-style.ts';
import { milestones } from './simulate/milestones.ts';
import { grouped, peak } from './simulate/numbers.ts';
import { planAdvice } from './simulate/plan-advice.ts';
import { planInWords } from './simulate/plan-in-words.ts';
import { area, axes, escaped, figure, mostPoints, sideLabel, thresholdLine } from './simulate/svg-chart.ts';
import type { Frame } from './simulate/svg-chart.ts';
import { outcomeWords, verdictSentence } from './simulate/verdict.ts';

/** The report of a plan as one HTML file that needs nothing else: no script, nothing fetched, charts drawn as SVG. */
export function renderSimulationHtml(simulation: Simulation, others: OtherDraws | null, version: string): string {
  const { plan, outcome, hosts } = simulation;
  const { glyph, word } = outcomeWords[outcome];
  const sentence = verdictSentence(simulation, others);
  const advice = planAdvice(simulation);
  return `${[
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>${escaped(`${word}: ${sentence}`)}</title>`, `<style>${htmlStyle}</style>`, '</head>', '<body>', '<main>',
    `<h1>KMS plan, ${escaped(fullDate(plan, 1))} to ${escaped(fullDate(plan, plan.days))}</h1>`,
    `<p class="soft">kmsdoctor ${escaped(version)} simulate, ${grouped(plan.days)} days</p>`,
    `<p class="verdict ${outcome}"><strong>${glyph} ${word}</strong> ${escaped(sentence)}</p>`,
    `<p>${escaped(planInWords(plan))}</p>`,
    ...(advice.length === 0 ? [] : ['<h2>What to do</h2>', '<ul>', ...advice.map((a) => `<li>${escaped(a)}</li>`), '</ul>']),
    '<h2>What happens</h2>', ...milestoneTable(simulation),
    '<h2>What the hosts count</h2>', ...hosts.flatMap((host, i) => hostFigure(simulation, host, i)),
    '<h2>The machines</h2>', ...machineFigure(simulation),
    '<h2>Numbers</h2>', ...numberTable(simulation),
    '</main>', '</body>', '</html>',
  ].join('\n')}\n`;
}

function milestoneTable(simulation: Simulation): string[] {
  const all = milestones(simulation);
  if (all.length === 0) return ['<p>Nothing happens that changes anything.</p>'];
  return [
    '<table>', '<thead><tr><th scope="col" class="n">Day</th><th scope="col">When</th><th scope="col">What happens</th></tr></thead>', '<tbody>',
    ...all.map((m) => `<tr><td class="n">${m.day}</td><td class="when">${escaped(longDate(simulation.plan, m.day))}${m.time === null ? '' : ` ${m.time}`}</td><td>${escaped(m.says)}</td></tr>`),
    '</tbody>', '</table>',
  ];
}

function hostFigure(simulation: Simulation, host: HostStory, i: number): string[] {
  const { plan } = simulation;
  const lines = thresholds(simulation);
  const largest = Math.max(best(host), ...lines.map((l) => l.count)) * 1.1;
  const frame: Frame = { plan, height: 190, largest };
  const columns = layDays(plan.days, mostPoints);
  const points = Math.ceil(plan.days / columns.daysPerColumn);
  const perPoint = { ...columns, columns: points, columnsPerDay: 1 };
  const counts = resample(host.count, perPoint, 'lowest');
  const down = resample(host.isUp, perPoint, 'lowest').map((up) => (up === 0 ? largest : 0));
  return [
    `<h3>${escaped(host.name)} counts ${escaped(hostInWords(plan, host))}.</h3>`, '<figure>',
    figure(frame, `host-${i}`, `What ${host.name} counts at the end of each day: ${hostInWords(plan, host)}.`, [
      ...(down.includes(largest) ? [area(frame, 'down', down, null, columns.daysPerColumn)] : []),
      area(frame, best(host) < Math.max(0, ...lines.map((l) => l.count)) ? 'short' : 'count', counts, null, columns.daysPerColumn),
      ...lines.map(({ count, what }) => thresholdLine(frame, count, `${count} for ${what}`)),
      axes(frame, [0, ...lines.map((l) => l.count), ...(best(host) > 30 ? [best(host)] : [])]),
    ]),
    `<figcaption>Machines counted at the end of each day${host.isUp.includes(0) ? '; grey: the host is down' : ''}.</figcaption>`, '</figure>',
  ];
}

function machineFigure(simulation: Simulation): string[] {
  const all = allMachines(simulation);
  const layout = layDays(simulation.plan.days, mostPoints);
  const perPoint = { ...layout, columns: Math.ceil(simulation.plan.days / layout.daysPerColumn), columnsPerDay: 1 };
  const fresh = all.activated.map((n, day) => n - (all.overdue[day] ?? 0));
  const shows = notifying(all);
  const layers = [
    { style: 'activated', name: 'activated', column: fresh }, { style: 'overdue', name: 'activated, renewal overdue', column: all.overdue },
    { style: 'grace', name: 'in the initial grace', column: all.inGrace }, { style: 'notifications', name: 'showing notifications', column: shows },
  ].filter(({ style, column }) => style === 'activated' || peak(column).value > 0);
  const largest = Math.max(1, peak(all.present).value);
  const frame: Frame = { plan: simulation.plan, height: 240, largest };
  // The days that are shown are the same in every layer, or the layers would not add up: the last of each stretch.
  const shown = Array.from({ length: perPoint.columns }, (_, i) => Math.min((i + 1) * layout.daysPerColumn, simulation.plan.days) - 1);
  let below = shown.map(() => 0);
  const areas = layers.map(({ style, column }) => {
    const upper = below.map((n, i) => n + (column[shown[i] ?? 0] ?? 0));
    const drawn = area(frame, style, upper, below, layout.daysPerColumn);
    below = upper;
    return drawn;
  });
  const atEnd = all.activated.at(-1) ?? 0;
  return [
    '<figure>', `<p class="key">${layers.map(({ style, name, column }) => `<span><i class="${style}"></i>${name}: at most ${grouped(peak(column).value)}</span>`).join('')}</p>`,
    figure(frame, 'machines', `Machines by state at the end of each day: ${grouped(atEnd)} of ${grouped(all.present.at(-1) ?? 0)} activated at the end.`, [
      ...areas, axes(frame, [0, largest]), sideLabel(frame, below.at(-1) ?? 0, `${grouped(below.at(-1) ?? 0)} machines`),
    ]),
    '<figcaption>Machines at the end of each day, by state, from the bottom in the order of the words above.</figcaption>', '</figure>',
  ];
}

const mostRows = 60;

/** The charts in numbers, for those who do not see them: every day of a short plan, else days evenly apart. */
function numberTable(simulation: Simulation): string[] {
  const { plan, hosts } = simulation;
  const all = allMachines(simulation);
  const shows = notifying(all);
  const step = Math.ceil(plan.days / mostRows);
  const days: number[] = [];
  for (let day = step; day <= plan.days; day += step) days.push(day);
  if (days.at(-1) !== plan.days) days.push(plan.days);
  const listedHosts = hosts.slice(0, 8);
  const head = ['Day', 'Date', 'Machines', 'Activated', 'Overdue', 'Initial grace', 'Notifications', ...listedHosts.map((h) => `${h.name} counts`)];
  return [
    `<p class="soft">At the end of ${step === 1 ? 'each day' : `every ${step} days`}${hosts.length > listedHosts.length ? `; the first ${listedHosts.length} hosts` : ''}.</p>`,
    '<div class="wide"><table>', `<thead><tr>${head.map((h, i) => `<th scope="col"${i === 1 ? '' : ' class="n"'}>${escaped(h)}</th>`).join('')}</tr></thead>`, '<tbody>',
    ...days.map((day) => {
      const d = day - 1;
      const cells = [all.present[d], all.activated[d], all.overdue[d], all.inGrace[d], shows[d], ...listedHosts.map((h) => (h.isUp[d] === 0 ? 'down' : h.count[d]))];
      return `<tr><th scope="row" class="n">${day}</th><td class="when">${escaped(longDate(plan, day))}</td>${cells.map((c) => `<td class="n">${typeof c === 'number' ? grouped(c) : c ?? ''}</td>`).join('')}</tr>`;
    }),
    '</tbody>', '</table></div>',
  ];
}
