import { UsageError } from './usage-error.ts';

/** Where a password may come from, in this order; never from the command line. */
export type PasswordSources = {
  env: Readonly<Record<string, string | undefined>>;
  /** `--password-file`. */
  file: string | null;
  /** `--password-stdin`. */
  stdin: boolean;
};

const mostBytes = 64 * 1024;

/** The password without its line end, null where none of the sources has one. Throws UsageError for a file that cannot be read. */
export async function givenPassword({ env, file, stdin }: PasswordSources): Promise<string | null> {
  if (file !== null) return firstLine(await readWhole(file, '--password-file'));
  if (stdin) return firstLine(await readStandardInput());
  return env['KMSDOCTOR_PASSWORD'] ?? null;
}

/** A password is a line: what an editor puts behind it is not part of it. */
const firstLine = (text: string): string => text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';

async function readWhole(path: string, option: string): Promise<string> {
  const { open } = await import('node:fs/promises');
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${option} names a file that cannot be read (${error.code ?? 'error'}).`);
  });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } catch (error) {
    throw new UsageError(`${option} names something that cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`);
  } finally {
    await handle.close();
  }
}

async function readStandardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > mostBytes || text.includes('\n')) break;
  }
  return text;
}

/** Asks a person at a terminal, without showing what is typed; null where nobody is there or nothing was typed. */
export function askForPassword(question: string): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY || !stderr.isTTY) return Promise.resolve(null);
  stderr.write(`${question}: `);
  return new Promise((resolve) => {
    let typed = '';
    const end = (answer: string | null): void => {
      stdin.off('data', take).setRawMode(false).pause();
      stderr.write('\n');
      resolve(answer);
    };
    const take = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return end(typed);
        if (character === '\u0003' || character === '\u0004') return end(null);
        if (character === '\u007F' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (character >= ' ') typed += character;
      }
    };
    stdin.setRawMode(true).resume().on('data', take);
  });
}
