import { chooseAsk } from '../diagnose/explore-choice.ts';
import { signSources } from '../diagnose/explore-worth.ts';
import type { Catalogue } from '../diagnose/judge-case.ts';
import { judgeCase } from '../diagnose/judge-case.ts';
import { reasonAbout } from '../diagnose/reason-about.ts';
import { waysToSee } from '../knowledge/ways-to-see.ts';
import type { Settings } from '../model/check.ts';
import type { Case, EvidenceKind } from '../model/evidence.ts';
import type { Ask } from '../model/explore.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Diagnosis } from '../model/report.ts';
import { knownNames } from '../report/known-names.ts';
import type { CheckRequest } from './check-request.ts';
import { askInOnePiece, machineKinds, networkKinds } from './explore-asks.ts';
import { contestedByZone } from './explore-desk.ts';
import { zonesOf } from './gather-case.ts';

/** What a person has to allow, to name or to bring. */
export type OfferKind = 'zone-servers' | 'network' | 'host' | 'update-right' | 'attempt' | 'paste';

/** A look that a person is asked about: the ask as the loop weighs it, and the words for the person. */
export type Offer = {
  kind: OfferKind;
  ask: Ask;
  /** At most one row of a terminal: `Ask the DNS servers of contoso.test themselves?` */
  question: string;
  /** One sentence: what it would tell. */
  why: string;
  /** The command whose output is wanted; null where nothing is to be pasted. */
  run: string | null;
  /** A target to begin with where a machine has to be named; empty for none. */
  suggests: string;
  /** Ids of the causes that it bears on, the heaviest first. */
  wouldSplit: string[];
};

/** What is pasted of a client that nobody reaches, as it is asked for, and what it tells. */
const pastes: readonly (readonly [EvidenceKind, label: string, question: string, why: string])[] = [
  ['licensingProducts', 'the licence state of the client', 'Can you paste what slmgr /dlv shows on the client?', 'It tells the key, the licence state and the KMS host that is used.'],
  ['events', 'the events of the client', 'Can you paste the client’s activation events?', 'They hold the code behind 0xC004F074.'],
  ['service', 'the licensing service of the client', 'Can you paste the client’s licensing service settings?', 'They tell which KMS host is set by hand.'],
  ['machine', 'the Windows of the client', 'Can you paste which Windows the client runs?', 'The key must fit it.'],
];

/**
 * The questions worth putting to a person about this case, the best first, as the loop weighs them. Empty where nothing is wrong,
 * or nothing that a person can allow or bring would tell more. `settled` are the ids of those that were answered.
 */
export function openOffers(subject: Case, request: CheckRequest, { catalogue, settings, can, settled }: OfferWith): Offer[] {
  const main: Case = { ...subject, related: subject.related.filter((r) => r.role === 'host') };
  const diagnosis = judgeCase(main, settings, catalogue);
  if (diagnosis.verdict === 'healthy') return [];
  const reasoning = reasonAbout(main, settings, catalogue);
  const sources = signSources(catalogue.checks);
  let left = offersFor(main, diagnosis, request, can).filter(({ ask }) => !settled.has(ask.id));
  const ordered: Offer[] = [];
  for (;;) {
    const choice = chooseAsk(reasoning, main, left.map(({ ask }) => ask), catalogue, sources);
    const offer = 'end' in choice ? undefined : left.find(({ ask }) => ask.id === choice.ask.id);
    if (offer === undefined || 'end' in choice) return ordered;
    ordered.push({ ...offer, wouldSplit: choice.wouldSplit });
    left = left.filter((o) => o !== offer);
  }
}

export type OfferWith = {
  catalogue: Catalogue;
  settings: Settings;
  /** Whether the caller can have Windows try to activate. */
  can: { attempt: boolean };
  settled: ReadonlySet<string>;
};

/** Every question that could be put to a person, in a fixed order. */
function offersFor(subject: Case, diagnosis: Diagnosis, request: CheckRequest, can: { attempt: boolean }): Offer[] {
  const zones = zonesOf(request, subject);
  const { zone, host } = knownNames(subject, diagnosis);
  const named = zones.length === 0 ? zone : zones.join(' and ');
  const isLive = request.live !== null;
  const hasHost = isKmsHost(subject) || request.hostLive.length + request.hostFiles.length > 0 || subject.related.some((r) => r.role === 'host');
  const offers: Offer[] = [];
  const add = (kind: OfferKind, ask: Ask, question: string, why: string, more: Partial<Pick<Offer, 'run' | 'suggests'>> = {}): unknown =>
    offers.push({ kind, ask, question, why, run: null, suggests: '', wouldSplit: [], ...more });
  if (!request.offline && !request.authoritative && zones.length > 0) {
    add('zone-servers', { ...person('zone servers', 'the zone’s own DNS servers, for the KMS record (a person allows it)', ['dnsSrv', 'addresses'], 'moment'), contests: contestedByZone },
      `Ask the own DNS servers of ${named}?`, 'They tell a missing record from a wrong resolver.');
  }
  if (!request.offline && !request.asksNetwork && (zones.length > 0 || host !== null)) {
    add('network', person('network', 'DNS and the network from here (a person allows it)', networkKinds, 'seconds'),
      `Look at DNS and the network of ${named ?? host ?? ''} from here?`, 'It tells whether the record is there and the host answers.');
  }
  if (!hasHost) {
    add('host', person('host', 'the KMS host (a person names it)', [...machineKinds.map((kind) => `host.${kind}` as const), 'host.clock'], 'long'),
      `Read the KMS host${host === null ? '' : ` ${host}`} too?`, 'Its key, count and log tell what no client can see.', { suggests: host === null ? '' : `winrm://${host}` });
  }
  if (!request.offline && !request.updateRight && zones.length > 0) {
    add('update-right', person('update right', 'the right to write DNS records (a person allows it)', ['dnsUpdate'], 'seconds'),
      `Try whether DNS lets a KMS host write into ${named}?`, 'It tells why no record came about, and can write nothing.');
  }
  if (can.attempt && isLive) {
    add('attempt', person('attempt', 'what activation ends with (a person allows it)', ['activationAttempts'], 'long'),
      `Let ${subject.subject} try to activate now, as slmgr /ato does?`, 'It acts on the client, as a try by hand does; the code that it ends with narrows the cause down.');
  }
  for (const [kind, label, question, why] of pastes) {
    const run = commandIn(waysToSee[kind]?.how ?? '');
    if (run !== null && (!isLive || wasRefused(subject, kind))) add('paste', person(`paste ${kind}`, `${label} (a person pastes it)`, [kind], 'long'), question, why, { run });
  }
  return offers;
}

const person = (id: string, label: string, gives: Ask['gives'], takes: Ask['takes']): Ask => askInOnePiece(`person ${id}`, label, gives, 'person', takes);

/** What a machine was asked for and did not give can still be brought by hand. */
function wasRefused(subject: Case, kind: EvidenceKind): boolean {
  const observed = subject.evidence[kind];
  return observed.state === 'unseen' && observed.reason !== 'not-asked';
}

const commandIn = (how: string): string | null => /`([^`]+)`/.exec(how)?.[1] ?? null;
