import type { Code } from '../model/evidence.ts';

const hexadecimal = /^0x[0-9a-f]{1,8}$/i;
const bareHexadecimal = /^(?=[0-9]*[a-f])[0-9a-f]{8}$/i;
const decimal = /^-?[0-9]{1,10}$/;

/**
 * An error or status code in the one form that evidence uses: `0x` and eight upper-case hexadecimal digits.
 *
 * Takes `0x…` in any case with up to eight digits, eight bare hexadecimal digits that hold a letter (`c004f074`), and
 * decimals, signed or not, as WMI and wmic print them (`3221549076` and `-1073418220` are both `0xC004F014`).
 * Blanks around it are ignored; anything else, and any number outside 32 bits, is null. Never throws.
 */
export function toCode(value: string | number | null | undefined): Code | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return fromNumber(value);
  const text = value.trim();
  if (hexadecimal.test(text)) return fromNumber(Number.parseInt(text.slice(2), 16));
  if (bareHexadecimal.test(text)) return fromNumber(Number.parseInt(text, 16));
  if (decimal.test(text)) return fromNumber(Number(text));
  return null;
}

function fromNumber(n: number): Code | null {
  if (!Number.isInteger(n) || n < -0x8000_0000 || n > 0xffff_ffff) return null;
  return `0x${(n < 0 ? n + 0x1_0000_0000 : n).toString(16).toUpperCase().padStart(8, '0')}`;
}
