import type { FaultWords } from '../../codec/wsman/server/write-fault.ts';
import type { WsmanAsk } from '../../codec/wsman/server/read-request.ts';

/** What an exchange is about; `sign-in` is a step of the handshake, and every request is one whatever it holds. */
export type Occasion = WsmanAsk['kind'] | 'sign-in' | 'request';

/**
 * Something that goes wrong at a reference machine's WS-Management. `at` is when: `request` where it is left out, that is each
 * HTTP request before anything of it is looked at. `after` lets so many occasions pass, `times` is for how many it lasts.
 */
export type WinrmFault = { at?: Occasion; after?: number; times?: number } & Effect;

/** What happens. */
export type Effect =
  /** A fault of SOAP, in the words of our tables. */
  | { kind: 'soap'; code: number; shape?: FaultWords['shape'] }
  /** An HTTP status with a body that is no SOAP. */
  | { kind: 'http'; status: number; contentType?: string; body?: string; headers?: Readonly<Record<string, string>> }
  /** This text in place of the answer, sealed where sealing was agreed on. */
  | { kind: 'text'; text: string }
  /** The answer's first part alone, as if it were all of it. */
  | { kind: 'cut'; share: number }
  /** Half of the answer, and then the connection is gone. */
  | { kind: 'drop' }
  /** An answer that never ends. */
  | { kind: 'endless' }
  /** No answer. */
  | { kind: 'silent' }
  /** The answer in plain text although sealing was agreed on. */
  | { kind: 'plain' }
  /** One bit of the sealed answer is another one. */
  | { kind: 'bit-flipped' }
  /** The machine restarts: every connection is gone, with all that the service remembered. */
  | { kind: 'reboot' };

/** The faults of one machine, each with how often it has been passed and shown. */
export class FaultPlan {
  #left: { fault: WinrmFault; after: number; times: number }[] = [];

  set(faults: readonly WinrmFault[]): void {
    this.#left = faults.map((fault) => ({ fault, after: fault.after ?? 0, times: fault.times ?? Number.POSITIVE_INFINITY }));
  }

  /** What goes wrong on this occasion; null where nothing does. */
  on(occasion: Occasion): Effect | null {
    for (const one of this.#left) {
      if ((one.fault.at ?? 'request') !== occasion || one.times <= 0) continue;
      if (one.after > 0) {
        one.after -= 1;
        continue;
      }
      one.times -= 1;
      return one.fault;
    }
    return null;
  }
}
