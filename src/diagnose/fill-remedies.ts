import type { Case } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import { isLabel } from '../model/label.ts';
import { isOfficeAlone } from '../model/office-alone.ts';
import { fieldWord } from '../model/remedy.ts';
import type { Remedy, RemedyAction } from '../model/remedy.ts';
import { forOffice } from '../model/for-office.ts';
import type { Signs } from './signs.ts';
import type { Candidate } from './weigh-causes.ts';

type Fields = ReadonlyMap<string, string>;

/**
 * The remedies of the ranked causes with real names in their commands. A field is taken from what the cause's own
 * findings say, else from the evidence at large; where nothing says it, it stays an upper-case word. Where the cause keeps
 * Office alone from being activated, the commands are Office's.
 */
export function fillRemedies(ranked: readonly Candidate[], remedies: ReadonlyMap<string, Remedy>, signs: Signs, subject: Case): Record<string, Remedy> {
  const atLarge = fieldsOfCase(subject, refusedHosts(signs));
  const filled: Record<string, Remedy> = {};
  for (const candidate of ranked) {
    const fields = new Map([...atLarge, ...fieldsOfSigns(candidate, signs)]);
    const findings = [...candidate.explains, ...candidate.for].flatMap((sign) => signs.behind.get(sign) ?? []).filter((f) => f.severity !== 'note');
    const isForOffice = isOfficeAlone(findings, valueOf(subject.evidence.licensingProducts) ?? []);
    for (const id of candidate.cause.remedies) {
      const remedy = remedies.get(id);
      if (remedy !== undefined && filled[id] === undefined) filled[id] = fill(isForOffice ? forOffice(remedy) : remedy, fields);
    }
  }
  return filled;
}

function fieldsOfSigns(candidate: Candidate, signs: Signs): Map<string, string> {
  const fields = new Map<string, string>();
  const wrong = hostsOf(noTarget, signs);
  for (const sign of [...candidate.explains, ...candidate.for]) {
    // Of several hosts of which a check says the same, the first is named.
    for (const finding of (signs.behind.get(sign) ?? []).toReversed()) {
      for (const [name, value] of Object.entries(finding.args)) {
        if ((typeof value === 'string' || typeof value === 'number') && value !== '' && !(name === 'host' && wrong.has(String(value).toLowerCase()))) fields.set(name, String(value));
      }
    }
  }
  const old = outOfRecord([...candidate.explains, ...candidate.for], signs);
  return old === null ? fields : fields.set('oldHost', old);
}

/** Findings that say of one name in the KMS record that it should not stand there. */
const wrongInRecord: ReadonlySet<string> = new Set([
  'SRV_TARGET_UNRESOLVABLE', 'SRV_SOME_TARGETS_UNRESOLVABLE', 'SRV_TARGET_ALIAS_LOOP', 'SRV_TARGET_IS_ALIAS', 'RECORD_TARGET_NOT_KMS', 'RPC_SOME_HOSTS_FAIL', 'SRV_SOME_TARGETS_DEAD', 'SRV_TARGET_NOT_APPROVED',
]);

/** The one name that is to be taken out of the record; null where several are, or none is known. */
function outOfRecord(of: readonly string[], { behind }: Signs): string | null {
  const names = new Set(of.filter((sign) => wrongInRecord.has(sign)).flatMap((sign) => behind.get(sign) ?? []).flatMap(({ args: { dead, target, host } }) => dead ?? target ?? host ?? []));
  const [name] = names;
  return names.size === 1 && typeof name === 'string' ? name.replace(/\.$/, '') : null;
}

/** Findings that say of a name in the KMS record that it is none of a host: no command writes it into the record again. */
const noTarget = ['SRV_TARGET_IS_ADDRESS', 'SRV_TARGET_NOT_HOST_NAME', 'SRV_TARGET_SUFFIX_DOUBLED'];

/** Findings that say of a host that nobody should be sent to it: only the causes that they speak for name it. */
const speaksAgainstHost = ['HOST_LISTED_UNAUTHORISED', 'HOST_IS_PUBLIC_ADDRESS', 'HOST_ADDRESS_UNROUTABLE', 'AZURE_KMS_NAMED', 'AWS_KMS_NAMED', 'GOOGLE_KMS_NAMED', ...noTarget];

