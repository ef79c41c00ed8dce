import type { Settings } from '../model/check.ts';
import type { Case } from '../model/evidence.ts';
import type { Judged, Known } from './runbook-walk-evidence.ts';
import { joinCases, judge, nothingKnown, withPaste } from './runbook-walk-evidence.ts';

/** What a walk knows beside what a person says, as it grows: the target as it was last looked at, and all that was pasted. */
export class WalkKnowledge {
  readonly settings: Settings;
  #known: Known = nothingKnown;
  #pasted: Case | null = null;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  get known(): Known {
    return this.#known;
  }

  /** All that was pasted, as one case; null before anything was. */
  get pasted(): Case | null {
    return this.#pasted;
  }

  /** The target was looked at, anew perhaps; what was pasted stays. */
  look(subject: Case): Judged {
    const target = judge(subject, this.settings);
    this.#join(target);
    return target;
  }

  /** Text was pasted, now or when the walk was begun. */
  paste(pasted: Case): void {
    this.#pasted = this.#pasted === null ? pasted : joinCases(this.#pasted, pasted);
    this.#join(this.#known.target);
  }

  #join(target: Judged | null): void {
    const alone: Known = { target, all: target };
    this.#known = this.#pasted === null ? alone : withPaste(alone, this.#pasted, this.settings);
  }
}
