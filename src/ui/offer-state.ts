import type { Run } from './run-state.ts';
import type { OfferAnswer, SessionOffer } from './session-effects.ts';

/** The one question that stands now: the best that was not answered yet. Null while anything is being looked at or carried out. */
export function offerOf(run: Run): SessionOffer | null {
  if (run.phase !== 'done' || run.applying?.phase === 'running' || run.applying?.phase === 'looking') return null;
  return run.offers.find((offer) => !isAnswered(run, offer)) ?? null;
}

const isAnswered = (run: Run, { id }: SessionOffer): boolean => run.answered.some(({ offer }) => offer.id === id);

/** What was said no to; it stays open evidence, and is shown as that. */
export const declinedOf = (run: Run): readonly SessionOffer[] => run.answered.flatMap(({ offer, said }) => (said === 'no' ? [offer] : []));

/** No: it is not asked again, not even when everything is looked at again. */
export const decline = (run: Run, offer: SessionOffer): Run => ({ ...run, answered: [...run.answered, { offer, said: 'no' }] });

/** Yes: the look begins. The cursor stays where it is, whatever comes. */
export function follow(run: Run, answer: OfferAnswer): Run {
  const { offer } = answer;
  if (run.case === null) return run;
  return {
    ...run, phase: 'running', touched: true, following: { answer, request: run.request, case: run.case, readingNotes: run.readingNotes }, answered: [...run.answered, { offer, said: 'yes' }],
    granted: offer.lasts ? [...run.granted.filter((g) => g.offer.id !== offer.id), answer] : run.granted,
  };
}

/** What a run that is begun again keeps of the one before: what was said no to, and the yeses that last. */
export const keepAnswers = (run: Run, before: Run): Run =>
  ({ ...run, answered: before.answered.filter(({ said }) => said === 'no'), granted: before.granted });

/** Where a yes was given that lasts, it is followed without a question. */
export function followGranted(run: Run): Run {
  const answer = run.granted.find(({ offer }) => !isAnswered(run, offer) && run.offers.some(({ id }) => id === offer.id));
  return answer === undefined ? run : follow(run, answer);
}
