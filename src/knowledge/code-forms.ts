import type { Code } from '../model/evidence.ts';

/** How a person wrote a number. */
type NumberForm = 'hex' | 'decimal' | 'signed';

export type ReadNumber = {
  /** The number as Windows prints it: `0x` and eight upper-case digits. A Win32 number keeps its own value (`0x000006BA`). */
  code: Code;
  form: NumberForm;
  /** The number as an integer from 0 to 4294967295. */
  value: number;
};

const codeOf = (value: number): Code => `0x${value.toString(16).toUpperCase().padStart(8, '0')}`;

/**
 * A 32-bit number in any form that tools print: hex with or without `0x` in any letter case, decimal (3221549172), signed
 * decimal (-1073418124), and all of them widened to 64 bits. Without `0x` only eight digits are hex; eight decimal digits
 * are read so too, since `80070005` is how people write that code. Null where the word is no such number.
 */
export function readNumber(word: string): ReadNumber | null {
  if (word.length > 24) return null;
  const hex = /^0x([0-9a-f]{1,16})h?$/i.exec(word)?.[1] ?? /^([0-9a-f]{8})h?$/i.exec(word)?.[1] ?? /^(ffffffff[0-9a-f]{8})$/i.exec(word)?.[1];
  if (hex !== undefined) return narrow(BigInt(`0x${hex}`), 'hex');
  if (/^-\d{1,19}$/.test(word)) return narrow(BigInt(word), 'signed');
  return /^\d{1,20}$/.test(word) ? narrow(BigInt(word), 'decimal') : null;
}

const limit = 2n ** 32n;

function narrow(value: bigint, form: NumberForm): ReadNumber | null {
  // A negative 32-bit number that a 64-bit tool printed: 0xFFFFFFFFC004F074.
  const isWidened = value >= 2n ** 64n - limit / 2n && value < 2n ** 64n;
  const signed = isWidened ? value - 2n ** 64n : value;
  if (signed >= limit || signed < -(limit / 2n)) return null;
  const number = Number(BigInt.asUintN(32, signed));
  return { code: codeOf(number), form, value: number };
}

/** Windows' HRESULT of a Win32 error number (0 to 65535): 1722 is 0x800706BA. 0 stays success. */
export const codeOfWin32 = (number: number): Code => codeOf(number === 0 ? 0 : 0x80070000 + (number % 0x10000));
