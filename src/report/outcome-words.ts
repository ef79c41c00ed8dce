import type { StepOutcome } from '../model/apply.ts';

/** Glyph and words of how a step ended: both always stand together. */
export const outcomeWords: Readonly<Record<StepOutcome, { glyph: string; word: string }>> = {
  'done': { glyph: '✓', word: 'done' }, 'failed': { glyph: '✗', word: 'failed' }, 'unknown': { glyph: '?', word: 'not known whether it was done' },
  'not-run': { glyph: '-', word: 'not begun' }, 'left-to-you': { glyph: '·', word: 'left to you' }, 'looked': { glyph: '✓', word: 'by the look before and after' },
};

/** What stands under a step of a plan: what is called for it, or who does it. */
export function doneBy({ actions, behind }: { actions: readonly unknown[] | null; behind: readonly string[] }): string {
  if (actions === null) return 'Left to you.';
  if (behind.length > 0) return `Done by ${behind.join(', ')}.`;
  return actions.length === 0 ? 'Not needed: it is asked of Windows itself.' : 'Seen by the look before and after.';
}
