const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** 1234567 as 1,234,567: the same in every locale, so that reports can be compared. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** `one host`, `30 client systems`, `no servers`: small numbers in words. */
export const several = (n: number, one: string, many = `${one}s`): string => `${words[n] ?? grouped(n)} ${n === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const listed = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`);

/** The sum of a column. */
export const total = (column: Iterable<number>): number => {
  let sum = 0;
  for (const n of column) sum += n;
  return sum;
};

/** The largest of a column and where it stands first; an empty column has 0 at -1. */
export function peak(column: Iterable<number>): { value: number; at: number } {
  let best = { value: 0, at: -1 };
  let at = 0;
  for (const value of column) {
    if (best.at < 0 || value > best.value) best = { value, at };
    at++;
  }
  return best;
}
