import type { Need } from '../model/check.ts';
import type {
  Body, Case, EvidenceKind, EvidenceKinds, LicensingProduct, Observed, TcpProbe, UnseenReason, Vantage, WindowsEvent,
} from '../model/evidence.ts';

/** One kind of evidence of one machine, as a check's screen shows it. */
export type EvidenceView = {
  need: Need;
  /** What the kind is called for people, and whose it is. */
  title: string;
  /** Who observed it, from where and when; null where it was not seen. */
  source: string | null;
  /** One line each, the vantage in it where the item has its own. */
  items: string[];
  /** Items beyond those listed. */
  more: number;
  /** Why there is none; null where it was seen. */
  unseen: string | null;
};

/** Items listed of one kind; a paste may hold thousands. */
const maxItems = 40;

const vantageWords: Readonly<Record<Vantage, string>> = { operator: 'from here', client: 'from the client', host: 'from the KMS host' };

const kindWords: Readonly<Record<EvidenceKind, string>> = {
  licensingProducts: 'licensing products', activationAttempts: 'activation attempts', events: 'events', dnsSrv: 'SRV lookups',
  addresses: 'address lookups', tcp: 'TCP connections', rpcBind: 'RPC binds', icmp: 'pings', clock: 'clock offsets', services: 'services',
  firewallRules: 'firewall rules', service: 'the licensing service', machine: 'the machine',
  directory: 'what Active Directory says', dnsUpdate: 'the right to update DNS',
  instanceMetadata: 'the cloud that runs the machine', windowsState: 'settings of Windows', wayToMicrosoft: 'the way to Microsoft', certificates: 'certificates of services',
};

const unseenWords: Readonly<Record<UnseenReason, string>> = {
  'not-asked': 'not looked at', timeout: 'no answer in time', refused: 'refused', unreachable: 'unreachable', denied: 'access denied',
  unsupported: 'cannot be seen here', unparsable: 'could not be read',
};

const isText = (part: string | null | undefined | false): part is string => typeof part === 'string' && part !== '';
const phrase = (...parts: (string | null | undefined | false)[]): string => parts.filter(isText).join(', ');
const named = (label: string, value: string | number | boolean | null): string | null =>
  value === null ? null : `${label} ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`;
const endpoint = (host: string, address: string | null, port?: number): string =>
  `${host}${address === null || address === host ? '' : ` (${address})`}${port === undefined ? '' : ` port ${port}`}`;

const productLine = (p: LicensingProduct): string => phrase(
  p.name ?? p.description ?? p.activationId ?? 'a product without a name', p.licenseStatus, p.reasonCode, p.channelText ?? p.channel,
  named('key ending', p.partialProductKey), named('minutes left', p.graceMinutesRemaining),
  named('KMS host set by hand', p.kmsClient?.configuredHost ?? null), named('KMS host from DNS', p.kmsClient?.discoveredHost ?? null),
  named('current count', p.kmsHost?.currentCount ?? null),
);

const eventLine = (e: WindowsEvent): string => phrase(
  `event ${e.id}`, e.time, e.computer, e.code ?? e.kms?.resultCode, e.kms?.kmsHost && endpoint(e.kms.kmsHost, null, e.kms.kmsPort ?? undefined),
  named('client', e.kms?.clientName ?? null), named('required count', e.kms?.requiredCount ?? null), named('current count', e.kms?.currentCount ?? null),
);

const fieldsLine = (value: object): string[] =>
  Object.entries(value).flatMap(([name, v]) => (v === null || v === undefined ? [] : [`${name}: ${Array.isArray(v) ? v.join(', ') : String(v)}`]));

const connectionLines = (all: readonly TcpProbe[]): string[] =>
  all.map((t) => phrase(endpoint(t.host, t.address, t.port), t.outcome, t.cause, named('ms', t.tookMs), vantageWords[t.vantage]));

const remoteWords = { here: null, asked: 'asked for from another machine', refused: 'the machine refused to be asked from another one' } as const;

