import type { EvidenceKind } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';

/** One piece of work in a graph: it provides its own id, and waits for those it needs. */
export type Step = {
  /** Unique in its graph; a second step of the same id is passed over. */
  id: string;
  /** Ids that must have finished first, however they ended. */
  needs: readonly string[];
  kind: EvidenceKind | null;
  /** For people: `SRV records of contoso.test`. */
  label: string;
  /** Does the work and gives its outcome in a word or two. May add further steps, also such as need this one. */
  run(add: (steps: readonly Step[]) => void): Promise<string>;
};

/** How a step ended: `broken` is one that threw, which is a bug of ours and stops no other step. */
export type StepEnd = { id: string; state: 'done' | 'broken' | 'skipped'; outcome: string };

export type GraphOptions = {
  /** Steps under way at the same time, at least 1. */
  concurrency: number;
  /** When aborted, no further step starts; those under way are waited for. */
  signal: AbortSignal;
  /** Unix milliseconds, for the progress events. */
  now: () => number;
  onProgress: (event: ProgressEvent) => void;
};

const isReady = (step: Step, ends: ReadonlyMap<string, StepEnd>): boolean => step.needs.every((id) => ends.has(id));

/**
 * Runs steps as early as their needs and the limit of concurrency allow, in the order in which they became ready.
 * Resolves once nothing runs any more, with the end of every step; what could never start is `skipped`. Never rejects.
 */
export function runGraph(steps: readonly Step[], options: GraphOptions): Promise<ReadonlyMap<string, StepEnd>> {
  const ends = new Map<string, StepEnd>();
  const known = new Set<string>();
  const waiting: Step[] = [];
  const ready: Step[] = [];
  let running = 0;

  const add = (more: readonly Step[]): void => {
    for (const step of more) {
      if (known.has(step.id)) continue;
      known.add(step.id);
      (isReady(step, ends) ? ready : waiting).push(step);
    }
  };

  return new Promise((resolve) => {
    const finish = (step: Step, state: StepEnd['state'], outcome: string): void => {
      ends.set(step.id, { id: step.id, state, outcome });
      running--;
      options.onProgress({ type: 'finished', step: step.id, kind: step.kind, label: step.label, at: options.now(), outcome });
      for (let at = 0; at < waiting.length;) {
        const next = waiting[at];
        if (next && isReady(next, ends)) ready.push(...waiting.splice(at, 1));
        else at++;
      }
      advance();
    };

    const start = (step: Step): void => {
      running++;
      options.onProgress({ type: 'started', step: step.id, kind: step.kind, label: step.label, at: options.now() });
      // `then` also catches a step that throws before its first await.
      Promise.resolve().then(() => step.run(add)).then(
        (outcome) => finish(step, 'done', outcome),
        (error: unknown) => finish(step, 'broken', error instanceof Error ? error.message : 'broken'),
      );
    };

    const advance = (): void => {
      while (running < options.concurrency && !options.signal.aborted) {
        const step = ready.shift();
        if (step === undefined) break;
        start(step);
      }
      if (running > 0) return;
      for (const step of [...ready, ...waiting]) ends.set(step.id, { id: step.id, state: 'skipped', outcome: 'not started' });
      resolve(ends);
    };

    add(steps);
    advance();
  });
}
