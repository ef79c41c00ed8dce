import { Command } from 'commander';

import type { ScenarioSpec } from '../estate/scenario/scenario-spec.ts';
import { cleanText } from '../model/clean.ts';
import type { ScenarioOutcome, Selftest } from '../model/selftest.ts';
import { areEnough } from '../model/selftest.ts';
import { renderSelftestJson } from '../report/selftest-json.ts';
import { renderSelftestJunit } from '../report/selftest-junit.ts';
import { renderSelftestText } from '../report/selftest-text.ts';
import { exitCodes } from './exit-codes.ts';
import { oneSentence } from './one-sentence.ts';
import { loadScenarios } from './scenario/load-scenarios.ts';
import { runAll } from './scenario/run-all.ts';
import { faultsToDraw, runPairs } from './scenario/run-pairs.ts';
import { parseAlone } from './parse-alone.ts';
import type { RandomFlags } from './selftest-random.ts';
import { healthyEstates, readRandom } from './selftest-random.ts';
import { deliver, terminalOf } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** For the second thread, which loads the same built file. */
export { runBeside } from './scenario/run-all.ts';

type SelftestFlags = RandomFlags & { scenario?: string[]; format: string; output?: string; color: boolean; quiet?: boolean; verbose?: boolean };

/**
 * `kmsdoctor selftest`: lives scenarios through in memory and compares what is said of each with what should be. A bundle
 * of its own, so it tells usage errors itself. Gives the exit code: 0 only when all pass.
 */
export async function runSelftest(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const command = describe(async (stray, flags) => {
    const render = renderer(stray, flags);
    const started = performance.now();
    const random = readRandom(flags);
    const named = random.isAsked && flags.scenario === undefined ? [] : await loadScenarios(flags.scenario ?? []);
    const outcomes = await runWithProgress([...named, ...healthyEstates(random)]);
    const drawn = random.pairs === 0 ? null : await runPairs(await faultsToDraw(), random.pairs, random.seed, random.size, (done) => progressOf(`${done} of ${random.pairs} pairs`));
    progressOf('');
    await deliver(render({ outcomes: [...outcomes, ...(drawn?.outcomes ?? [])], tookMs: performance.now() - started, ...(drawn === null ? {} : { pairs: drawn.pairs }) }), flags.output ?? null);
    exitCode = outcomes.every((o) => o.passed) && (drawn === null || areEnough(drawn.pairs)) ? exitCodes.ok : exitCodes.wrong;
  });
  return parseAlone(command, argv, () => exitCode);
}

/** How a run is to be shown. Throws UsageError before anything has been run. */
function renderer([stray]: readonly string[], { format, output, color, quiet = false, verbose = false }: SelftestFlags): (run: Selftest) => string {
  if (stray !== undefined) throw new UsageError(`selftest reads options only, not "${cleanText(stray).slice(0, 80)}": say --scenario ${cleanText(stray).slice(0, 80)}.`);
  switch (format) {
    case 'json': return (run) => renderSelftestJson(run, KMSDOCTOR_VERSION);
    case 'junit': return renderSelftestJunit;
    case 'text': return (run) => renderSelftestText(run, { version: KMSDOCTOR_VERSION, ...terminalOf(color ? null : false, output !== undefined), quiet, verbose });
    default: throw new UsageError(`--format wants text, json or junit, not "${cleanText(format).slice(0, 80)}".`);
  }
}

/** Progress is drawn only where a person sees it. */
async function runWithProgress(scenarios: readonly ScenarioSpec[]): Promise<ScenarioOutcome[]> {
  const outcomes = await runAll(scenarios, builtFile(), (place, { id }) => progressOf(`${place + 1} of ${scenarios.length}: ${id}`.slice(0, 60)));
  progressOf('');
  return outcomes;
}

function progressOf(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

/** This file as it was built, which is CommonJS; null where the source itself runs. */
const builtFile = (): string | null => (typeof __filename === 'string' && __filename.endsWith('.cjs') ? __filename : null);

const list = (value: string, all: string[] | undefined): string[] => [...(all ?? []), value];

function describe(run: (stray: string[], flags: SelftestFlags) => Promise<void>): Command {
  return new Command('kmsdoctor selftest')
    .argument('[none...]')
    .usage('[options]')
    .description('Lives through scenarios in a reference estate in memory, each with its faults, and compares the diagnosis with the expected one, nothing else allowed. Nothing real is asked, and no packet is sent.')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${cleanText(oneSentence(text)).trim()}\n`) })
    .option('--scenario <id|file>', 'an id (* stands for anything), a group, or a file in YAML or JSON (repeatable; default: all that kmsdoctor comes with)', list)
    .option('--pairs <n>', 'draw n random pairs of faults, put each into one estate, and ask\nwhether both are among the first two causes')
    .option('--triples <n>', 'the same with three faults, and the first three causes')
    .option('--healthy <n>', 'make n random estates with which nothing is wrong')
    .option('--seed <n>', 'what chance begins with (default: 1); the same seed draws the same')
    .option('--format <format>', 'text, json or junit', 'text')
    .option('-o, --output <file>', 'write to this file instead of standard output')
    .option('--no-color', 'no colour (also NO_COLOR)')
    .option('-q, --quiet', 'what failed and the counts alone')
    .option('-v, --verbose', 'titles and times too')
    .addHelpText('after', `
Groups: healthy, rule, cause, confused, several, sight.
A file's mistakes are told with line and column.

Pairs that want different estates, or of which one hides the other, are drawn
again and counted. Estate healthy-7 alone: --healthy 1 --seed 7.

Examples:
  kmsdoctor selftest
  kmsdoctor selftest --pairs 100 --healthy 300 --seed 42 -q
  kmsdoctor selftest --scenario healthy --scenario "dns-*"
  kmsdoctor selftest --scenario my-estate.yaml -v
  kmsdoctor selftest --format junit -o selftest.xml

Exit codes: 0 all passed (of pairs 95 in 100, of triples 80); 1 more failed;
64 usage or an unreadable file.`)
    .action(run);
}
