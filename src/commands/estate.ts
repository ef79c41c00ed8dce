import { Command } from 'commander';

import { healthyEstate } from '../estate/known-estates.ts';
import { startLoopbackEstate } from '../estate/loopback-estate.ts';
import type { LoopbackEstate } from '../estate/loopback-estate.ts';
import type { ScenarioSpec } from '../estate/scenario/scenario-spec.ts';
import { cleanText } from '../model/clean.ts';
import { exitCodes } from './exit-codes.ts';
import { oneSentence } from './one-sentence.ts';
import { loadScenarios } from './scenario/load-scenarios.ts';
import { parseAlone } from './parse-alone.ts';
import { UsageError } from './usage-error.ts';

type EstateFlags = { scenario?: string; format: string; verbose?: boolean };

/**
 * `kmsdoctor estate`: starts an estate on loopback, says where everything listens, and keeps it until it is interrupted. A
 * bundle of its own, so it tells usage errors itself. Gives the exit code.
 */
export async function runEstate(argv: readonly string[]): Promise<number> {
  return parseAlone(describe(keepEstate), argv, () => exitCodes.ok);
}

function describe(run: (flags: EstateFlags) => Promise<void>): Command {
  return new Command('kmsdoctor estate')
    .usage('[options]')
    .description('Starts a reference estate on this machine’s loopback: name servers, KMS hosts and machines with WinRM that other tools can speak to, with their faults. It activates nothing, and nothing outside this machine can reach it. Ctrl-C ends it.')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${cleanText(oneSentence(text)).trim()}\n`) })
    .option('--scenario <id|file>', 'a scenario that kmsdoctor comes with, or a file of your own (default: nothing is wrong)')
    .option('--format <format>', 'text, or json: one line when all is ready', 'text')
    .option('-v, --verbose', 'say on standard error what is published and what is refused')
    .addHelpText('after', `
Examples:
  kmsdoctor estate
  kmsdoctor estate --scenario dns-srv-missing
  kmsdoctor estate --format json | head -1 | jq .dns`)
    .action(async (flags: EstateFlags) => run(flags));
}

async function keepEstate({ scenario, format, verbose }: EstateFlags): Promise<void> {
  if (format !== 'text' && format !== 'json') throw new UsageError(`--format wants text or json, not "${cleanText(format).slice(0, 80)}".`);
  const shown = scenario === undefined ? healthyEstate() : await onlyScenario(scenario);
  const estate = await startLoopbackEstate(shown, { now: Date.now, machines: true, log: verbose === true ? (line) => process.stderr.write(`${cleanText(line)}\n`) : () => undefined });
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
    // A reader that goes away has seen what it wanted of the one line; the estate goes on.
    process.stdout.on('error', () => undefined);
  });
  process.stdout.write(format === 'json' ? `${JSON.stringify(readyLine(estate))}\n` : readyText(estate, shown.title));
  for (const note of estate.notes) process.stderr.write(`${cleanText(note)}\n`);
  await interrupted;
  await estate.stop();
}

async function onlyScenario(word: string): Promise<ScenarioSpec> {
  const [scenario, ...more] = await loadScenarios([word]);
  if (scenario === undefined || more.length > 0) throw new UsageError(`--scenario wants one scenario here, and ${cleanText(word).slice(0, 80)} names ${more.length + 1}.`);
  return scenario;
}

const readyLine = ({ domain, dns, resolvers, hosts, machines, ca }: LoopbackEstate) => ({ ready: true, domain, dns, hosts, machines, resolvers, ca });

function readyText({ domain, dns, resolvers, hosts, machines }: LoopbackEstate, title: string): string {
  return [
    `${title}: ${domain}, on this machine alone`,
    ...resolvers.map(({ name, host, port }) => `  name server  ${name.padEnd(24)} ${host}:${port}`),
    ...hosts.map(({ name, address, port }) => `  KMS host     ${name.padEnd(24)} ${address}:${port}`),
    ...machines.map(({ name, winrm, takes }) => `  WinRM        ${name.padEnd(24)} ${winrm} (${takes})`),
    '', 'Look at it from another terminal:', `  kmsdoctor check --domain ${domain} --dns ${dns.host}:${dns.port}`,
    '', 'The account for WinRM stands in the line of --format json alone. It activates nothing. Ctrl-C ends it.', '',
  ].join('\n');
}
