// Times whole processes side by side: A B C, A B C, …, so that a machine that slows down slows all of them.
import { spawn } from 'node:child_process';

export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs a command once; wall time in milliseconds, peak memory in MiB, exit code. */
export function runOnce(args, { memory = false } = {}) {
  const rss = new URL('./rss-on-exit.mjs', import.meta.url).href;
  return new Promise((resolve, reject) => {
    const from = process.hrtime.bigint();
    const child = spawn(process.execPath, [...(memory ? ['--import', rss] : []), ...args], { stdio: ['ignore', 'ignore', 'ignore', memory ? 'pipe' : 'ignore'] });
    let said = '';
    if (memory) child.stdio[3].on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ms: Number(process.hrtime.bigint() - from) / 1e6, mib: Number(said) / 1024, code }));
  });
}

/** Medians of each command and of its ratio to the first, over rounds in which every command runs once. */
export async function sideBySide(commands, rounds) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, args, exitCode = 0 } of commands) {
      const { ms, code } = await runOnce(args);
      if (code !== exitCode) throw new Error(`${name} ended with ${code} instead of ${exitCode}`);
      if (round >= 0) times.get(name).push(ms);
    }
  }
  const [base] = times.values();
  return [...times].map(([name, all]) => ({ name, ms: median(all), ratio: median(all.map((ms, i) => ms / base[i])) }));
}
