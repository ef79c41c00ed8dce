// simulate of a year in office hours with one outage of three weeks, on one core where the system can hold it to one:
// whole process, wall time and peak memory, and what each further client and day costs.
import { spawnSync } from 'node:child_process';

import { median } from './processes.mjs';

const days = 365;
const onOneCore = spawnSync('taskset', ['-c', '0', process.execPath, '-e', '0']).status === 0;

function runOnce(main, clients) {
  const rss = new URL('./rss-on-exit.mjs', import.meta.url).href;
  const args = ['--import', rss, main, 'simulate', '--clients', String(clients), '--days', String(days), '--uptime', 'office-hours', '--outage', 'kms1:100+21', '--quiet'];
  const [command, all] = onOneCore ? ['taskset', ['-c', '0', process.execPath, ...args]] : [process.execPath, args];
  const from = process.hrtime.bigint();
  const { status, output } = spawnSync(command, all, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`simulate of ${clients} clients ended with ${status}`);
  return { seconds: Number(process.hrtime.bigint() - from) / 1e9, mib: Number(output[3]) / 1024 };
}

/** Prints what simulate takes for 1,000, 10,000 and 100,000 clients; medians of three runs. */
export function measureSimulate(main, say = (line) => process.stdout.write(`${line}\n`)) {
  say(`\nsimulate, ${days} days of office hours and an outage of 21, whole process${onOneCore ? ' on one core' : ''}, median of 3`);
  let before = { clients: 0, seconds: 0 };
  for (const clients of [1000, 10_000, 100_000]) {
    const runs = [1, 2, 3].map(() => runOnce(main, clients));
    const seconds = median(runs.map((r) => r.seconds));
    const mib = median(runs.map((r) => r.mib));
    // What more clients cost, without what every start costs.
    const more = before.clients === 0 ? '' : `   ${((((seconds - before.seconds) * 1e9) / (clients - before.clients)) / days).toFixed(0).padStart(4)} ns for each further client and day`;
    say(`  ${String(clients).padStart(7)} clients   ${seconds.toFixed(2).padStart(6)} s   ${mib.toFixed(0).padStart(4)} MB${more}`);
    before = { clients, seconds };
  }
}
