import type { Key } from 'ink';
import { actionOf, strokeOf, textScreens } from './keys.ts';
import { screenOf, type Action, type State } from './shape.ts';

/** Keys typed fast arrive together; more than this at once, or a break of line among them, was not typed. */
const typedAtOnce = 3;

const plainKey: Key = {
  upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false, home: false, end: false,
  return: false, escape: false, ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false, super: false,
  hyper: false, capsLock: false, numLock: false,
};

/** A terminal without bracketed paste sends a paste as if it were typed, in pieces. */
const isPaste = (input: string): boolean => Array.from(input).length > typedAtOnce || (input.length > 1 && /[\r\n]/.test(input));

/**
 * What Ink's input handler was given, as actions in their order: bound keys, text of a field, or a paste in pieces.
 * Empty where the screen does nothing with it.
 */
export function actionsFor(state: State, input: string, key: Key): Action[] {
  const { name } = screenOf(state);
  const stroke = strokeOf(input, key);
  const bound = stroke === null ? null : actionOf(state, stroke);
  if (bound !== null) return [bound];
  if (stroke !== input || input === '') return [];
  if (name === 'paste') return [{ type: 'pasted', text: input, whole: false }];
  if (textScreens.includes(name)) return typedInField(input);
  if (isPaste(input)) return [{ type: 'pasted', text: input, whole: false }];
  return Array.from(input).flatMap((character) => {
    const one = actionOf(state, strokeOf(character, plainKey) ?? '');
    return one === null ? [] : [one];
  });
}

/** Typed fast, Tab and Enter come in one piece with the text around them; several lines are a paste. */
function typedInField(input: string): Action[] {
  const line = input.replace(/[\r\n]+$/, '');
  if (/[\r\n]/.test(line)) return [{ type: 'pasted', text: input, whole: false }];
  const typed = line.split('\t').flatMap((text, i): Action[] => [
    ...(i === 0 ? [] : [{ type: 'next-field', by: 1 } as const]), ...(text === '' ? [] : [{ type: 'type', text } as const]),
  ]);
  return line === input ? typed : [...typed, { type: 'submit' }];
}
