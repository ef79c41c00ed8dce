import type { Piece, WindowsRow } from './piece.ts';

/** One machine as far as the pieces tell machines apart. */
export type MachineGroup = { pieces: Piece[]; names: string[]; isHost: boolean; isClient: boolean };

type Group = MachineGroup & {
  windowsCmids: Set<string>;
  officeCmids: Set<string>;
  eventCmids: { cmid: string; activationId: string | null }[];
  rows: WindowsRow[];
  versions: Set<string>;
};

/**
 * Sorts pieces, in the order of the text, into the machines they are about.
 *
 * - The same computer name is the same machine; another name is another machine, whatever else agrees.
 * - The same CMID is the same machine. Another CMID of the same application is another machine, and so is another
 *   version of Windows or another operating-system row (activation id and key, or edition) in a report of slmgr.vbs.
 * - A KMS host's own output and a client's are two machines.
 * - A piece that says nothing of these belongs to the machine before it, else to the one after it: attempts to the
 *   machine that has the product, network answers to a client rather than to a KMS host.
 */
export function sortIntoMachines(pieces: readonly Piece[]): MachineGroup[] {
  const groups: Group[] = [];
  const owners = new Map<Piece, Group>();
  const byName = new Map<string, Group>();
  const byCmid = new Map<string, Group>();
  let current: Group | null = null;
  let lastHost: Group | null = null;
  let lastClient: Group | null = null;

  for (const piece of pieces) {
    if (!hasClues(piece)) continue;
    const { names, windowsCmids, officeCmids, eventCmids } = piece.clues;
    const cmids = [...windowsCmids, ...officeCmids, ...eventCmids.map((e) => e.cmid)];
    const named = names.map((n) => findNamed(byName, n)).find((g) => g !== undefined);
    const candidates = [...cmids.map((c) => byCmid.get(c)), current, lastClient, lastHost];
    const group: Group = named ?? candidates.find((g) => g !== undefined && g !== null && mayBe(g, piece)) ?? open(groups);
    take(group, piece);
    owners.set(piece, group);
    for (const name of names) remember(byName, name, group);
    for (const cmid of cmids) if (!byCmid.has(cmid)) byCmid.set(cmid, group);
    current = group;
    if (group.isHost && !group.isClient) lastHost = group;
    else lastClient = group;
  }
  placeOthers(pieces, owners, groups);
  // Each machine's pieces in the order of the text, whichever rule found them their place.
  for (const group of groups) group.pieces = [];
  for (const piece of pieces) owners.get(piece)?.pieces.push(piece);
  return groups;
}

function open(groups: Group[]): Group {
  const group: Group = {
    pieces: [], names: [], isHost: false, isClient: false, windowsCmids: new Set(), officeCmids: new Set(), eventCmids: [], rows: [], versions: new Set(),
  };
  groups.push(group);
  return group;
}

const hasClues = ({ clues: c }: Piece): boolean =>
  c.names.length + c.windowsCmids.length + c.officeCmids.length + c.eventCmids.length > 0
  || c.windowsRow !== null || c.windowsVersion !== null || c.isHost || c.isClient;

function take(group: Group, { clues }: Piece): void {
  for (const name of clues.names) if (!group.names.includes(name)) group.names.push(name);
  for (const cmid of clues.windowsCmids) group.windowsCmids.add(cmid);
  for (const cmid of clues.officeCmids) group.officeCmids.add(cmid);
  if (group.eventCmids.length === 0) group.eventCmids.push(...clues.eventCmids);
  if (clues.windowsRow !== null) group.rows = [clues.windowsRow];
  if (clues.windowsVersion !== null) group.versions.add(clues.windowsVersion);
  group.isHost ||= clues.isHost;
  group.isClient ||= clues.isClient;
}

/** What the machine shows itself to be, where it shows one thing only. */
const soleRole = (c: { isHost: boolean; isClient: boolean }): 'host' | 'client' | null => (c.isHost === c.isClient ? null : c.isHost ? 'host' : 'client');

