import { randomUUID } from 'node:crypto';

/** What is left of one enumeration: its items in XML, from where it has come. */
type Left = { user: string; items: readonly string[]; from: number; resourceUri: string; usedAt: number };

export type EnumerationLimits = {
  /** How long the service keeps a context that nobody pulls on (EnumerationTimeoutms, 60000). */
  timeoutMs: number;
  /** Enumerations under way at once (MaxConcurrentOperationsPerUser is 1500; a reference machine has fewer). */
  most: number;
};

/** One page's items, and the context of the next; null at the end. `too-large` where not even one item fits into the answer. */
export type Page = { ok: true; items: string[]; context: string | null } | { ok: false; why: 'unknown' | 'timed-out' | 'too-large' | 'too-many' };

/** Which part of the items goes into an answer: so many at most, and so many bytes. */
export type PageSize = { items: number; bytes: number };

/** Enumerations of one machine that are under way. Each page has a new context, and the one before it is good no more. */
export class Enumerations {
  readonly #limits: EnumerationLimits;
  readonly #nowMs: () => number;
  readonly #left = new Map<string, Left>();
  /** Contexts that died of age, so that they are told from those that never were; a few of them. */
  readonly #dead = new Set<string>();

  constructor(limits: EnumerationLimits, nowMs: () => number) {
    this.#limits = limits;
    this.#nowMs = nowMs;
  }

  get size(): number {
    this.#forgetOld();
    return this.#left.size;
  }

  begin(user: string, resourceUri: string, items: readonly string[], size: PageSize): Page {
    this.#forgetOld();
    return this.#page({ user, items, from: 0, resourceUri, usedAt: this.#nowMs() }, size);
  }

  /** The next page; the context is spent by it. */
  next(user: string, context: string, size: PageSize): Page {
    this.#forgetOld();
    const left = this.#take(user, context);
    return left === null ? { ok: false, why: this.#dead.has(context) ? 'timed-out' : 'unknown' } : this.#page(left, size);
  }

  /** False where there is no such enumeration. */
  release(user: string, context: string): boolean {
    return this.#take(user, context) !== null;
  }

  clear(): void {
    this.#left.clear();
    this.#dead.clear();
  }

  #take(user: string, context: string): Left | null {
    const left = this.#left.get(context);
    if (left === undefined || left.user !== user) return null;
    this.#left.delete(context);
    return left;
  }

  #page(left: Left, { items: most, bytes }: PageSize): Page {
    const items: string[] = [];
    let size = 0;
    let at = left.from;
    for (let item = left.items[at]; item !== undefined && items.length < most; item = left.items[at]) {
      size += Buffer.byteLength(item, 'utf8');
      if (size > bytes) break;
      items.push(item);
      at += 1;
    }
    if (at === left.items.length) return { ok: true, items, context: null };
    if (items.length === 0 && most > 0) return { ok: false, why: 'too-large' };
    if (this.#left.size >= this.#limits.most) return { ok: false, why: 'too-many' };
    const context = `uuid:${randomUUID().toUpperCase()}`;
    this.#left.set(context, { ...left, from: at, usedAt: this.#nowMs() });
    return { ok: true, items, context };
  }

  #forgetOld(): void {
    const oldest = this.#nowMs() - this.#limits.timeoutMs;
    for (const [context, { usedAt }] of this.#left) {
      if (usedAt > oldest) continue;
      this.#left.delete(context);
      if (this.#dead.size >= this.#limits.most) this.#dead.clear();
      this.#dead.add(context);
    }
  }
}