const refusedHosts = (signs: Signs): ReadonlySet<string> => hostsOf(speaksAgainstHost, signs);

const hostsOf = (tags: readonly string[], { behind }: Signs): ReadonlySet<string> =>
  new Set(tags.flatMap((tag) => behind.get(tag) ?? []).flatMap(({ args }) => [args['host'], args['target']]).flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : [])));

function fieldsOfCase({ evidence, subject, related }: Case, refused: ReadonlySet<string>): Map<string, string> {
  const fields = new Map<string, string>();
  const products = valueOf(evidence.licensingProducts) ?? [];
  const machine = valueOf(evidence.machine);
  const srv = (valueOf(evidence.dnsSrv) ?? []).filter((l) => /^_vlmcs\._tcp\./i.test(l.name));
  const windows = products.find((p) => p.application === 'windows' && p.kmsClient !== null);
  const kms = windows?.kmsClient ?? products.find((p) => p.kmsClient !== null)?.kmsClient;
  const answer = srv.flatMap((l) => l.answers).find((a) => a.target !== '.');
  const hosts = [
    ...related.filter((r) => r.role === 'host').flatMap((r) => (isLabel(r.subject) ? (valueOf(r.evidence.machine)?.hostName ?? []) : r.subject)),
    kms?.configuredHost, kms?.discoveredHost, answer?.target,
  ];
  const host = hosts.find((h) => typeof h === 'string' && !refused.has(h.toLowerCase()));
  const zone = srv[0]?.name.replace(/^_vlmcs\._tcp\./i, '') ?? machine?.primaryDnsSuffix ?? machine?.domain;
  const port = kms?.configuredPort ?? kms?.discoveredPort ?? answer?.port ?? 1688;
  const set = (name: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') fields.set(name, String(value));
  };
  set('zone', zone);
  set('host', host);
  set('port', port);
  set('client', machine?.hostName ?? (machine === null ? null : subject));
  set('resolver', srv.find((l) => l.resolver !== null)?.resolver);
  set('activationId', windows?.activationId);
  set('officeActivationId', products.find((p) => p.application === 'office')?.activationId);
  return fields;
}

/**
 * Only what a name, an address, a key or a GUID is made of gets into a command that a person may paste into a shell, and
 * nothing that a command would read as an option or a pattern.
 */
const safe = /^[A-Za-z0-9\u00c0-\u1fff\u3040-\ud7ff_:][A-Za-z0-9\u00c0-\u1fff\u3040-\ud7ff._:-]{0,254}$/;

/** A sentence is read, not run: a product's name with its spaces and brackets may stand in it. */
const readable = /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff{}]{1,120}$/;

/** Commands that write the KMS record: its target is a name, never an address (RFC 2782). */
const namesTarget = /-DomainName | IN SRV /;
const isAddress = /^[\d.]+$|:/;

/** `10.0.0.5:5301` and `[2001:db8::5]:5301`: the tools that remedies name ask DNS servers on port 53 and take no other. */
const withPort = /^(?:\[([^\]]+)\]|([^:]+)):\d+$/;

function fill(remedy: Remedy, fields: Fields): Remedy {
  const put = (text: string, fits: RegExp): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const known = fields.get(name);
      const value = name === 'resolver' ? known?.replace(withPort, '$1$2') : known;
      return value !== undefined && fits.test(value) && !(namesTarget.test(text) && name === 'host' && isAddress.test(value)) ? value : fieldWord(name);
    });
  const fillAction = (action: RemedyAction): RemedyAction => {
    switch (action.do) {
      case 'install-key': return { ...action, key: put(action.key, safe) };
      case 'set-kms-host': return { ...action, host: put(action.host, safe), port: put(action.port, safe) };
      case 'clear-product-host': return { ...action, activationId: put(action.activationId, safe) };
      case 'set-lookup-domain': return { ...action, zone: put(action.zone, safe) };
      default: return action;
    }
  };
  return {
    ...remedy,
    title: put(remedy.title, readable),
    steps: remedy.steps.map(({ say, run, does }) => ({
      say: put(say, readable), ...(run === undefined ? {} : { run: put(run, safe) }), ...(does === undefined ? {} : { does: does.map(fillAction) }),
    })),
  };
}
