// npm run mutation: takes each cause and each check out of the program and says whether a scenario fails without it.
import { loadBundled } from './scenario/bundled.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

const { mutate } = await loadBundled('tools/scenario/mutate.ts');
const { scenarios, failing, mutations } = await mutate();
const of = (kind) => mutations.filter((m) => m.kind === kind);
const caught = (kind) => of(kind).filter((m) => m.caughtBy.length > 0);
const by = (kind) => {
  const counts = caught(kind).map((m) => m.caughtBy.length).toSorted((a, b) => a - b);
  return counts[Math.floor(counts.length / 2)] ?? 0;
};
say(`${scenarios} scenarios, ${failing.length} of which fail as the program stands${failing.length === 0 ? '' : `: ${failing.join(', ')}`}`);
say(`${caught('cause').length} of ${of('cause').length} causes are missed by a scenario when taken out (by ${by('cause')} of them, median)`);
say(`${caught('check').length} of ${of('check').length} checks are missed by a scenario when taken out (by ${by('check')} of them, median)`);
for (const { kind, id } of mutations.filter((m) => m.caughtBy.every((s) => failing.includes(s)))) say(`  nobody notices without the ${kind} ${id}`);
process.exitCode = failing.length === 0 && mutations.every((m) => m.caughtBy.length > 0) ? 0 : 1;
