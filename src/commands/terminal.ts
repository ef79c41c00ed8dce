import { cleanText } from '../model/clean.ts';
import { UsageError } from './usage-error.ts';

/** The parts of a process that decide how a report is drawn. */
export type Surroundings = { stdout: { isTTY?: boolean; columns?: number }; env: Readonly<Record<string, string | undefined>> };

/** What the terminal can do, as far as reports care. */
export function terminalOf(color: boolean | null, toFile: boolean, { stdout, env }: Surroundings = process): { width: number; color: boolean } {
  const isTerminal = stdout.isTTY === true && !toFile && env['TERM'] !== 'dumb';
  const wanted = color ?? !(env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '');
  const columns = Number(env['COLUMNS']);
  return { width: isTerminal && stdout.columns !== undefined && stdout.columns > 0 ? stdout.columns : Number.isInteger(columns) && columns >= 40 ? columns : 100, color: isTerminal && wanted };
}

/** Says how to paste where a person is about to type into standard input: else the program would seem to hang. */
export function inviteToPaste(inputs: readonly string[], terminal: Pick<NodeJS.Process, 'platform'> & { stdin: { isTTY?: boolean }; stderr: { isTTY?: boolean; write: (text: string) => unknown } } = process): void {
  // Naming the streams makes them, which takes a tenth of the start: only where standard input is read at all.
  if (!inputs.includes('-') || terminal.stdin.isTTY !== true || terminal.stderr.isTTY !== true) return;
  const { stderr, platform } = terminal;
  stderr.write(`Paste the text here, then press ${platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'} on a line of its own.\n`);
}

/** Writes a report to standard output, or whole or not at all to a file. */
export async function deliver(text: string, output: string | null): Promise<void> {
  if (output === null) {
    await new Promise<void>((resolve) => {
      process.stdout.write(text, () => resolve());
    });
    return;
  }
  try {
    await writeWhole(text, output);
  } catch (error) {
    throw new UsageError(`${cleanText(output)} cannot be written: ${reasonOf(error)}.`);
  }
}

/** Beside its place first, then moved there in one step. A link keeps its place, and a device is written to, never replaced. */
async function writeWhole(text: string, output: string): Promise<void> {
  // Loaded here because most reports go to standard output, and loading it takes a tenth of the start.
  const { realpath, rename, stat, unlink, writeFile } = await import('node:fs/promises');
  const path = await realpath(output).catch(() => output);
  const known = await stat(path).catch(() => null);
  if (known !== null && !known.isFile()) return writeFile(path, text);
  const temporary = `${path}.${process.pid}.part`;
  try {
    // Made anew: in a folder that others write to, a link of theirs with this name would have another file written over.
    await unlink(temporary).catch(() => {});
    await writeFile(temporary, text, { mode: known?.mode ?? 0o600, flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there', ENOTDIR: 'part of its path is a file', EISDIR: 'it is a folder', EACCES: 'permission denied', EPERM: 'permission denied',
  EROFS: 'the disk is read-only', ENOSPC: 'the disk is full', ENAMETOOLONG: 'the name is too long', ERR_INVALID_ARG_VALUE: 'no file can have that name',
};

function reasonOf(error: unknown): string {
  const code = String((error as NodeJS.ErrnoException).code ?? 'an error');
  return reasons[code] ?? code;
}
