import type { Case } from '../model/evidence.ts';
import type { OfferAnswer, SessionEvent, SessionOffer, SessionRequest } from '../ui/session-effects.ts';
import type { CheckFlags, CheckRequest } from './check-request.ts';
import { readCheckRequest } from './check-request.ts';
import { followOffer } from './follow-offer.ts';
import type { Offer } from './offers.ts';
import { openOffers } from './offers.ts';
import type { OwnSettings } from './own-settings.ts';
import { noSettings } from './own-settings.ts';
import { isUsageError } from './usage-error.ts';

/** The call of `check` that a request of the session stands for; null where nothing more can be looked at. */
export function askedBy(request: SessionRequest, trust: Pick<CheckFlags, 'ca' | 'insecure'>): CheckRequest | null {
  switch (request.kind) {
    case 'file':
      return readCheckRequest([request.path], trust);
    case 'machine':
      return readCheckRequest([request.target], trust);
    case 'domain':
      return readCheckRequest([], { ...trust, domain: [request.domain], ...(request.dns === undefined ? {} : { dns: [request.dns] }) });
    case 'paste':
      return readCheckRequest(['pasted text'], trust);
    default:
      return null;
  }
}

/** The questions worth asking about a case, as the screens show them. */
export function sessionOffers(subject: Case, request: SessionRequest, trust: Pick<CheckFlags, 'ca' | 'insecure'>, own: OwnSettings | null): SessionOffer[] {
  const asked = askedBy(request, trust);
  return asked === null ? [] : offersOf(subject, asked, own).map((offer) => ({
    id: offer.ask.id, question: offer.question, why: offer.why, run: offer.run, suggests: offer.suggests,
    wants: offer.kind === 'host' ? 'machine' : offer.kind === 'paste' ? 'paste' : 'nothing', lasts: offer.kind !== 'paste' && offer.kind !== 'attempt',
  }));
}

function offersOf(subject: Case, asked: CheckRequest, own: OwnSettings | null): Offer[] {
  const { catalogue, approvedHosts } = own ?? noSettings;
  const settings = { domains: asked.domains, approvedHosts };
  return openOffers(subject, asked, { catalogue, settings, can: { attempt: asked.live?.kind === 'winrm' }, settled: new Set() });
}

type From = { request: SessionRequest; case: Case; trust: Pick<CheckFlags, 'ca' | 'insecure'>; own: OwnSettings | null };

/** Makes the look that a person said yes to. What cannot be done is told in one sentence, and null is given. */
export async function followAnswer(answer: OfferAnswer, { request, case: subject, trust, own }: From, emit: (event: SessionEvent) => void, signal: AbortSignal): Promise<{ case: Case; notes: string[] } | null> {
  const asked = askedBy(request, trust);
  const offer = asked === null ? undefined : offersOf(subject, asked, own).find(({ ask }) => ask.id === answer.offer.id);
  if (asked === null || offer === undefined) return null;
  // The password of the machine that is asked now: the KMS host's own, or that of the client which is to try.
  const password = offer.kind === 'host' ? answer.password : request.kind === 'machine' ? request.password : null;
  try {
    return await followOffer(offer, { ...(answer.target !== null && { target: answer.target }), ...(answer.text !== null && { text: answer.text }) }, subject, asked, {
      network: async () => (await import('../transport/network.ts')).createNetwork(), onProgress: (event) => emit({ type: 'progress', event }), signal, now: Date.now, password: password?.reveal() ?? null,
    });
  } catch (error) {
    if (!isUsageError(error)) throw error;
    emit({ type: 'not-followed', message: error.message });
    return null;
  }
}
