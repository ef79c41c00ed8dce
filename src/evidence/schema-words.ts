import * as v from 'valibot';

/** Most items that one array of an evidence file may hold: far above any real log, far below what would fill the memory. */
const maxItems = 200_000;

/** A member that may be `null` or left out; what is left out reads as `null`. */
export const orNull = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema), null);

/** An array of at most `maxItems`. */
export const listOf = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(maxItems));

export const text = v.string();

/** JSON has no NaN, but 1e999 reads as Infinity, which no count is. */
export const number = v.pipe(v.number(), v.finite());

/** A code in any letter case and with leading zeros left out; reads as `0x` and eight upper-case hexadecimal digits. */
export const code = v.pipe(
  v.string(),
  v.regex(/^0[xX][0-9A-Fa-f]{1,8}$/, 'a code such as 0xC004F074'),
  v.transform((c) => `0x${c.slice(2).toUpperCase().padStart(8, '0')}`),
);

const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601 with a zone as ISO 8601 in UTC, to the millisecond; any other text as it stands, because it does not say enough. */
export function normaliseTime(found: string): string {
  if (!zoned.test(found)) return found;
  const ms = Date.parse(found);
  return Number.isNaN(ms) ? found : new Date(ms).toISOString();
}

export const time = v.pipe(v.string(), v.transform(normaliseTime));

export const vantage = v.picklist(['operator', 'client', 'host']);
