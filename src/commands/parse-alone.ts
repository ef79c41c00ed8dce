import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { isUsageError } from './usage-error.ts';

/**
 * Runs a command that stands in a bundle of its own, with a commander of its own, whose errors no other bundle knows by their
 * class. Returns `exitCode` as the command has left it, or that of a call that cannot be meant, which is said in one sentence.
 */
export async function parseAlone(command: Command, argv: readonly string[], exitCode: () => number): Promise<number> {
  try {
    await command.parseAsync([...argv], { from: 'user' });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!isUsageError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
}
