import { spawn } from 'node:child_process';

import { median, runOnce } from './processes.mjs';

/** How long all built-in scenarios take, as a whole process: wall milliseconds (median of five), how many, and for each. */
export async function measureSelftest(main) {
  const scenarios = await countScenarios(main);
  const runs = [];
  for (let i = 0; i < 5; i++) runs.push((await runOnce([main, 'selftest'])).ms);
  const ms = median(runs);
  return { ms, scenarios, msEach: ms / scenarios };
}

/** Its own report says how many there are; whether all pass is not the bench's to judge. */
function countScenarios(main) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, 'selftest', '--format', 'json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', reject).on('close', () => resolve(JSON.parse(said).scenarios.length));
  });
}
