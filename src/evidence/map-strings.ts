/**
 * Plain data (what JSON holds) with every text in it replaced by `change`; keys, numbers and order stay, and parts in
 * which nothing changes are shared with the original. `where` is the path of member names from the top; items of an
 * array share the path of their array. Deeper than anything of ours goes, null stands: a file may nest until the stack ends.
 */
export function mapStrings<T>(value: T, change: (text: string, where: readonly string[]) => string): T {
  return mapAt(value, change, [], 0) as T;
}

const mostDepth = 100;

type Change = (text: string, where: readonly string[]) => string;

function mapAt(value: unknown, change: Change, where: string[], depth: number): unknown {
  if (typeof value === 'string') return change(value, where);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= mostDepth) return null;
  if (Array.isArray(value)) return mapItems(value, change, where, depth + 1);
  let copy: Record<string, unknown> | null = null;
  for (const [key, member] of Object.entries(value)) {
    where.push(key);
    const mapped = mapAt(member, change, where, depth + 1);
    where.pop();
    if (mapped === member) continue;
    copy ??= { ...value };
    copy[key] = mapped;
  }
  return copy ?? value;
}

function mapItems(items: readonly unknown[], change: Change, where: string[], depth: number): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (const [i, item] of items.entries()) {
    const mapped = mapAt(item, change, where, depth);
    if (mapped === item) continue;
    copy ??= [...items];
    copy[i] = mapped;
  }
  return copy ?? items;
}