/** One line for each item of a kind; a kind that is one object gives a line for each of its known fields. */
const lines: { readonly [K in EvidenceKind]: (value: EvidenceKinds[K]) => string[] } = {
  licensingProducts: (all) => all.map(productLine),
  activationAttempts: (all) => all.map((a) =>
    phrase(a.product ?? a.activationId ?? 'an attempt', a.at, a.succeeded === null ? null : a.succeeded ? 'succeeded' : 'failed', a.code, remoteWords[a.remote ?? 'here'])),
  events: (all) => all.map(eventLine),
  dnsSrv: (all) => all.map((l) => phrase(
    `${l.name} at ${l.resolver ?? 'an unnamed resolver'}`, l.rcode ?? l.outcome,
    l.answers.map((a) => `${a.target}:${a.port} (priority ${a.priority}, weight ${a.weight})`).join('; '), vantageWords[l.vantage])),
  addresses: (all) => all.map((l) => phrase(
    `${l.name} at ${l.resolver ?? 'an unnamed resolver'}`, l.rcode ?? l.outcome, [...l.cnames.map((c) => `alias of ${c}`), ...l.a, ...l.aaaa].join('; '),
    vantageWords[l.vantage])),
  tcp: connectionLines,
  wayToMicrosoft: connectionLines,
  rpcBind: (all) => all.map((r) => phrase(endpoint(r.host, r.address, r.port), r.outcome, r.reason, r.looksLike, vantageWords[r.vantage])),
  icmp: (all) => all.map((i) => phrase(endpoint(i.host, i.address), i.outcome, i.detail, named('ms', i.tookMs), vantageWords[i.vantage])),
  clock: (all) => all.map((c) => phrase(
    `${Math.abs(c.offsetMs) / 1000} s ${c.offsetMs < 0 ? 'behind' : 'ahead of'} ${c.reference}`, vantageWords[c.vantage])),
  services: (all) => all.map((s) => phrase(s.name, s.state, named('start', s.startMode))),
  firewallRules: (all) => all.map((r) => phrase(
    r.name, r.enabled === null ? null : r.enabled ? 'on' : 'off', named('profiles', r.profiles.join(' ') || null), named('active', r.activeProfile))),
  directory: (all) => all.map((d) => phrase(
    `${d.server} port ${d.port}`, d.outcome, d.domain, d.objects.map((o) => phrase(o.name, named('key ending', o.partialProductKey))).join('; '), d.detail, vantageWords[d.vantage])),
  certificates: (all) => all.map((c) => phrase(`${c.protocol} at ${c.host}:${c.port}`, c.subjectName, c.notAfter === null ? null : `until ${c.notAfter.slice(0, 10)}`)),
  dnsUpdate: (all) => all.map((u) => phrase(`${u.zone} at ${u.server}`, u.verdict, u.rcode, u.detail, vantageWords[u.vantage])),
  service: fieldsLine,
  machine: fieldsLine,
  instanceMetadata: fieldsLine,
  windowsState: fieldsLine,
};

function viewOf<K extends EvidenceKind>(need: Need, kind: K, body: Body): EvidenceView {
  const observed: Observed<EvidenceKinds[K]> = body.evidence[kind];
  const title = `${kindWords[kind]} of ${body.subject}`;
  if (observed.state === 'unseen') {
    return { need, title, source: null, items: [], more: 0, unseen: phrase(unseenWords[observed.reason], observed.detail) };
  }
  const all = lines[kind](observed.value);
  const { by, vantage, at, tookMs } = observed.source;
  return {
    need, title, items: all.slice(0, maxItems), more: Math.max(0, all.length - maxItems), unseen: null,
    source: phrase(by, vantageWords[vantage], at, tookMs === null ? null : `${tookMs} ms`),
  };
}

/** The evidence behind a check: of the subject, or of each of its KMS hosts where the need says `host.`. */
export function evidenceFor(subject: Case, needs: readonly Need[]): EvidenceView[] {
  const hosts = subject.related.filter((r) => r.role === 'host');
  return needs.flatMap((need): EvidenceView[] => {
    if (!need.startsWith('host.')) return [viewOf(need, need as EvidenceKind, subject)];
    const kind = need.slice(5) as EvidenceKind;
    if (hosts.length > 0) return hosts.map((h) => viewOf(need, kind, h));
    return [{ need, title: `${kindWords[kind]} of the KMS host`, source: null, items: [], more: 0, unseen: 'no KMS host was looked at' }];
  });
}

/** What a need is called for people. */
export const needWords = (need: Need): string =>
  need.startsWith('host.') ? `${kindWords[need.slice(5) as EvidenceKind]} of the KMS host` : kindWords[need as EvidenceKind];
