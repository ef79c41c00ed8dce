import type { Evidence, EvidenceKind, EvidenceKinds, Observed, Source, UnseenReason } from '../model/evidence.ts';
import { emptyInstanceMetadata, emptyMachine, emptyService, evidenceKinds, evidenceOf, seen, unseen } from '../model/evidence.ts';
import { fillFrom, joinProducts } from './join-products.ts';

/** Evidence of one machine, joined piece by piece in the order in which it was observed. */
export type EvidenceJoin = { add(piece: Partial<Evidence>): void; finish(): Evidence };

/**
 * Joins evidence of one machine. Attempts, events and probes stand one after another; products, services, firewall
 * rules and DNS answers of the same resolver are replaced by their later reading; of the machine and its licensing
 * service, later facts win and earlier ones fill. A kind is seen when any piece saw it.
 */
export function joinEvidence(): EvidenceJoin {
  const kinds = {
    licensingProducts: productsKind(),
    activationAttempts: listKind<'activationAttempts'>(),
    events: listKind<'events'>(),
    dnsSrv: keyedKind<'dnsSrv'>((l) => lookupKey(l.name, l.resolver, l.vantage)),
    addresses: keyedKind<'addresses'>((l) => lookupKey(l.name, l.resolver, l.vantage)),
    tcp: listKind<'tcp'>(),
    rpcBind: listKind<'rpcBind'>(),
    icmp: listKind<'icmp'>(),
    clock: listKind<'clock'>(),
    services: keyedKind<'services'>((s) => s.name.toLowerCase()),
    firewallRules: keyedKind<'firewallRules'>((r) => r.name.toLowerCase()),
    service: objectKind<'service'>(emptyService),
    machine: objectKind<'machine'>(emptyMachine),
    directory: keyedKind<'directory'>((d) => `${d.server.toLowerCase()}|${d.port}|${d.vantage}`),
    dnsUpdate: keyedKind<'dnsUpdate'>((u) => lookupKey(u.zone, u.server, u.vantage)),
    certificates: keyedKind<'certificates'>((c) => `${c.protocol}|${c.host.toLowerCase()}|${c.port}|${c.vantage}`),
    instanceMetadata: objectKind<'instanceMetadata'>(emptyInstanceMetadata),
    wayToMicrosoft: listKind<'wayToMicrosoft'>(),
    windowsState: latestKind<'windowsState'>({ hookedPrograms: [], hardwareClockIsUtc: false, utcOffsetMinutes: null, hasKb971033: null }),
  } satisfies { [K in EvidenceKind]: KindJoin<K> };
  return {
    add(piece) {
      for (const kind of evidenceKinds) addTo(kinds[kind] as KindJoin<EvidenceKind>, piece[kind]);
    },
    finish: () => evidenceOf(Object.fromEntries(evidenceKinds.map((kind) => [kind, finishKind(kinds[kind] as KindJoin<EvidenceKind>)]))),
  };
}

type KindJoin<K extends EvidenceKind> = {
  add(value: EvidenceKinds[K]): void;
  value(): EvidenceKinds[K];
  by: Set<string>;
  source: Source | null;
  reason: { reason: UnseenReason; detail: string | null };
};

function addTo(join: KindJoin<EvidenceKind>, observed: Observed<EvidenceKinds[EvidenceKind]> | undefined): void {
  if (observed === undefined) return;
  if (observed.state === 'seen') {
    join.add(observed.value);
    join.by.add(observed.source.by);
    join.source = join.source === null ? observed.source : { ...join.source, tookMs: null };
  } else if (observed.reason !== 'not-asked') join.reason = { reason: observed.reason, detail: observed.detail };
}

/** Most sources named in `by`; a paste of thousands of pieces repeats a few anyway. */
const namedSources = 6;

function finishKind(join: KindJoin<EvidenceKind>): Observed<EvidenceKinds[EvidenceKind]> {
  if (join.source === null) return unseen(join.reason.reason, join.reason.detail);
  const named = [...join.by];
  const by = named.length > namedSources ? `${named.slice(0, namedSources).join(', ')} and others` : named.join(', ');
  return seen(join.value(), { ...join.source, by });
}

const fresh = (): { by: Set<string>; source: Source | null; reason: { reason: UnseenReason; detail: string | null } } =>
  ({ by: new Set(), source: null, reason: { reason: 'not-asked', detail: null } });

type ObjectKind = 'service' | 'machine' | 'instanceMetadata';
type ListKind = Exclude<EvidenceKind, ObjectKind | 'windowsState'>;

function listKind<K extends ListKind>(): KindJoin<K> {
  const items: EvidenceKinds[K][number][] = [];
  const add = (value: EvidenceKinds[K]): void => {
    for (const item of value) items.push(item);
  };
  return { ...fresh(), add, value: () => items as EvidenceKinds[K] };
}

/** An item replaces the earlier one of the same key, at its place; without a key it stands for itself. */
function keyedKind<K extends ListKind>(keyOf: (item: EvidenceKinds[K][number]) => string | null): KindJoin<K> {
  const items: EvidenceKinds[K][number][] = [];
  const places = new Map<string, number>();
  const add = (value: EvidenceKinds[K]): void => {
    // Within one piece equal keys are different observations; only a later piece replaces.
    const before = items.length;
    for (const item of value) {
      const key = keyOf(item);
      const place = key === null ? undefined : places.get(key);
      if (place !== undefined && place < before) items[place] = item;
      else {
        if (key !== null) places.set(key, items.length);
        items.push(item);
      }
    }
  };
  return { ...fresh(), add, value: () => items as EvidenceKinds[K] };
}

function productsKind(): KindJoin<'licensingProducts'> {
  const products = joinProducts();
  const add = (value: EvidenceKinds['licensingProducts']): void => {
    for (const row of value) products.add(row);
  };
  return { ...fresh(), add, value: () => products.rows() };
}

function objectKind<K extends ObjectKind>(empty: () => EvidenceKinds[K]): KindJoin<K> {
  let known = empty();
  const add = (value: EvidenceKinds[K]): void => {
    known = fillFrom(value, known);
  };
  return { ...fresh(), add, value: () => known };
}

/** What was seen last stands as a whole: its members were read together. */
function latestKind<K extends 'windowsState'>(before: EvidenceKinds[K]): KindJoin<K> {
  let known = before;
  return { ...fresh(), add: (value) => { known = value; }, value: () => known };
}

/** Unnamed resolvers may be different ones, so their answers are never taken for readings of the same thing. */
const lookupKey = (name: string, resolver: string | null, vantage: string): string | null =>
  (resolver === null ? null : `${name.toLowerCase()}|${resolver}|${vantage}`);
