import { beginsPiece } from '../../codec/powershell/pieces.ts';

/** One call that kmsdoctor's own script for a remedy makes, with its values as they stand there. */
export type PerformCall =
  | { kind: 'licensing'; method: string; value: string | number | boolean | null }
  | { kind: 'product'; activationId: string; method: string }
  | { kind: 'activation'; applicationId: string }
  | { kind: 'service'; to: 'Running' | 'Stopped'; name: string }
  | { kind: 'program'; program: string; arguments: string[] };

const longest = 256 * 1024;

const textOf = (literal: string): string => literal.replaceAll("''", "'");
const texts = (list: string): string[] => [...list.matchAll(/'((?:[^']|'')*)'/g)].slice(0, 16).map(([, text = '']) => textOf(text));

function valueOf(literal: string): string | number | boolean | null {
  if (literal === '$true' || literal === '$false') return literal === '$true';
  const number = /^\[uint32\](\d{1,10})$/.exec(literal)?.[1];
  return number === undefined ? texts(literal)[0] ?? null : Number(number);
}

function callOf(line: string): PerformCall | null {
  const text = "'((?:[^']|'')*)'";
  const found = (pattern: string): readonly string[] | null => new RegExp(`^${pattern}$`).exec(line)?.slice(1).map(textOf) ?? null;
  const licensing = new RegExp(`^Invoke-Licensing ${text} @\\((?:${text})?\\) @\\((.*)\\)$`).exec(line);
  if (licensing !== null) return { kind: 'licensing', method: licensing[1] ?? '', value: valueOf(licensing[3] ?? '') };
  const product = found(`Invoke-Product ${text} ${text}`);
  if (product !== null) return { kind: 'product', activationId: product[0] ?? '', method: product[1] ?? '' };
  const activation = found(`Invoke-Activation ${text}`);
  if (activation !== null) return { kind: 'activation', applicationId: activation[0] ?? '' };
  const started = found(`(Start|Stop)-NamedService ${text}`);
  if (started !== null) return { kind: 'service', to: started[0] === 'Start' ? 'Running' : 'Stopped', name: started[1] ?? '' };
  const program = new RegExp(`^Invoke-Program ${text} @\\((.*)\\)$`).exec(line);
  return program === null ? null : { kind: 'program', program: textOf(program[1] ?? ''), arguments: texts(program[2] ?? '') };
}

/** Reads which calls the script of a remedy makes, known by its marks and its last lines. Null for every other script: a reference machine runs nothing. */
export function readPerformScript(script: string): PerformCall[] | null {
  if (script.length > longest || !script.includes(`'${beginsPiece}' + 'call'`)) return null;
  const [, after] = script.split(/^\$script:isOver = \$false$/m);
  if (after === undefined) return null;
  const lines = after.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && line !== '}' && !line.startsWith('Write-Output '));
  const calls = lines.map(callOf);
  return calls.length === 0 || calls.includes(null) ? null : calls.flatMap((call) => call ?? []);
}
