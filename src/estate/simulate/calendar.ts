const slots = 65_536;
const nothing = -1;

/**
 * When which machine is due, to the minute: a ring of 45 days with a chained list a minute, no object for an entry. What is
 * due later waits at the end of the ring and is put in again there, so memory does not grow with the days.
 */
export class Calendar {
  private readonly heads = new Int32Array(slots).fill(nothing);
  private readonly next: Int32Array;
  private readonly due: Int32Array;
  private readonly taken: Int32Array;
  private now = 0;

  constructor(machines: number) {
    this.next = new Int32Array(machines);
    this.due = new Int32Array(machines);
    this.taken = new Int32Array(machines);
  }

  /** A machine is in the calendar once at most, and never for a minute that has been taken. */
  put(machine: number, minute: number): void {
    this.due[machine] = minute;
    const slot = Math.min(minute, this.now + slots - 1) & (slots - 1);
    this.next[machine] = this.heads[slot] ?? nothing;
    this.heads[slot] = machine;
  }

  /** Takes out what is due at a minute, in the order of the machines' numbers; every minute has to be taken in turn. */
  take(minute: number): Int32Array {
    this.now = minute;
    const slot = minute & (slots - 1);
    let at = this.heads[slot] ?? nothing;
    if (at === nothing) return none;
    this.heads[slot] = nothing;
    const { next, due, taken } = this;
    let length = 0;
    while (at !== nothing) {
      const following = next[at] ?? nothing;
      const dueAt = due[at] ?? 0;
      if (dueAt > minute) this.put(at, dueAt);
      else taken[length++] = at;
      at = following;
    }
    return inOrder(taken.subarray(0, length));
  }
}

const none = new Int32Array(0);

/** Chains are short and nearly in falling order; the built-in sort pays only for long ones. */
function inOrder(ids: Int32Array): Int32Array {
  if (ids.length > 24) return ids.sort();
  for (let i = 1; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    let at = i - 1;
    for (; at >= 0 && (ids[at] ?? 0) > id; at--) ids[at + 1] = ids[at] ?? 0;
    ids[at + 1] = id;
  }
  return ids;
}
