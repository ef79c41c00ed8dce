// npm run -s explore-table: how much evidence the loop of check --explore asks for, beside asking everything and beside the
// fixed order of Microsoft's guide, over the scenarios of one fault. With -v each scenario.
import { loadBundled } from './scenario/bundled.mjs';

const { singleFaultScenarios, measureScenario } = await loadBundled('tools/scenario/explore-measure.ts');
const say = (line) => process.stdout.write(`${line}\n`);
const measured = [];
let pastes = 0;
for (const scenario of await singleFaultScenarios()) {
  const one = await measureScenario(scenario);
  // A text that somebody brought is all there is: there is nothing to ask.
  if (one.everything > 0) measured.push(one);
  else pastes += 1;
}

const quantile = (values, q) => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * q) - 1)] ?? 0;
const row = (what, values) => say(`| ${what} | ${quantile(values, 0.5)} | ${quantile(values, 0.9)} |`);
const share = measured.map((m) => m.asked / m.everything);
say(`| kinds of evidence asked, ${measured.length} scenarios of one fault | median | 90th percentile |`);
say('|---|---|---|');
row('the loop, until it stops by itself', measured.map((m) => m.asked));
row('the loop, until the cause stands first', measured.map((m) => m.namedAfter));
row('the order of Microsoft’s guide, until the same cause stands first', measured.map((m) => m.guide));
row('asking everything', measured.map((m) => m.everything));
say(`| the loop as a share of everything | ${quantile(share, 0.5).toFixed(2)} | ${quantile(share, 0.9).toFixed(2)} |`);

if (pastes > 0) say(`\n${pastes} more scenarios are a text that somebody brought; nothing can be asked in them.`);
const differs = measured.filter((m) => m.loop.cause !== m.whole.cause);
const weaker = measured.filter((m) => m.loop.cause === m.whole.cause && m.loop.certainty !== m.whole.certainty);
say(`\nThe loop ends at the same first cause as asking everything in ${measured.length - differs.length} of ${measured.length}${weaker.length === 0 ? ', as surely each time' : `, in ${weaker.length} of them less surely`}.`);
for (const m of differs) say(`- ${m.id}: ${m.loop.cause ?? 'none'} (${m.loop.certainty}) instead of ${m.whole.cause ?? 'none'} (${m.whole.certainty})${process.argv.includes('-v') ? `; ${m.end}; ${m.steps.join(', ')}` : ''}`);
for (const m of weaker) say(`- ${m.id}: ${m.loop.cause} is ${m.loop.certainty}, with everything ${m.whole.certainty}${process.argv.includes('-v') ? `; ${m.end}; ${m.steps.join(', ')}` : ''}`);
if (process.argv.includes('-v')) for (const m of measured) say(`${m.id}\t${m.everything}\t${m.asked}\t${m.namedAfter}\t${m.guide}\t${m.end}\t${m.steps.join(' ')}`);
