import { cleanText } from '../model/clean.ts';
import type { Advice } from './next-evidence.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** Words wrapped, commands whole on lines of their own, so that they can be copied. */
export const adviceLines = (advice: readonly Advice[], width: number, paint: Paint, first: string, command: string, hanging = ' '.repeat(first.length)): string[] =>
  advice.map((a, i) => ('run' in a ? `${command}${paint('cyan', cleanText(a.run))}` : wrap(cleanText(a.say), width, i === 0 ? first : hanging, hanging)));
