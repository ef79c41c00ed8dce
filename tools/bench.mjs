// npm run bench: every figure that the README states, as ratios side by side in one run. It judges nothing by itself.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSilentNetwork } from './bench/network.mjs';
import { writePaste } from './bench/paste.mjs';
import { median, runOnce, sideBySide } from './bench/processes.mjs';
import { measureBinds } from './bench/rpc.mjs';
import { measureSealing } from './bench/sealing.mjs';
import { measureSelftest } from './bench/selftest.mjs';
import { measureSimulate } from './bench/simulate.mjs';
import { measureWinrmMachines } from './bench/winrm-machine.mjs';
import { measureEnumeration } from './bench/wsman.mjs';
import { loadBundled } from './scenario/bundled.mjs';

const main = new URL('../dist/main.cjs', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'kmsdoctor-bench-'));
const say = (line) => process.stdout.write(`${line}\n`);

try {
  const file = join(folder, 'dlv.txt');
  await writePaste(file, 1, 0);
  const evidence = new URL('../fixtures/evidence/healthy-client.json', import.meta.url).pathname;

  const both = new URL('../fixtures/evidence/count-short-with-host.json', import.meta.url).pathname;

  say('Whole processes, median of 21 rounds side by side, and the median ratio to `node -e 0` of the same Node');
  for (const { name, ms, ratio } of await sideBySide([
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'kmsdoctor --version', args: [main, '--version'] },
    { name: 'kmsdoctor explain 0xC004F074', args: [main, 'explain', '0xC004F074'] },
    { name: 'kmsdoctor check dlv.txt', args: [main, 'check', file] },
    { name: 'kmsdoctor check evidence.json', args: [main, 'check', evidence] },
    { name: 'kmsdoctor check client-and-host.json', args: [main, 'check', both], exitCode: 1 },
  ], 21)) say(`  ${name.padEnd(38)} ${ms.toFixed(1).padStart(7)} ms   ${ratio.toFixed(2)} x`);

  say('\nPastes of many products (5,000 of them in 20 MB), whole process, median of 3');
  const small = join(folder, 'small.txt');
  await writeFile(small, 'License Status: Licensed\n');
  const base = await runOnce([main, 'check', small], { memory: true });
  for (const mib of [5, 10, 20]) {
    const paste = join(folder, `paste-${mib}.txt`);
    await writePaste(paste, mib * 250, mib);
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(await runOnce([main, 'check', paste, '--quiet'], { memory: true }));
    const ms = median(runs.map((r) => r.ms));
    say(`  ${String(mib).padStart(2)} MB   ${ms.toFixed(0).padStart(6)} ms   ${(ms / mib).toFixed(1).padStart(6)} ms a MB   ${(median(runs.map((r) => r.mib)) - base.mib).toFixed(0).padStart(4)} MB more memory than for one line`);
  }

  say('\nA silent DNS server, a dropped port and a dead target together, whole process, median of 5');
  const silent = await startSilentNetwork();
  const timeoutMs = 3000;
  const waits = [];
  for (let i = 0; i < 5; i++) waits.push((await runOnce([main, 'check', ...silent.args, '--timeout', String(timeoutMs)])).ms);
  const longest = silent.longestChainMs(timeoutMs);
  say(`  ${median(waits).toFixed(0)} ms, ${(median(waits) / longest).toFixed(3)} x the limits of the longest chain (${longest} ms)`);
  await silent.stop();

  const self = await measureSelftest(main);
  say(`\nselftest, ${self.scenarios} scenarios in memory, whole process, median of 5`);
  say(`  ${(self.ms / 1000).toFixed(2)} s, ${self.msEach.toFixed(1)} ms a scenario`);

  const judged = await (await loadBundled('tools/scenario/time-diagnosis.ts')).timeDiagnoses();
  say('\nA diagnosis over all evidence of one machine, all checks and causes, after start, each case the median of 9, each time of a fresh copy');
  say(`  ${judged.medianMs.toFixed(1)} ms (median of ${judged.cases} cases), ${judged.p95Ms.toFixed(1)} ms (95 in 100), ${judged.worstMs.toFixed(1)} ms at worst (${judged.worst})`);

  measureSimulate(main, say);

  const binds = await measureBinds();
  say('\nBinds a second that the reference KMS host answers, beside impacket’s server, median of 5 rounds side by side');
  say(`  ${binds.ours.toFixed(0)} a second${binds.impacket === null ? ' (impacket is not installed here)' : `, impacket ${binds.impacket.toFixed(0)}: ${(binds.ratio ?? 0).toFixed(1)} x`}`);

  const look = await measureWinrmMachines();
  say('\nA whole look at a reference machine over WinRM, sealed, on loopback, median of 3 processes');
  say(`  ${look.roundTrips} round trips, ${look.withoutShell} where no shell is allowed; ${look.cpuMs.toFixed(0)} ms of our own CPU after start`);
  say(`  ${look.machines} machines at once: ${(look.atOnceMs / 1000).toFixed(1)} s, ${look.mib.toFixed(0)} MB`);

  measureEnumeration(say);

  const sealing = await measureSealing();
  say('\nSealing and unsealing of NTLM messages, CPU time of one core, median of 5');
  say(`  sealed ${sealing.seal.toFixed(0)} MB a second, unsealed ${sealing.unseal.toFixed(0)}; RC4 of our own ${sealing.ownRc4.toFixed(0)}, of this Node ${sealing.nodeRc4 === null ? 'none' : sealing.nodeRc4.toFixed(0)}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
