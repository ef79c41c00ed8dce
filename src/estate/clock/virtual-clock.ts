type Timer = { at: number; order: number; run: () => void };

/**
 * Time that tests can move. Timers run in the order of their time and, at the same time, in the order in which they were
 * set, so that an estate lives through the same days in the same way whenever it is run.
 */
export class VirtualClock {
  /** Unix milliseconds. */
  now: number;
  /** A binary heap, the earliest timer first. */
  private readonly heap: Timer[] = [];
  private order = 0;

  constructor(startsAt: number) {
    this.now = startsAt;
  }

  /** Runs something at a time, or at once in the order of its turn where that time has passed. */
  at(time: number, run: () => void): void {
    this.push({ at: Math.max(time, this.now), order: this.order++, run });
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** When the next timer runs; null where none is set. */
  nextAt(): number | null {
    return this.heap[0]?.at ?? null;
  }

  /** Lives until a time, running every timer that comes due, also those that others set on the way. */
  runUntil(time: number): void {
    for (let next = this.heap[0]; next !== undefined && next.at <= time; next = this.heap[0]) {
      this.pop();
      this.now = next.at;
      next.run();
    }
    this.now = Math.max(this.now, time);
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, heap[parent])) break;
      heap[at] = heap[parent] as Timer;
      at = parent;
    }
    heap[at] = timer;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= heap.length) break;
      if (isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child] as Timer;
      at = child;
    }
    heap[at] = last;
  }
}

const isBefore = (a: Timer | undefined, b: Timer | undefined): boolean =>
  a !== undefined && (b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order));
