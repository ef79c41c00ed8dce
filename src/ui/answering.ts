import { begin, notify, push } from './navigation.ts';
import { decline, follow, keepAnswers, offerOf } from './offer-state.ts';
import { nothingPasted } from './paste-text.ts';
import { emptySecret } from './secret.ts';
import type { OfferAnswer } from './session-effects.ts';
import type { State } from './shape.ts';
import { emptyField, insertText } from './text-entry.ts';

/** Gathers anew; what was answered of the questions between is not asked again. */
export function again(state: State): State {
  const { run } = state;
  if (run === null) return state;
  const next = begin(state, run.request);
  return next.run === null ? next : { ...next, run: keepAnswers(next.run, run) };
}

/** Answers the question that stands. A yes that wants something with it opens the screen for that. */
export function answer(state: State, said: 'yes' | 'no'): State {
  const offer = state.run === null ? null : offerOf(state.run);
  if (state.run === null || offer === null) return state;
  if (said === 'no') {
    const next = { ...state, run: decline(state.run, offer) };
    // The next question stands where this one stood; a notice would hide it.
    return offerOf(next.run) === null ? notify(next, 'Nothing more to ask: what you said no to is listed beside the cause.', 'good') : next;
  }
  switch (offer.wants) {
    case 'nothing':
      return followed(state, { offer, target: null, password: null, text: null });
    case 'machine':
      return push({ ...state, fields: { ...state.fields, hostTarget: insertText(emptyField, offer.suggests) } }, { name: 'host', offer });
    case 'paste':
      return push({ ...state, pasted: nothingPasted }, { name: 'paste', offer });
    default:
      return offer.wants satisfies never;
  }
}

/** Goes back to the session, where the look that was said yes to begins. */
export function followed(state: State, answer: OfferAnswer): State {
  if (state.run === null) return state;
  const at = state.screens.findIndex((s) => s.name === 'session');
  return { ...state, run: follow(state.run, answer), screens: at === -1 ? state.screens : state.screens.slice(0, at + 1), pasted: nothingPasted, password: emptySecret, focused: 0 };
}
