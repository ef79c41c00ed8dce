import type { Fragment } from '../codec/text-format.ts';
import type { Body, Evidence, EvidenceKind, LicensingProduct, Source, Vantage, WindowsEvent } from '../model/evidence.ts';
import { emptyMachine, emptyService, seen, valueOf } from '../model/evidence.ts';
import { isMachineName } from './machine-name.ts';

/** The operating system's own row, as one report shows it. */
export type WindowsRow = { activationId: string | null; partialProductKey: string | null; name: string | null };

/** What one piece of input says of the machine it is about; empty members say nothing. */
export type Clues = {
  /** Names of the machine as found, none of another machine. */
  names: readonly string[];
  windowsCmids: readonly string[];
  officeCmids: readonly string[];
  /** CMIDs that events 12288 name, with the product that they were sent for. */
  eventCmids: readonly { cmid: string; activationId: string | null }[];
  /** Of a `slmgr.vbs` report, else null: other listings may hold several such rows. */
  windowsRow: WindowsRow | null;
  /** First three numbers of the licensing service's version in a `slmgr.vbs` report: `10.0.22631`. */
  windowsVersion: string | null;
  /** It is a KMS host that speaks: host rows, or events 12290. */
  isHost: boolean;
  /** It is a machine that asks: other Windows or Office rows, events 12288 and 12289. */
  isClient: boolean;
  /** Activation ids of its products, and of those that attempts were made for. */
  products: readonly string[];
  attempted: readonly string[];
  /** True where all it holds was observed of the network, which many machines share. */
  networkOnly: boolean;
};

/** One observation of one machine, ready to be joined with others of the same machine. */
export type Piece = {
  /** What the machine is called where nothing names it: a file, `pasted text`, the subject of an evidence file. */
  label: string;
  /** The line of the text where the piece begins; null for an evidence file. */
  line: number | null;
  clues: Clues;
  /** The evidence in it, as seen from this vantage where the piece itself does not say from where. */
  evidence: (vantage: Vantage) => Partial<Evidence>;
};

const networkKinds: readonly EvidenceKind[] = ['dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock', 'directory', 'dnsUpdate', 'certificates', 'wayToMicrosoft'];

/** A fragment of text as pieces: one, or one for each computer that its events name. */
export function piecesOfFragment(fragment: Fragment, label: string): Piece[] {
  const byComputer = new Map<string, WindowsEvent[]>();
  for (const event of fragment.events) {
    const computer = event.computer ?? fragment.computer;
    const key = computer?.toLowerCase() ?? (isHostEvent(event) ? '\u0000host' : '\u0000');
    const found = byComputer.get(key);
    if (found === undefined) byComputer.set(key, [event]);
    else found.push(event);
  }
  if (byComputer.size < 2) return [pieceOfFragment(fragment, label)];
  const events = [...byComputer.values()].map((own) => pieceOfFragment({ ...justEvents(fragment), events: own }, label));
  const rest = pieceOfFragment({ ...fragment, events: [] }, label);
  return holdsAny(fragment) ? [rest, ...events] : events;
}

const justEvents = (f: Fragment): Fragment => ({
  ...f, computer: null, products: [], attempts: [], dnsSrv: [], addresses: [], services: [], service: null, machine: null,
});

const holdsAny = (f: Fragment): boolean =>
  f.products.length + f.attempts.length + f.dnsSrv.length + f.addresses.length + f.services.length > 0 || f.service !== null || f.machine !== null;

function pieceOfFragment(fragment: Fragment, label: string): Piece {
  const names = [fragment.computer, fragment.machine?.hostName, fragment.events[0]?.computer].filter((n) => typeof n === 'string');
  const slmgr = fragment.format === 'slmgr';
  return {
    label,
    line: fragment.line,
    clues: {
      ...cluesOf(names, fragment.products, fragment.events, fragment.service?.clientMachineId ?? null),
      windowsRow: slmgr ? windowsRowOf(fragment.products) : null,
      windowsVersion: slmgr ? (/^\d+\.\d+\.\d+/.exec(fragment.service?.version ?? '')?.[0] ?? null) : null,
      attempted: fragment.attempts.flatMap((a) => a.activationId?.toLowerCase() ?? []),
      networkOnly: fragment.dnsSrv.length + fragment.addresses.length > 0 && fragment.events.length === 0
        && !holdsAny({ ...fragment, dnsSrv: [], addresses: [] }),
    },
    evidence: (vantage) => evidenceOfFragment(fragment, vantage),
  };
}

