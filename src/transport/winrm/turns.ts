import type { Deadline } from '../deadline.ts';
import { settleOnce } from '../deadline.ts';

/** Lets one at a time through, in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  /** Waits for the turn; null where the wait ended before. The function must be called to pass the turn on. */
  take(deadline: Deadline): Promise<(() => void) | null> {
    return settleOnce<(() => void) | null>(deadline, () => null, (settle) => {
      const start = (): void => settle(this.#passOn());
      if (this.#taken) this.#waiting.push(start);
      else {
        this.#taken = true;
        start();
      }
      return () => {
        const at = this.#waiting.indexOf(start);
        if (at !== -1) this.#waiting.splice(at, 1);
      };
    });
  }

  #passOn(): () => void {
    let passed = false;
    return () => {
      if (passed) return;
      passed = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#taken = false;
      else next();
    };
  }
}
