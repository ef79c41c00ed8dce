import { interviewMachine } from '../collect/gather-machine.ts';
import type { Case, Evidence, EvidenceKind, RelatedBody } from '../model/evidence.ts';
import { evidenceKinds, evidenceOf } from '../model/evidence.ts';
import type { Ask } from '../model/explore.ts';
import { withNetwork } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import { askInOnePiece, askOfClient, askOfHost, machineKinds, networkKinds } from './explore-asks.ts';
import type { ExploreSource, SourceNews } from './explore-source.ts';
import type { GatherWith } from './gather-case.ts';
import { openWinrm, readLive } from './read-live.ts';
import type { Access } from './read-live.ts';
import { accessOf } from './read-live-machines.ts';
import type { LiveTarget } from './target.ts';
import { unreadReasons } from './unread-reasons.ts';

type WinrmTarget = LiveTarget & { kind: 'winrm' };

/** One machine of a call: what it is, and whether the case is about it or it stands beside. */
type Part = { role: 'client' | 'host'; isSubject: boolean; place: number };
type Told = { subject: string; taken: Partial<Evidence>; via: Case['via'] };

/** The live machines of a call: over WinRM a kind at a time; by ssh and here one script tells all at once, and that is one look. */
export async function liveSources(request: CheckRequest, use: GatherWith, news: SourceNews): Promise<ExploreSource[]> {
  if (request.live === null && request.hostLive.length === 0) return [];
  const access = await accessOf(request, use);
  // Alone, the host is what the call is about, as without --explore.
  const alone = request.live === null && request.files.length + request.hostFiles.length === 0 && !request.asksNetwork;
  const hosts = request.hostLive.map((target, place) => sourceOf(target, { role: 'host', isSubject: alone && place === 0, place }, access, news));
  return [...(request.live === null ? [] : [sourceOf(request.live, { role: 'client', isSubject: true, place: 0 }, access, news)]), ...hosts];
}

const sourceOf = (target: LiveTarget, part: Part, access: Access, news: SourceNews): ExploreSource =>
  (target.kind === 'winrm' ? winrmSource(target, part, access, news) : scriptSource(target, part, access, news));

/** A second KMS host has asks of its own. */
const named = (ask: Ask, { place }: Part, text: string): Ask => (place === 0 ? ask : { ...ask, id: `${ask.id} ${place + 1}`, label: `${ask.label}, ${text}` });

/** A host that the case is about gives kinds of its own, and is read as a host all the same. */
function askOf(kind: EvidenceKind, { role, isSubject }: Part): Ask {
  const { label } = role === 'client' ? askOfClient(kind) : askOfHost(kind);
  return isSubject ? { ...askOfClient(kind), label, place: role } : askOfHost(kind);
}

function winrmSource(target: WinrmTarget, part: Part, access: Access, news: SourceNews): ExploreSource {
  let opened: ReturnType<typeof open> | null = null;
  const open = async () => {
    const { machine, request } = await openWinrm(target, part.role, access);
    return { interview: interviewMachine(machine, request, access.onProgress), close: () => machine.close(), warnings: () => machine.facts().warnings };
  };
  const ofHost = part.isSubject ? ['clock', 'wayToMicrosoft'] as const : ['host.clock', 'host.wayToMicrosoft'] as const;
  const network = part.role === 'client'
    ? askInOnePiece('network', 'the network as the client sees it: names, ports, binds, clock (one script there)', [...networkKinds, 'instanceMetadata', 'wayToMicrosoft'], 'client', 'long', ['machine'])
    : askInOnePiece(ofHost[0], 'the clock of the KMS host, and its way to Microsoft while its key waits (one script there)', ofHost, 'host', 'long');
  const networkAsk = named(network, part, target.host);
  const own = machineKinds.map((kind) => named(askOf(kind, part), part, target.host));
  const put = placing(part);
  return {
    asks: [...own, ...(access.network && access.allowShell ? [networkAsk] : [])],
    async look(ask, subject) {
      opened ??= open();
      const { interview, warnings } = await opened;
      const kinds = ask.gives.map(plain);
      const machineKind = machineKinds.find((kind) => kinds.includes(kind));
      const read = await interview.ask(ask.id === networkAsk.id || machineKind === undefined ? 'network' : machineKind);
      // What was not asked for comes along where questions are shared; it is evidence like any other.
      const came = evidenceKinds.filter((kind) => kinds.includes(kind) || read.evidence[kind].state === 'seen');
      const taken = Object.fromEntries(came.map((kind) => [kind, read.evidence[kind]])) as Partial<Evidence>;
      news.notes.push(...warnings(), ...unreadReasons(read.evidence));
      return put(subject, { subject: read.subject ?? target.host.toLowerCase(), taken, via: 'winrm' });
    },
    close() {
      // One that could not be opened has said so where it was asked.
      void opened?.then(({ close }) => close(), () => undefined);
    },
  };
}

const plain = (need: string): EvidenceKind => need.replace(/^host\./, '') as EvidenceKind;

function scriptSource(target: LiveTarget, part: Part, access: Access, news: SourceNews): ExploreSource {
  const kinds = [...machineKinds, ...networkKinds, ...(part.role === 'client' ? ['instanceMetadata' as const] : []), 'wayToMicrosoft' as const];
  const what = part.role === 'client' ? 'the machine' : 'the KMS host';
  const gives = part.isSubject ? kinds : kinds.map((kind) => `host.${kind}` as const);
  const ask = askInOnePiece(part.isSubject ? 'script' : 'host script', `all that one script tells of ${what}`, gives, part.role, 'long');
  const put = placing(part);
  return {
    asks: [named(ask, part, target.text)],
    async look(_ask, subject) {
      const { body, via, notes } = await readLive(target, part.role, access);
      news.notes.push(...notes);
      return put(subject, { subject: body.subject, taken: body.evidence, via });
    },
    close: () => undefined,
  };
}

/** Puts what a machine told into the case, in its own place each time. */
function placing({ isSubject }: Part): (subject: Case, told: Told) => Case {
  let held: RelatedBody | null = null;
  return (subject, told) => {
    if (isSubject) return asSubject(subject, told);
    const body: RelatedBody = { role: 'host', subject: told.subject, evidence: { ...(held?.evidence ?? evidenceOf({})), ...told.taken } };
    const related = [...subject.related.filter((r) => r !== held), body];
    held = body;
    return { ...subject, related };
  };
}

/** The network as seen from here stays beside what the machine sees of it. */
function asSubject(subject: Case, { subject: name, taken, via }: Told): Case {
  const own: Case = { ...subject, subject: name, via, evidence: { ...subject.evidence, ...taken } };
  const fromHere = Object.fromEntries(networkKinds.flatMap((kind) => {
    const before = subject.evidence[kind];
    if (before.state !== 'seen' || !(kind in taken)) return [];
    const items = (before.value as readonly { vantage: string }[]).filter(({ vantage }) => vantage === 'operator');
    return items.length === 0 ? [] : [[kind, { ...before, value: items }]];
  })) as Partial<Evidence>;
  return withNetwork(own, fromHere);
}
