import type { Case, Evidence } from '../model/evidence.ts';
import type { Ask } from '../model/explore.ts';

/** Something that can be asked: a machine, files, the network from here. */
export type ExploreSource = {
  asks: readonly Ask[];
  /** Makes a look and gives the case with what came of it. */
  look: (ask: Ask, subject: Case) => Promise<Case>;
  close: () => void;
};

/** What sources have to say beside evidence: sentences for a person, and the network as seen from here. */
export type SourceNews = { notes: string[]; seen: Partial<Evidence> };
