/** Work that follows a stream of news: always about the newest, and never so often that it leaves no time for anything else. */
export type Paced<T> = { give: (latest: T) => void; stop: () => void };

/** The pause after each piece of work, as a multiple of the time it took, and at the least. */
const pauseFactor = 4;
const leastPauseMs = 50;

/** Does `work` for the newest that was given, soon after it was given; what was given in between is passed over. Nothing is done after `stop`. */
export function paced<T>(work: (latest: T) => void): Paced<T> {
  let waiting: { latest: T } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let notBefore = 0;
  const run = (): void => {
    timer = null;
    if (waiting === null) return;
    const { latest } = waiting;
    waiting = null;
    const from = performance.now();
    work(latest);
    const to = performance.now();
    notBefore = to + Math.max(leastPauseMs, (to - from) * pauseFactor);
  };
  return {
    give(latest) {
      waiting = { latest };
      timer ??= setTimeout(run, Math.max(0, notBefore - performance.now()));
    },
    stop() {
      waiting = null;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
