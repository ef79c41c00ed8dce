import { existsSync } from 'node:fs';

import { causes, checks, remedies } from '../../checks/index.ts';
import type { RunbookCatalogue } from '../runbook/catalogue.ts';
import { procedureFor } from '../runbook/procedure-for.ts';
import { renderMarkdown } from '../runbook/render-markdown.ts';
import type { CheckFlags } from './check-request.ts';
import { exitCodes } from './exit-codes.ts';
import { writeAllPages, writePage } from './runbook-files.ts';
import { deliver, terminalOf } from './terminal.ts';
import { typedArgument } from './typed-argument.ts';
import { UsageError } from './usage-error.ts';

export type RunbookFlags = CheckFlags & {
  /** Every page of the knowledge base, into the folder that `-o` names. */
  all?: boolean;
  /** Step by step in this terminal. */
  walk?: boolean;
  /** The file that keeps a walk. */
  state?: string;
};

const catalogue: RunbookCatalogue = { causes, checks, remedies };

/** `kmsdoctor runbook SYMPTOM [TARGET]`: prints the procedure, writes it to a file, or walks it. Gives the exit code. */
export async function runRunbook(words: readonly string[], flags: RunbookFlags, signal: AbortSignal): Promise<number> {
  if (flags.output === '') throw new UsageError('-o wants the name of a file, not an empty text.');
  if (flags.all === true) return writeAll(words, flags);
  const { symptom, targets } = apart(words);
  const understood = await procedureFor(symptom, flags.walk === true ? catalogue : { ...catalogue, isPrinted: true });
  if (!understood.ok) throw new UsageError(understood.refusal);
  const { procedure } = understood;
  if (flags.walk === true) {
    const { runWalk } = await import('./runbook-walk.ts');
    return runWalk({ procedure, symptom, targets, flags, signal });
  }
  const [unused] = optionsOfAWalk(flags);
  if (unused !== undefined) throw new UsageError(`--${unused} is of use to a walk alone: add --walk, or leave it out.`);
  if (targets.length > 0) throw new UsageError('A target is looked at by a walk alone: add --walk, or leave the target out.');
  const page = renderMarkdown(procedure);
  if (flags.output === undefined && process.stdout.isTTY) await showPage(page, symptom);
  else if (flags.output === undefined || flags.output === '-') await deliver(page, null);
  else await writePage(page, flags.output);
  return exitCodes.ok;
}

/** Widest lines that are read easily. */
const widestLine = 100;

/** For a person at a terminal: laid out to be read there, and the way to go through it. */
async function showPage(page: string, symptom: string): Promise<void> {
  const { pageOnTerminal } = await import('./runbook-on-terminal.ts');
  await deliver(pageOnTerminal(page, Math.min(terminalOf(null, false).width, widestLine)), null);
  if (process.stderr.isTTY) process.stderr.write(`\nOne question at a time, here: kmsdoctor runbook ${typedArgument(symptom)} --walk\n`);
}

/** The options that say how a walk looks at its target and keeps its answers, as typed; a printed page needs none of them. */
const optionsOfAWalk = (flags: RunbookFlags): string[] =>
  Object.entries(flags).filter(([name, value]) => !['all', 'output', 'walk'].includes(name) && value !== undefined && !(name === 'shell' && value === true))
    .map(([name]) => (name === 'shell' ? 'no-shell' : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)));

async function writeAll(words: readonly string[], { output, walk }: RunbookFlags): Promise<number> {
  if (walk === true || words.length > 0) throw new UsageError('--all writes every page: leave the symptom, the target and --walk out.');
  if (output === undefined || output === '-') throw new UsageError('--all wants the folder to write into: kmsdoctor runbook --all -o FOLDER');
  const written = await writeAllPages({ ...catalogue, isPrinted: true }, output);
  if (process.stderr.isTTY) process.stderr.write(`${written} pages written; begin with index.md.\n`);
  return exitCodes.ok;
}

const isTarget = (word: string): boolean => /^(?:local|-)$|^(?:winrms?|ssh):\/\//i.test(word) || existsSync(word);

/** What was typed without quotes is one symptom; what looks like a machine, or is a file, behind it are the targets. */
function apart(words: readonly string[]): { symptom: string; targets: readonly string[] } {
  const first = words.findIndex((_, i) => i > 0 && words.slice(i).every(isTarget));
  return first < 0 ? { symptom: words.join(' '), targets: [] } : { symptom: words.slice(0, first).join(' '), targets: words.slice(first) };
}
