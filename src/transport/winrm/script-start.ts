import type { ShellCommand } from '../../codec/wsman/shell-requests.ts';

/** The line that cmd.exe takes is 8,191 characters long; the program and its options want some of them. */
const longestForCmd = 7500;
/** A line without cmd.exe may be 32,767 characters long (CreateProcess, Microsoft). */
const longestLine = 32_000;

/** How a script is started, and what is then written to standard input; nothing where it is empty. */
export type ScriptStart = { command: ShellCommand; input: Buffer };

const options = ['-NoProfile', '-NonInteractive'];

const encodedIn = (encoded: string, skipCmd: boolean): ScriptStart =>
  ({ command: { command: 'powershell.exe', arguments: [...options, '-EncodedCommand', encoded], consoleInput: true, skipCmd }, input: Buffer.alloc(0) });

/**
 * Standard input is read line by line, and an empty line ends a block: so the script goes as one block without empty lines,
 * and two after it. Where it holds here-strings, whose empty lines count, or letters beyond ASCII, which would be read in
 * the console's code page, it is decoded there from one line instead, which constrained language mode forbids.
 */
function inputOf(script: string): Buffer {
  const isPlain = !/[^\t\r\n -~]|@["']/.test(script);
  const block = isPlain
    ? `& {\r\n${script.split(/\r?\n/).filter((line) => line.trim() !== '').join('\r\n')}\r\n}`
    : `& ([ScriptBlock]::Create([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(script, 'utf8').toString('base64')}'))))`;
  return Buffer.from(`${block}\r\n\r\n`, 'ascii');
}

/**
 * The ways to start a script, the best first: encoded in the command's line by cmd.exe, without it where the line is too
 * long for it, and by standard input where it is too long for any line.
 */
export function waysToStart(script: string): readonly [ScriptStart, ...ScriptStart[]] {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  if (encoded.length <= longestForCmd) return [encodedIn(encoded, false)];
  const byInput = (skipCmd: boolean): ScriptStart =>
    ({ command: { command: 'powershell.exe', arguments: [...options, '-Command', '-'], consoleInput: false, skipCmd }, input: inputOf(script) });
  return encoded.length <= longestLine ? [encodedIn(encoded, true), byInput(false)] : [byInput(true), byInput(false)];
}
