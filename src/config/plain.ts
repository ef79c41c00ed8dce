/**
 * What code hands over, as data that can cross to another thread and be validated there: functions and whatever else is no
 * data become marks, which no text of a config can be, since they begin with a character that texts may not hold.
 */
export const functionMark = '\u0000function';
const otherMark = '\u0000other';

/** Deeper than any config or finding; what is deeper, or holds itself, is no data. */
const deepest = 20;
const mostItems = 10_000;

/** Never throws, whatever getters do; keeps what JSON can hold. Members that are undefined are left out. */
export function plainOf(value: unknown, depth = 0): unknown {
  if (typeof value === 'function') return functionMark;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || depth > deepest) return otherMark;
  try {
    if (Array.isArray(value)) return value.slice(0, mostItems).map((item: unknown) => (item === undefined ? otherMark : plainOf(item, depth + 1)));
    const kind: unknown = Object.getPrototypeOf(value);
    // A config may come out of another realm; a plain object is one whose prototype has none.
    if (kind !== null && Object.getPrototypeOf(kind) !== null) return otherMark;
    const members = Object.entries(value).slice(0, mostItems).filter(([, member]) => member !== undefined);
    return Object.fromEntries(members.map(([key, member]) => [key, plainOf(member, depth + 1)]));
  } catch {
    return otherMark;
  }
}

export const isMark = (value: unknown): boolean => typeof value === 'string' && value.startsWith('\u0000');
