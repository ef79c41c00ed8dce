import { parseArgs } from 'node:util';

import { runExplain } from './explain.ts';
import { exitCodes } from './exit-codes.ts';

export const explainHelp = `Usage: kmsdoctor explain WORD...

Explains error codes (hexadecimal, decimal, signed, with or without 0x), event
ids, product keys or their last five characters (Microsoft's published setup
keys only), licence channels, and kmsdoctor's own causes, checks and tags.

Options:
  --format text|json   how to print (text)
  --no-color           no colour (also NO_COLOR)
  -h, --help           this help

Examples:
  kmsdoctor explain 0xC004F074
  kmsdoctor explain 12290 Volume:GVLK 2YT43 dns-srv-missing
  kmsdoctor explain -- -1073418124
  kmsdoctor explain 3221549172 --format json
`;

/**
 * `kmsdoctor explain`: read with Node's own argument parser, because it answers in the time that a larger parser takes to
 * load. A negative number is a word, not an option.
 */
export async function run(argv: readonly string[]): Promise<number> {
  const words = argv.slice(1).map((a) => (/^-\d+$/.test(a) ? ` ${a}` : a));
  let parsed;
  try {
    parsed = parseArgs({
      args: words, allowPositionals: true, strict: true,
      options: { format: { type: 'string', default: 'text' }, 'no-color': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    process.stderr.write(`${(error instanceof Error ? error.message : String(error)).split('. ')[0]}. See kmsdoctor explain --help.\n`);
    return exitCodes.usage;
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    process.stdout.write(explainHelp);
    return exitCodes.ok;
  }
  if (values.format !== 'text' && values.format !== 'json') {
    process.stderr.write(`--format wants text or json, not "${values.format.slice(0, 40)}".\n`);
    return exitCodes.usage;
  }
  const { stdout, env } = process;
  const color = stdout.isTTY && values['no-color'] !== true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const width = stdout.isTTY ? stdout.columns : 100;
  const printed = await runExplain(positionals.map((p) => p.trim()), { format: values.format, width, color, loadCatalogue });
  process.stdout.write(printed.out);
  process.stderr.write(printed.err);
  return printed.exitCode;
}

/** Causes, checks and tags, loaded only for words that no table of codes, events, keys or channels holds. */
const loadCatalogue = async () => (await import('./explain-words.ts')).explainCatalogue();
