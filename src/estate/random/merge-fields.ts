/** Two descriptions that want different things of one field: which one, as a person would call it. */
export type Conflict = { conflict: string };

type Plain = Readonly<Record<string, unknown>>;

export const isConflict = (value: unknown): value is Conflict => typeof value === 'object' && value !== null && 'conflict' in value;

/**
 * Two changes to one usual description as one: of each field what the one that changes it says. A field that both change, and
 * not alike, is a conflict. Of absent and present fields the usual one counts as absent.
 */
export function mergeFields<T extends object>(usual: Partial<T>, one: T, other: T, path: string): T | Conflict {
  const merged: Record<string, unknown> = {};
  const [base, a, b] = [usual, one, other] as unknown as [Plain, Plain, Plain];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const value = mergeValue(base[key], a[key], b[key], path === '' ? key : `${path}.${key}`);
    if (isConflict(value)) return value;
    if (value !== undefined) merged[key] = value;
  }
  return merged as T;
}

function mergeValue(usual: unknown, a: unknown, b: unknown, path: string): unknown {
  if (isAlike(a, b) || isAlike(b, usual) || b === undefined) return a;
  if (isAlike(a, usual) || a === undefined) return b;
  if (isPlain(a) && isPlain(b)) return mergeFields(isPlain(usual) ? usual : {}, a, b, path);
  return { conflict: path };
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The descriptions are data as JSON holds it, made by one schema, so that their fields stand in one order. */
export const isAlike = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
