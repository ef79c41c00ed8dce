import type { MachineState } from '../machine/state.ts';
import type { CopiedFiles } from './copied-files.ts';
import type { CommandEnd, Program } from './shells.ts';

/** Answers a PowerShell script as a machine would; null for every script that it does not know. */
export type ScriptAnswer = (script: string) => Promise<string | null>;

/** What programs find on a reference machine. */
export type ProgramPlace = { machine: MachineState; script: ScriptAnswer; files: CopiedFiles };

const ended = (stdout: string, exitCode = 0, stderr = ''): CommandEnd => ({ stdout: Buffer.from(stdout, 'utf8'), stderr: Buffer.from(stderr, 'utf8'), exitCode });

/** What cmd.exe ends with for a command that is not there; its words are ours. */
const unknownCommand = (name: string): CommandEnd => ended('', 1, `'${name}' is no command of this machine.\r\n`);

/** What powershell.exe writes for a script that fails: CLIXML, its exit code 1. */
const failedScript = (): CommandEnd => ended('', 1, '#< CLIXML\r\n<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
  + '<S S="Error">This script is none that a reference machine knows._x000D__x000A_</S></Objs>');

const encodedShape = /FromBase64String\('([A-Za-z0-9+/=]+)'\)/;

/** A script as it was written: one that was loaded from base64 is what stands there. */
function plainScript(script: string): string {
  const [, base64] = encodedShape.exec(script) ?? [];
  return base64 === undefined ? script : Buffer.from(base64, 'base64').toString('utf8');
}

const systemCommands = (machine: MachineState): Readonly<Record<string, string>> => ({
  hostname: `${machine.name}\r\n`,
  ver: `\r\nMicrosoft Windows [Version ${machine.system.version}.${machine.system.revision}]\r\n`,
});

/** What `echo` writes; undefined where it goes into a file for which there is no room. */
function echo({ files }: ProgramPlace, words: readonly string[]): string | undefined {
  const at = words.indexOf('>>');
  if (at === -1) return `${words.join(' ')}\r\n`;
  return files.append(words.slice(at + 1).join(' '), words.slice(0, at).join(' ')) ? '' : undefined;
}

function powerShell({ machine, script: answer, files }: ProgramPlace, words: readonly string[]): Program {
  const run = async (script: string): Promise<CommandEnd> => {
    const plain = plainScript(script);
    const known = /^\s*(?:hostname|\$env:COMPUTERNAME)\s*$/i.test(plain) ? `${machine.name}\r\n` : files.run(plain) ? '' : await answer(plain);
    return known === null ? failedScript() : ended(known);
  };
  const at = words.findIndex((word) => /^[-/]e(?:nc|ncodedcommand)?$/i.test(word));
  if (at !== -1) return { readsInput: false, run: () => run(Buffer.from(words[at + 1] ?? '', 'base64').toString('utf16le')) };
  const dash = words.findIndex((word) => /^[-/]c(?:ommand)?$/i.test(word));
  if (words[dash + 1] === '-' || dash === -1) return { readsInput: true, run: (input) => run(Buffer.from(input).toString('utf8')) };
  return { readsInput: false, run: () => run(words.slice(dash + 1).join(' ')) };
}

/**
 * What a command line starts on a reference machine: `hostname`, `ver`, `echo`, also into a file in memory, and powershell.exe
 * for the scripts that are known. Nothing is ever run: every other command ends as one that Windows does not have.
 */
export function programOf(place: ProgramPlace, line: string): Program {
  const words = line.trim().replaceAll('"', '').split(/\s+/);
  const inner = /^cmd(?:\.exe)?$/i.test(words[0] ?? '') && /^\/c$/i.test(words[1] ?? '') ? words.slice(2) : words;
  const [name = '', ...rest] = inner;
  if (/^(?:.*\\)?powershell(?:\.exe)?$/i.test(name)) return powerShell(place, rest);
  const known = /^echo$/i.test(name) ? echo(place, rest) : systemCommands(place.machine)[name.toLowerCase().replace(/\.exe$/, '')];
  return { readsInput: false, run: async () => (known === undefined ? unknownCommand(name) : ended(known)) };
}