/** Whether nothing speaks against the piece being of this machine. */
function mayBe(group: Group, { clues }: Piece): boolean {
  if (clues.names.length > 0 && group.names.length > 0) return false;
  const [known, found] = [soleRole(group), soleRole(clues)];
  if (known !== null && found !== null && known !== found) return false;
  if (apart(group.windowsCmids, clues.windowsCmids) || apart(group.officeCmids, clues.officeCmids)) return false;
  const sameCmid = clues.windowsCmids.some((c) => group.windowsCmids.has(c));
  if (!sameCmid && clues.windowsVersion !== null && group.versions.size > 0 && !group.versions.has(clues.windowsVersion)) return false;
  if (!sameCmid && group.rows.some((row) => clues.windowsRow !== null && differ(row, clues.windowsRow))) return false;
  return !group.rows.some((row) => clues.eventCmids.some((e) => isOfAnother(e, row, group.windowsCmids)))
    && !group.eventCmids.some((e) => clues.windowsRow !== null && isOfAnother(e, clues.windowsRow, new Set(clues.windowsCmids)));
}

const apart = (known: ReadonlySet<string>, found: readonly string[]): boolean => known.size > 0 && found.length > 0 && !found.some((c) => known.has(c));

/** A request for this very product under another CMID came from another machine. */
const isOfAnother = (event: { cmid: string; activationId: string | null }, row: WindowsRow, cmids: ReadonlySet<string>): boolean =>
  cmids.size > 0 && !cmids.has(event.cmid) && event.activationId !== null && event.activationId === row.activationId?.toLowerCase();

const unlike = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.toLowerCase() !== b.toLowerCase();

/** One Windows has one operating-system row with a key: two that share neither key nor id, or edition, are two machines. */
const differ = (a: WindowsRow, b: WindowsRow): boolean =>
  unlike(a.partialProductKey, b.partialProductKey) && (unlike(a.activationId, b.activationId) || unlike(a.name, b.name));

/** Names are the same where they are equal, or where one is the short form of the other. */
function findNamed(byName: ReadonlyMap<string, Group>, name: string): Group | undefined {
  const full = fold(name);
  const exact = byName.get(full);
  if (exact !== undefined) return exact;
  const byShort = byName.get(`${shortOf(full)}.`);
  if (byShort === undefined) return undefined;
  return full === shortOf(full) || byShort.names.every((n) => !fold(n).includes('.')) ? byShort : undefined;
}

function remember(byName: Map<string, Group>, name: string, group: Group): void {
  const full = fold(name);
  byName.set(full, group);
  const short = `${shortOf(full)}.`;
  if (!byName.has(short)) byName.set(short, group);
}

const fold = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const shortOf = (folded: string): string => (/^[\d.]+$/.test(folded) ? folded : (folded.split('.', 1)[0] ?? folded));

/** Gives the pieces that name no machine to one of those found; where none was found they are one machine together. */
function placeOthers(pieces: readonly Piece[], owners: Map<Piece, Group>, groups: Group[]): void {
  const nobody = groups[0] ?? open(groups);
  const isClientLike = (g: Group): boolean => g.isClient || !g.isHost;
  const anyClient = groups.find(isClientLike);
  const following = followers(pieces, owners);
  let before: Group | null = null;
  let clientBefore: Group | null = null;
  const products = groups.length > 1 ? productOwners(pieces, owners) : new Map<string, Group | null>();
  pieces.forEach((piece, at) => {
    const known = owners.get(piece);
    const nearest = before ?? following[at] ?? nobody;
    if (known === undefined) {
      const byProduct = piece.clues.attempted.map((id) => products.get(id)).find((g) => g !== undefined && g !== null);
      owners.set(piece, piece.clues.networkOnly ? (clientBefore ?? anyClient ?? nearest) : (byProduct ?? nearest));
      return;
    }
    before = known;
    if (isClientLike(known)) clientBefore = known;
  });
}

/** For each piece the machine of the next piece that names one. */
function followers(pieces: readonly Piece[], owners: ReadonlyMap<Piece, Group>): (Group | null)[] {
  const found: (Group | null)[] = Array.from({ length: pieces.length }, () => null);
  let next: Group | null = null;
  for (let i = pieces.length - 1; i >= 0; i -= 1) {
    const piece = pieces[i];
    next = (piece === undefined ? undefined : owners.get(piece)) ?? next;
    found[i] = next;
  }
  return found;
}

/** Which machine alone has a product, by activation id; null where several have it. */
function productOwners(pieces: readonly Piece[], owners: ReadonlyMap<Piece, Group>): Map<string, Group | null> {
  const found = new Map<string, Group | null>();
  for (const piece of pieces) {
    const group = owners.get(piece);
    if (group === undefined) continue;
    for (const id of piece.clues.products) {
      const owner = found.get(id);
      found.set(id, owner === undefined || owner === group ? group : null);
    }
  }
  return found;
}
