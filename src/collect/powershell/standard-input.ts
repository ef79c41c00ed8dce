import { beginsPiece, endsPiece } from '../../codec/powershell/pieces.ts';
import { quoted } from './literals.ts';

/** Parts of a script as one, with an empty line between them. */
export const joined = (parts: readonly string[]): string => parts.map((part) => part.trimEnd()).join('\n\n');

/** A line that prints a value as a piece (`readPieces`); both are expressions of PowerShell. */
export const sayPiece = (name: string, value: string): string => `Write-Output (${quoted(beginsPiece)} + ${name} + ' ' + (ConvertTo-JsonText ${value}) + ${quoted(endsPiece)})`;

/**
 * Lines that `powershell -Command -` takes from standard input: it reads statement by statement and takes an empty line
 * for the end of one, so there is a single block without any, and an empty line behind it. Comments only make it longer.
 */
export function forStandardInput(parts: readonly string[]): string {
  const lines = joined(parts).split('\n').filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return `& {\n${lines.join('\n')}\n}\n\n`;
}
