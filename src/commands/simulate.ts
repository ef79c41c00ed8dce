import { Command } from 'commander';

import { otherDraws } from '../estate/simulate/other-draws.ts';
import { runPlan } from '../estate/simulate/run-plan.ts';
import { cleanText } from '../model/clean.ts';
import type { OtherDraws, Simulation } from '../model/simulation.ts';
import { renderSimulationHtml } from '../report/simulate-html.ts';
import { renderSimulationJson } from '../report/simulate-json.ts';
import { renderSimulationText } from '../report/simulate-text.ts';
import { exitCodes } from './exit-codes.ts';
import { oneSentence } from './one-sentence.ts';
import type { SimulateFlags, SimulateRequest } from './simulate-request.ts';
import { readSimulateRequest } from './simulate-request.ts';
import { parseAlone } from './parse-alone.ts';
import { deliver, terminalOf } from './terminal.ts';

/**
 * `kmsdoctor simulate`: lives through a planned estate day by day and says who activates when. A bundle of its own, so it
 * tells usage errors itself. Gives the exit code.
 */
export async function runSimulate(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const command = describe(async (targets, flags) => {
    const request = readSimulateRequest(targets, flags);
    sayIfLong(request);
    const simulation = runPlan(request.plan);
    await deliver(render(simulation, otherDraws(request.plan), request), request.output);
    exitCode = simulation.outcome === 'fails' ? exitCodes.wrong : exitCodes.ok;
  });
  return parseAlone(command, argv, () => exitCode);
}

/** A million machines take a minute: a person at a terminal should not think that it hangs. */
function sayIfLong({ plan }: SimulateRequest): void {
  const machines = plan.clients + plan.servers;
  if (machines * plan.days < 50_000_000 || !process.stderr.isTTY) return;
  process.stderr.write(`Living through ${plan.days} days of ${machines} machines: this takes a while.\n`);
}

function render(simulation: Simulation, others: OtherDraws | null, { format, color, output, quiet }: SimulateRequest): string {
  if (format === 'json') return renderSimulationJson(simulation, others, KMSDOCTOR_VERSION);
  if (format === 'html') return renderSimulationHtml(simulation, others, KMSDOCTOR_VERSION);
  return renderSimulationText(simulation, others, { version: KMSDOCTOR_VERSION, ...terminalOf(color, output !== null), quiet });
}

const list = (value: string, all: string[] | undefined): string[] => [...(all ?? []), value];

function describe(run: (targets: string[], flags: SimulateFlags) => Promise<void>): Command {
  return new Command('kmsdoctor simulate')
    .argument('[none...]')
    .usage('[options]')
    .description('Plans an estate: lives through its days and says who activates when, how the hosts count, and who lapses. Nothing real is asked. It follows Microsoft’s published rules: thresholds 25 and 5, 30 days in the count, 180 days of validity.')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${cleanText(oneSentence(text)).trim()}\n`) })
    .option('--clients <n>', 'machines with a Windows client system')
    .option('--servers <n>', 'machines with Windows Server, always on')
    .option('--days <n>', 'how many days, up to 3650 (default: 60)')
    .option('--hosts <n>', 'KMS hosts all alike, kms1 and on (default: 1)')
    .option('--host <spec>', 'instead: a KMS host and its SRV record, NAME[,priority=0][,weight=0][,restart=DAY]... (repeatable)', list)
    .option('--outage <spec>', 'a host is down, HOST:FROM+DAYS or all:FROM+DAYS, and comes back counting from 0 (repeatable)', list)
    .option('--uptime <pattern>', 'client systems are on always, in office-hours, or on a share of the days: 60% (default: always)')
    .option('--laptops <spec>', 'SHARE[:DAYS] of them are away for DAYS (5) days, then there for as long, and so on')
    .option('--away <spec>', 'holidays, FROM+DAYS[:SHARE]: so many of them are off (repeatable)', list)
    .option('--rollout <n>', 'install so many machines a working day (default: all on day 1)')
    .option('--retire <spec>', 'DAY:SHARE of the client systems leave (repeatable)', list)
    .option('--activated', 'a running estate, not new installations')
    .option('--no-host-caching', 'look for a host at each try (slmgr /ckhc)')
    .option('--renewal-interval <min>', '15 to 43200 minutes (default: 10080)')
    .option('--activation-interval <min>', '15 to 43200 minutes (default: 120)')
    .option('--start <date>', 'day 1 (default: 2026-01-05, a Monday)')
    .option('--seed <n>', 'draws what is left to chance (default: 1)')
    .option('--format <format>', 'text, json or html (default: text)')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .option('-q, --quiet', 'the verdict alone')
    .option('-o, --output <file>', 'write here, not to standard output')
    .addHelpText('after', `
Days count from 1. Office has a host key and a count of its own with a threshold
of 5: plan its machines as --servers.

Examples:
  kmsdoctor simulate --clients 30 --servers 2 --hosts 2
  kmsdoctor simulate --clients 200 --activated --days 120 --outage kms1:30+21
  kmsdoctor simulate --clients 60 --activated --days 300 --away 170+42:85%
  kmsdoctor simulate --clients 30 --host kms1 --host kms2,priority=10
  kmsdoctor simulate --clients 500 --rollout 20 --format html -o plan.html

Exit codes: 0 when everyone who asks is activated and stays so; 1 when on some
day a machine runs out of its initial grace of 30 days or its 180 days, or when
at the end a machine that has tried at least once is not activated; 64 usage.`)
    .action(run);
}