/** A body of an evidence file as a piece; `role` where the file says what the machine is. */
export function pieceOfBody(body: Body, role: 'host' | 'client' | null): Piece {
  const products = valueOf(body.evidence.licensingProducts) ?? [];
  const events = valueOf(body.evidence.events) ?? [];
  const machine = valueOf(body.evidence.machine);
  const service = valueOf(body.evidence.service);
  const networkOnly = Object.entries(body.evidence).every(([kind, o]) => o.state === 'unseen' || networkKinds.some((k) => k === kind));
  const own = machine?.hostName ?? events.find((e) => e.computer !== null)?.computer;
  const names = [...(isMachineName(body.subject) && !networkOnly ? [body.subject] : []), ...(own ? [own] : [])];
  const clues = cluesOf(names, products, events, service?.clientMachineId ?? null);
  return {
    label: body.subject,
    line: null,
    clues: {
      ...clues,
      isHost: role === null ? clues.isHost || service?.isKeyManagementServiceMachine === true : role === 'host',
      isClient: role === null ? clues.isClient : role === 'client',
      attempted: (valueOf(body.evidence.activationAttempts) ?? []).flatMap((a) => a.activationId?.toLowerCase() ?? []),
      networkOnly,
    },
    evidence: () => body.evidence,
  };
}

const isHostEvent = (e: WindowsEvent): boolean => e.id === 12290 || e.kms?.role === 'host-request';
const isClientEvent = (e: WindowsEvent): boolean => e.kms !== null && e.kms.role !== 'host-request';

const isHostRow = (p: LicensingProduct): boolean => p.kmsHost !== null || p.channel === 'kms-host';

/** `/xpr` prints a product without its channel, of a KMS host as of any other machine. */
const isClientRow = (p: LicensingProduct): boolean => !isHostRow(p) && (p.channel !== 'unknown' || p.kmsClient !== null);

function cluesOf(names: string[], products: readonly LicensingProduct[], events: readonly WindowsEvent[], serviceCmid: string | null): Clues {
  const cmidsOf = (application: LicensingProduct['application']): string[] =>
    products.flatMap((p) => (p.application === application && p.kmsClient?.cmid ? [p.kmsClient.cmid.toLowerCase()] : []));
  const eventCmids = events.flatMap(({ kms }) =>
    (kms !== null && kms.role === 'client-request' && kms.cmid !== null ? [{ cmid: kms.cmid.toLowerCase(), activationId: kms.activationId?.toLowerCase() ?? null }] : []));
  return {
    names: [...new Set(names)],
    windowsCmids: [...new Set([...cmidsOf('windows'), ...(serviceCmid === null ? [] : [serviceCmid.toLowerCase()])])],
    officeCmids: [...new Set(cmidsOf('office'))],
    eventCmids: eventCmids.slice(0, 1),
    windowsRow: null,
    windowsVersion: null,
    isHost: products.some(isHostRow) || events.some(isHostEvent),
    isClient: products.some(isClientRow) || events.some(isClientEvent),
    products: products.flatMap((p) => p.activationId?.toLowerCase() ?? []),
    attempted: [],
    networkOnly: false,
  };
}

/** An add-on such as Extended Security Updates is not the operating system. */
const isAddOn = (p: LicensingProduct): boolean => /\bESU\b|Extended Security|add-?on/i.test(`${p.name ?? ''} ${p.description ?? ''}`);

function windowsRowOf(products: readonly LicensingProduct[]): WindowsRow | null {
  const rows = products.filter((p) => p.application === 'windows' && p.partialProductKey !== null && !isAddOn(p));
  const [row] = rows;
  return row === undefined || rows.length > 1 ? null : { activationId: row.activationId, partialProductKey: row.partialProductKey, name: row.name };
}

function evidenceOfFragment(f: Fragment, vantage: Vantage): Partial<Evidence> {
  const from = (seenFrom: Vantage = vantage): Source => ({ by: f.by, vantage: seenFrom, at: null, tookMs: null });
  // OSPP.VBS says in words that no key is installed; every other listing may have been cut off.
  const noProducts = f.by === 'ospp /dstatus' && f.products.length === 0;
  return {
    ...((f.products.length > 0 || noProducts) && { licensingProducts: seen(f.products, from()) }),
    ...(f.attempts.length > 0 && { activationAttempts: seen(f.attempts, from()) }),
    ...(f.events.length > 0 && { events: seen(f.events, from()) }),
    ...(f.dnsSrv.length > 0 && { dnsSrv: seen(f.dnsSrv, from(f.dnsSrv[0]?.vantage)) }),
    ...(f.addresses.length > 0 && { addresses: seen(f.addresses, from(f.addresses[0]?.vantage)) }),
    ...(f.services.length > 0 && { services: seen(f.services, from()) }),
    ...(f.service !== null && { service: seen({ ...emptyService(), ...f.service }, from()) }),
    ...(f.machine !== null && { machine: seen({ ...emptyMachine(), ...f.machine }, from()) }),
  };
}

/** True where a fragment says anything at all: a piece of nothing is no evidence. */
export const saysSomething = (f: Fragment): boolean => f.events.length > 0 || holdsAny(f) || Object.keys(evidenceOfFragment(f, 'client')).length > 0;
