import { describeStep } from '../diagnose/explore-step.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import { reasonAbout } from '../diagnose/reason-about.ts';
import type { Case } from '../model/evidence.ts';
import type { Ask, ExploreTrace } from '../model/explore.ts';
import type { AskPerson } from './ask-at-terminal.ts';
import type { CheckRequest } from './check-request.ts';
import { followOffer } from './follow-offer.ts';
import type { GatherWith } from './gather-case.ts';
import type { Offer } from './offers.ts';
import { openOffers } from './offers.ts';
import { isUsageError } from './usage-error.ts';

type SoFar = { case: Case; trace: ExploreTrace };

export type WithPerson = {
  request: CheckRequest;
  use: GatherWith;
  catalogue: Catalogue;
  person: AskPerson;
  mostSteps: number;
  /** Goes on with the looks that are left, without a person. */
  goOn: (subject: Case, left: readonly string[]) => Promise<SoFar>;
};

/** What came of it: the asks that a person allowed, and those that were declined. */
export type PersonSaid = SoFar & { allowed: Ask[]; declined: Offer[]; notes: string[] };

/** Where the loop has ended, asks the person at the terminal for what only a person can allow or bring, one question at a time and each once. */
export async function exploreWithPerson(begin: SoFar, { request, use, catalogue, person, mostSteps, goOn }: WithPerson): Promise<PersonSaid> {
  const { settings } = request;
  const settled = new Set<string>();
  const said: PersonSaid = { ...begin, allowed: [], declined: [], notes: [] };
  for (;;) {
    if (use.signal.aborted || said.trace.steps.length >= mostSteps) return said;
    const [offer] = openOffers(said.case, request, { catalogue, settings, can: { attempt: request.live?.kind === 'winrm' }, settled });
    if (offer === undefined) return said;
    settled.add(offer.ask.id);
    const given = await person.ask(offer);
    person.rest();
    if (given === null) {
      said.declined.push(offer);
      continue;
    }
    const before = said.case;
    try {
      const followed = await followOffer(offer, given, before, request, use);
      said.case = followed.case;
      said.notes.push(...followed.notes);
    } catch (error) {
      if (!isUsageError(error)) throw error;
      person.say(error.message);
      said.declined.push(offer);
      continue;
    }
    said.allowed.push(offer.ask);
    const judge = (subject: Case) => reasonAbout({ ...subject, related: subject.related.filter((r) => r.role === 'host') }, settings, catalogue, request.selection.includes);
    const step = describeStep(offer.ask, offer.wouldSplit, { before: judge(before), after: judge(said.case), subject: said.case, catalogue });
    const next = await goOn(said.case, said.trace.leftOut);
    said.case = next.case;
    said.trace = { ...next.trace, steps: [...said.trace.steps, step, ...next.trace.steps] };
  }
}
