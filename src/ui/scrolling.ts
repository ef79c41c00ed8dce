/**
 * One pane that may hold more than it shows. `offset` is the first row shown; `content` and `view` are measured heights
 * in rows (0 until measured). `from` and `to` are the rows of the item under the cursor, null where there is none.
 */
export type Scrolled = {
  offset: number;
  content: number;
  view: number;
  from: number | null;
  to: number | null;
  /** True after the cursor moved: the next measurement brings it into view. */
  following: boolean;
};

/** What a drawn pane says of itself. */
export type Measured = Pick<Scrolled, 'content' | 'view' | 'from' | 'to'>;

/** A pane at its beginning, not measured yet. */
export const unscrolled: Scrolled = { offset: 0, content: 0, view: 0, from: null, to: null, following: true };

const clamp = (offset: number, s: Measured): number => Math.max(0, Math.min(offset, s.content - s.view));

/** By rows; a pane moved by hand stays where it was put until the cursor moves. */
export const scrollBy = (s: Scrolled, rows: number): Scrolled => ({ ...s, offset: clamp(s.offset + rows, s), following: false });

/** A page keeps one row of the page before in sight. */
export const scrollPage = (s: Scrolled, direction: 1 | -1): Scrolled => scrollBy(s, direction * Math.max(1, s.view - 1));

/** To the first or the last row. */
export const scrollToEdge = (s: Scrolled, edge: 'first' | 'last'): Scrolled =>
  ({ ...s, offset: edge === 'first' ? 0 : clamp(s.content, s), following: false });

/** Moves no further than it must to show the followed rows; of an item taller than the view its beginning is shown. */
function reveal(s: Scrolled): number {
  const { from, to, view, offset } = s;
  if (!s.following || from === null || to === null || view === 0) return offset;
  const down = Math.max(offset, to - view);
  return Math.min(down, from);
}

/** Takes new measurements: the offset is put back into range, and the cursor's item into view where it is followed. */
export function measure(s: Scrolled, measured: Measured): Scrolled {
  const next = { ...s, ...measured };
  return { ...next, offset: clamp(reveal(next), next) };
}

/** The cursor moved: the next measurement brings its item into view. */
export const follow = (s: Scrolled): Scrolled => ({ ...s, following: true });

/** Rows hidden under the view; 0 while nothing was measured. */
export const rowsBelow = (s: Scrolled): number => (s.view === 0 ? 0 : Math.max(0, s.content - s.view - s.offset));
