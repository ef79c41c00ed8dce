import type { Fragment } from '../codec/text-format.ts';
import type { Body, Case, Time, Via } from '../model/evidence.ts';
import { joinEvidence } from './join-evidence.ts';
import type { MachineGroup } from './machines.ts';
import { sortIntoMachines } from './machines.ts';
import type { Piece } from './piece.ts';
import { pieceOfBody, piecesOfFragment } from './piece.ts';

export type AssembleOptions = {
  /** What the subject is called where nothing names it: `dlv.txt`, `pasted text`. */
  label: string;
  collectedAt: Time;
  via: Via;
};

/** A case, and what a person should know about how it came together, one sentence each. */
export type Assembled = { case: Case; notes: string[] };

/** One input of several that are read as if pasted together: pieces of text, or an evidence file as read. */
export type Part = { label: string; fragments: readonly Fragment[] } | { label: string; case: Case };

/** Fragments of one text as one case: the machines in it told apart, the client first, its KMS host beside it. */
export const assembleCase = (fragments: readonly Fragment[], options: AssembleOptions): Assembled =>
  joinParts([{ label: options.label, fragments }], options);

/**
 * Several inputs as one case, as if pasted together. An evidence file alone is that case unchanged. The subject is the
 * first machine that is no KMS host (the first of all where only hosts speak); all others stand in `related`, and a
 * note names them. The time is that of the first evidence file, else the one given; redacted only where all of it is.
 */
export function joinParts(parts: readonly Part[], options: AssembleOptions): Assembled {
  const cases = parts.flatMap((p) => ('case' in p ? [p.case] : []));
  const [only] = cases;
  if (only !== undefined && parts.length === 1) return { case: only, notes: only.related.length > 0 ? [machinesNote(options.label, false, [only, ...only.related])] : [] };

  const pieces = parts.flatMap((p) => ('case' in p ? piecesOfCase(p.case) : p.fragments.flatMap((f) => piecesOfFragment(f, p.label))));
  const groups = sortIntoMachines(pieces);
  const first = groups.find((g) => g.isClient || !g.isHost) ?? groups[0];
  const subject = first === undefined ? bodyOf({ pieces: [], names: [], isHost: false, isClient: false }, options.label, []) : bodyOf(first, options.label, []);
  const taken = [subject.subject];
  const related = groups.filter((g) => g !== first).map((g) => ({ role: roleOf(g), ...bodyOf(g, options.label, taken) }));
  return {
    case: {
      ...subject,
      via: cases[0]?.via ?? options.via,
      collectedAt: cases[0]?.collectedAt ?? options.collectedAt,
      redacted: cases.length === parts.length && cases.every((c) => c.redacted),
      related,
    },
    notes: related.length > 0 ? [machinesNote(options.label, new Set(parts.map((p) => p.label)).size > 1, [{ ...subject, ...(first?.isHost === true && { role: roleOf(first) }) }, ...related])] : [],
  };
}

const piecesOfCase = (c: Case): Piece[] => [pieceOfBody(c, null), ...c.related.map((r) => pieceOfBody(r, r.role))];

const roleOf = (g: MachineGroup): 'host' | 'client' => (g.isHost ? 'host' : 'client');

/** One machine's body; `taken` are labels of the machines before it, to which its own is added. */
function bodyOf(group: MachineGroup, label: string, taken: string[]): Body {
  const join = joinEvidence();
  const vantage = group.isHost && !group.isClient ? 'host' : 'client';
  for (const piece of group.pieces) join.add(piece.evidence(vantage));
  const subject = labelOf(group, label, taken);
  taken.push(subject);
  return { subject, evidence: join.finish() };
}

/** The fullest name found; else what the input is called, with the line where this machine begins if that is not the first. */
function labelOf(group: MachineGroup, label: string, taken: readonly string[]): string {
  const full = group.names.find((n) => n.includes('.')) ?? group.names[0];
  if (full !== undefined) return full;
  const own = group.pieces.find((p) => !p.clues.networkOnly) ?? group.pieces[0];
  const plain = own?.label ?? label;
  if (!taken.includes(plain)) return plain;
  return own?.line === null || own === undefined ? `${plain} (${taken.length + 1})` : `${plain} (line ${own.line})`;
}

const inWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const namedMachines = 5;

/** `dlv.txt holds two machines: KMS client a and KMS host b; a is judged, the other is taken as evidence beside it.` */
function machinesNote(label: string, several: boolean, machines: readonly (Body & { role?: 'host' | 'client' })[]): string {
  const named = machines.slice(0, namedMachines).map((m) => (m.role === 'host' ? `KMS host ${m.subject}` : m.subject));
  const more = machines.length - named.length;
  const last = more > 0 ? `${more} more` : (named.pop() ?? '');
  return `${label === 'pasted text' ? 'The pasted text' : label} ${several ? 'hold' : 'holds'} ${inWords[machines.length] ?? String(machines.length)} machines: ${named.join(', ')} and ${last}; ${judgedHow(label, machines)}.`;
}

/** Clients are judged each by itself; KMS hosts are looked at with every one of them. */
function judgedHow(label: string, machines: readonly (Body & { role?: 'host' | 'client' })[]): string {
  const others = machines.slice(1);
  const clients = others.filter((m) => m.role !== 'host').length;
  if (clients === 0) return `${machines[0]?.subject ?? label} is judged, ${others.length === 1 ? 'the other stands beside it' : 'the others stand beside it'}`;
  return clients === others.length ? 'each is judged by itself' : 'each client is judged by itself, with the KMS host beside it';
}
