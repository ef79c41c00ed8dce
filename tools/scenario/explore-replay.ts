import { askOfClient, askOfDesk, askOfHost } from '../../src/commands/explore-asks.ts';
import { withNetwork } from '../../src/commands/add-evidence.ts';
import type { Case, Evidence, EvidenceKind, Observed, Vantage } from '../../src/model/evidence.ts';
import { evidenceKinds, evidenceOf } from '../../src/model/evidence.ts';
import type { Ask } from '../../src/model/explore.ts';

/** A case that was gathered whole, handed out again ask by ask: what each would have brought, and nothing else. */
export type Replay = { begin: Case; asks: Ask[]; look: (ask: Ask, subject: Case) => Promise<Case> };

const ofVantage = (observed: Observed<unknown>, wanted: (vantage: Vantage) => boolean): Observed<unknown> | null => {
  if (observed.state === 'unseen') return observed;
  if (!Array.isArray(observed.value)) return wanted(observed.source.vantage) ? observed : null;
  const items = observed.value as { vantage?: Vantage }[];
  const own = items.filter((item) => wanted(item.vantage ?? observed.source.vantage));
  return own.length > 0 || (items.length === 0 && wanted(observed.source.vantage)) ? { ...observed, value: own } : null;
};

/** What could be had: seen, or tried in vain. What nobody asked for in the whole look is no ask. */
const couldBeHad = (observed: Observed<unknown> | null): observed is Observed<unknown> => observed !== null && (observed.state === 'seen' || observed.reason !== 'not-asked');

export function replayOf(whole: Case): Replay {
  const own = new Map<string, { kind: EvidenceKind; observed: Observed<unknown>; desk: boolean }>();
  const asks: Ask[] = [];
  for (const kind of evidenceKinds) {
    const fromClient = ofVantage(whole.evidence[kind], (v) => v !== 'operator');
    const fromDesk = whole.evidence[kind].state === 'seen' ? ofVantage(whole.evidence[kind], (v) => v === 'operator') : null;
    for (const [ask, observed, desk] of [[askOfClient(kind), fromClient, false], [askOfDesk(kind), fromDesk, true]] as const) {
      if (!couldBeHad(observed) || kind === 'activationAttempts') continue;
      asks.push(ask);
      own.set(ask.id, { kind, observed, desk });
    }
  }
  const hosts = whole.related.filter((r) => r.role === 'host');
  const hostKinds = evidenceKinds.filter((kind) => hosts.some((h) => couldBeHad(h.evidence[kind])));
  asks.push(...hostKinds.map(askOfHost));
  return {
    // What an attempt ended with is the complaint that a person comes with: nobody asks for it.
    begin: { ...whole, evidence: evidenceOf({ activationAttempts: whole.evidence.activationAttempts }), related: [] }, asks,
    look: (ask, subject) => Promise.resolve(answered(ask, subject, whole, own.get(ask.id) ?? null)),
  };
}

function answered(ask: Ask, subject: Case, whole: Case, own: { kind: EvidenceKind; observed: Observed<unknown>; desk: boolean } | null): Case {
  if (own !== null) return own.desk && own.kind !== 'directory' && own.kind !== 'dnsUpdate'
    ? withNetwork(subject, { [own.kind]: own.observed } as Partial<Evidence>)
    : { ...subject, evidence: { ...subject.evidence, [own.kind]: own.observed } };
  const kinds = ask.gives.map((need) => need.slice(5) as EvidenceKind);
  const before = new Map(subject.related.map((r) => [r.subject, r]));
  return {
    ...subject,
    related: whole.related.filter((r) => r.role === 'host').map((r) => ({
      ...r, evidence: { ...(before.get(r.subject)?.evidence ?? evidenceOf({})), ...Object.fromEntries(kinds.map((kind) => [kind, r.evidence[kind]])) },
    })),
  };
}
