import type { ActivationAttempt, LicensingProduct } from '../../model/evidence.ts';
import type { ReadingNote } from '../../model/reading.ts';
import { emptyFragment } from '../text-format.ts';
import type { Fragment } from '../text-format.ts';

/** Fragments as they grow: one for each command's output, and a new one where a product cannot be the same machine's. */
export type Gatherer = {
  addProduct(product: LicensingProduct, by: string, line: number): void;
  addAttempt(attempt: ActivationAttempt, line: number, by?: string): void;
  addVersion(version: string, line: number): void;
  addNote(note: ReadingNote, by: string): void;
  /** What follows is another command's output, of `computer` where the command named one. */
  endOutput(computer: string | null): void;
  fragments: Fragment[];
};

/** What is known of the machine whose products are in the fragment at hand. */
type MachineSeen = { cmid: string | null; products: Set<string>; systems: number; keyless: number };

const nothingSeen = (): MachineSeen => ({ cmid: null, products: new Set(), systems: 0, keyless: 0 });

const addOn = /add-?on|\bESU\b|-ESU-/i;

/** An installed Windows that is no add-on: a machine has one. */
const isSystem = (p: LicensingProduct): boolean =>
  p.application === 'windows' && p.partialProductKey !== null && !addOn.test(`${p.name ?? ''} ${p.description ?? ''}`);

const identityOf = (p: LicensingProduct): string => [p.activationId, p.name, p.partialProductKey].join('|');

/**
 * Another machine's product: its CMID differs, the same product came before, or it is a second installed Windows where the
 * output does not also list licences without a key, as `/dli all` does.
 */
function isOthers(seen: MachineSeen, p: LicensingProduct): boolean {
  const cmid = p.kmsClient?.cmid ?? null;
  if (cmid !== null && seen.cmid !== null && cmid !== seen.cmid) return true;
  if (p.name !== null && seen.products.has(identityOf(p))) return true;
  return isSystem(p) && seen.systems > 0 && seen.keyless === 0;
}

function remember(seen: MachineSeen, p: LicensingProduct): void {
  seen.cmid ??= p.kmsClient?.cmid ?? null;
  seen.products.add(identityOf(p));
  if (isSystem(p)) seen.systems += 1;
  if (p.partialProductKey === null) seen.keyless += 1;
}

const verbose = 'slmgr /dlv';
const brief = 'slmgr /dli';

/** A product with few lines within /dlv looks as /dli prints it, and is still that output's. */
const isSameCommand = (one: string, other: string): boolean =>
  one === other || ((one === verbose || one === brief) && (other === verbose || other === brief));

/** An empty gatherer. */
export function gatherFragments(): Gatherer {
  const fragments: Fragment[] = [];
  let current: Fragment | null = null;
  let seen = nothingSeen();
  let machine: string | null = null;
  const open = (by: string, line: number): Fragment => {
    current = { ...emptyFragment('slmgr', by, line + 1), computer: machine };
    seen = nothingSeen();
    fragments.push(current);
    return current;
  };
  const at = (by: string, line: number): Fragment => (current !== null && isSameCommand(current.by, by) ? current : open(by, line));
  return {
    fragments,
    addProduct(product, by, line) {
      const fragment = current !== null && isSameCommand(current.by, by) && !isOthers(seen, product) ? current : open(by, line);
      if (by === verbose) fragment.by = verbose;
      fragment.products.push(product);
      remember(seen, product);
    },
    addAttempt: (attempt, line, by = 'slmgr /ato') => void at(by, line).attempts.push(attempt),
    addVersion(version, line) {
      open(verbose, line).service = { version };
    },
    addNote: (note, by) => void at(by, (note.line ?? 1) - 1).notes.push(note),
    endOutput(computer) {
      current = null;
      machine = computer;
    },
  };
}
