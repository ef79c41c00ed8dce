// A whole look at machines over WinRM: round trips and our own CPU for one, and a hundred at once. The reference machines
// are in a process of their own, so that what is measured is the client's. `node tools/bench/winrm-machine.mjs` prints the
// figures; `… serve N` is N machines, `… look N` is the client, which reads the listeners from standard input.
import { spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { median } from './processes.mjs';

// Tables and scripts are imported as text, which Node does not do by itself.
registerHooks({
  load: (url, context, next) => (/\.(?:tsv|sha256|ps1)$/.test(url) ? { format: 'module', source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'utf8'))}`, shortCircuit: true } : next(url, context)),
});

const self = fileURLToPath(import.meta.url);
const user = 'bench';
const password = 'made up for the bench';

async function serve(machines) {
  const { healthyEstate } = await import('../../src/estate/known-estates.ts');
  const { liveThrough } = await import('../../src/estate/scenario/live-through.ts');
  const { startWinrmMachine } = await import('../../src/estate/winrm/winrm-machine.ts');
  const world = liveThrough(healthyEstate());
  const { state } = [...world.machines.values()].find(({ publisher }) => publisher === null);
  // The last is one of those that give a single item on the first page, however many follow.
  const started = await Promise.all(Array.from({ length: machines + 1 }, (_, n) => startWinrmMachine({
    machine: state, clock: world.clock, network: world.networkOf(state.name), accounts: [{ user, password }], limits: { firstPageItems: n === machines ? 1 : null },
  })));
  process.stdout.write(`${JSON.stringify(started.map(({ listeners: [{ port }] }) => port))}\n`);
  // The process that measures has ended, whichever way.
  process.stdin.resume().once('end', () => process.exit());
}

/** One whole look: everything that a check asks of a machine, its registry and its view of the network by one script. */
async function look({ connectWinrm, gatherMachine, readProbeOutput, registryQuestions }, port, allowShell) {
  const machine = connectWinrm({ host: '127.0.0.1', port, tls: false, auth: 'auto', credentials: { user, password }, allowShell });
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const names = registryQuestions.map((q) => q.as ?? q.name);
  const readProbe = (printed) => readProbeOutput(printed, names, { reason: 'unparsable', detail: null });
  const { evidence } = await gatherMachine(machine, { role: 'client', timeoutMs: 30_000, signal, now: Date.now, skip: {}, by: 'winrm', readProbe }, () => undefined);
  const wanted = ['licensingProducts', 'service', 'machine', 'events', 'services', 'firewallRules', ...(allowShell ? ['dnsSrv', 'tcp'] : [])];
  const missing = wanted.filter((kind) => evidence[kind].state !== 'seen');
  if (missing.length > 0) throw new Error(`not read: ${missing.join(', ')}`);
  const { roundTrips } = machine.facts();
  machine.close();
  return roundTrips;
}

async function lookAtAll(all) {
  const ports = all.slice(0, -1);
  const parts = { ...await import('../../src/transport/winrm/winrm-machine.ts'), ...await import('../../src/collect/gather-machine.ts'), ...await import('../../src/evidence/read-script-output.ts'), ...await import('../../src/collect/machine-questions.ts') };
  const roundTrips = await look(parts, ports[0], true);
  const withoutShell = await look(parts, ports[0], false);
  const oneOnFirstPage = await look(parts, all.at(-1), true);
  const cpuMs = [];
  for (let n = 0; n < 9; n++) {
    const from = process.cpuUsage();
    await look(parts, ports[0], true);
    const { user: own, system } = process.cpuUsage(from);
    cpuMs.push((own + system) / 1000);
  }
  const from = performance.now();
  await Promise.all(ports.map((port) => look(parts, port, true)));
  const atOnceMs = performance.now() - from;
  process.stdout.write(JSON.stringify({ machines: ports.length, roundTrips, withoutShell, oneOnFirstPage, cpuMs: median(cpuMs), atOnceMs, mib: process.resourceUsage().maxRSS / 1024 }));
}

/**
 * Round trips of a whole look with a shell, without one, and with a shell at a machine whose first pages hold one item; milliseconds of our own CPU for one after start (median of 9),
 * milliseconds for all machines at once, and the peak memory of the process that looked, in MiB; of three processes the median.
 */
export async function measureWinrmMachines({ machines = 100 } = {}) {
  const server = spawn(process.execPath, [self, 'serve', String(machines)], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    let ports = '';
    while (!ports.endsWith('\n')) ports += (await once(server.stdout, 'data'))[0];
    const runs = [];
    for (let n = 0; n < 3; n++) {
      const client = spawn(process.execPath, [self, 'look'], { stdio: ['pipe', 'pipe', 'inherit'] });
      client.stdin.end(ports);
      runs.push(JSON.parse(await text(client.stdout)));
    }
    // When the collector of garbage runs decides about a peak as much as what is kept.
    const middle = (key) => median(runs.map((run) => run[key]));
    return { ...runs[0], cpuMs: middle('cpuMs'), atOnceMs: middle('atOnceMs'), mib: middle('mib') };
  } finally {
    server.kill();
  }
}

if (process.argv[1] === self) {
  const [, , verb, count] = process.argv;
  if (verb === 'serve') await serve(Number(count));
  else if (verb === 'look') await lookAtAll(JSON.parse(await text(process.stdin)));
  else {
    const { machines, roundTrips, withoutShell, oneOnFirstPage, cpuMs, atOnceMs, mib } = await measureWinrmMachines();
    process.stdout.write(`one machine: ${roundTrips} round trips (${withoutShell} without a shell, ${oneOnFirstPage} where first pages hold one item), ${cpuMs.toFixed(1)} ms of CPU; ${machines} at once: ${(atOnceMs / 1000).toFixed(2)} s, ${mib.toFixed(0)} MiB\n`);
  }
}
