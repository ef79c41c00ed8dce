import { emptyFragment } from '../text-format.ts';
import type { Fragment } from '../text-format.ts';
import { strayErrorOf } from './line-kinds.ts';

/**
 * Reads the noise between pieces: lines that say by their shape alone that an activation failed (a code alone in its line, an
 * error word and a code, a code and a sentence), each a failed attempt. They are read only where no format claims the line,
 * since events and listings hold such lines too. A code within someone's own words is not evidence.
 */
export function readStrayErrors(lines: readonly string[], from: number, to: number): Fragment[] {
  const found: Fragment[] = [];
  for (let at = Math.max(0, from); at < Math.min(to, lines.length); at += 1) {
    const line = lines[at] ?? '';
    if (!line.includes('0x') && !line.includes('0X')) continue;
    const code = strayErrorOf(line);
    // Codes whose first bit is not set are information, not failure.
    if (code === null || Number.parseInt(code.slice(2, 3), 16) < 8) continue;
    const last = found.at(-1);
    if (last !== undefined && last.attempts.at(-1)?.code === code && at - last.line < 3) continue;
    const fragment = emptyFragment('slmgr', 'an error message', at + 1);
    fragment.attempts.push({ at: null, product: null, activationId: null, succeeded: false, code });
    found.push(fragment);
  }
  return found;
}
