import type { Need } from './check.ts';

/** A finding's tag (notes included), an error code (`0xC004F074`), or `passed:CHECK-ID`. */
export type Sign = string;

export type Prevalence = 'very-common' | 'common' | 'occasional' | 'rare' | 'legacy' | 'benign';

/** A hypothesis about why a machine does not activate. */
export type Cause = {
  /** Ids are those of the project's table of root causes; new ones follow its pattern. */
  id: string;
  title: string;
  /** One plain sentence for a person without KMS knowledge: what is wrong and why that stops activation. */
  says: string;
  area: 'dns' | 'network' | 'host' | 'client' | 'clock' | 'directory' | 'office' | 'integrity' | 'cloud' | 'inspect' | 'fleet';
  prevalence: Prevalence;
  /** How well the sources support the description; only `high` ones can be confirmed. */
  confidence: 'high' | 'medium' | 'low';
  /** It says that something goes wrong, and not why: it comes after whatever says why. */
  isEffect?: boolean;
  /** Causes (ids) that undo its repair, or make it vain: where one of them is at least likely, it is named before this one. */
  repairedAfter?: readonly string[];
  /** Symptoms: tags of severity warn or fail, and codes. */
  explains: readonly Sign[];
  /** Each inner list, wholly present, confirms. */
  confirm?: readonly (readonly Sign[])[];
  /** Any of these makes it likely. */
  support?: readonly Sign[];
  /** Any of these removes it. */
  ruleOut?: readonly Sign[];
  /**
   * Any of these accounts for the general symptoms by itself: the cause then stands only by a sign of its own, not by a code
   * nor by being possible. Two faults at once are thus both named.
   */
  yieldsTo?: readonly Sign[];
  /** Present, they speak against it without removing it; shown under `against`. */
  against?: readonly Sign[];
  /** Where given, it is thought of only where one of these is present: no other machine can have it. */
  onlyWith?: readonly Sign[];
  /** True where it tells how far things have come, not why: what stands behind it is looked for even once it is confirmed. */
  isStateOnly?: boolean;
  /** Checks that decide it: where all of them passed, or have nothing to say about the case, a merely possible cause falls. */
  decidedBy?: readonly string[];
  /** Evidence that would confirm or remove it, for the question what to look at next. */
  decisiveEvidence?: readonly Need[];
  remedies: readonly string[];
  /** Checks that pass once the remedy worked. */
  verifyWith: readonly string[];
  sources: readonly string[];
};

/** Returns its argument; it is here for inference, so that an editor knows what a cause may hold. */
export const defineCause = (cause: Cause): Cause => cause;
