import { kmsTimes } from '../../knowledge/thresholds.ts';

const rememberedMs = kmsTimes.hostRemembersClientDays * 86_400_000;

/**
 * The client IDs that a KMS host remembers for one application. It holds twice the largest need of any client so far: 10
 * while only servers asked, 50 once a client system has, and never fewer again. Newest first; an entry is kept for 30
 * days, and each contact of its machine starts them again. Restarting the service empties it.
 * Sources: Microsoft, activate-windows-clients-vamt ("KMS host… caches twice"), kms-activation-planning (30 days),
 * plan-for-volume-activation-client (restart).
 */
export class ClientIdCache<Id = string> {
  /** Oldest contact first: a Map keeps the order in which its keys were set. */
  private readonly lastContact = new Map<Id, number>();
  private room = 0;

  /** How many client IDs there is room for; 0 before any client asked. */
  get capacity(): number {
    return this.room;
  }

  /** Takes a client's contact and gives the count after it. Times are Unix milliseconds and never go back. */
  contact(id: Id, requiredCount: number, now: number): number {
    this.room = Math.max(this.room, requiredCount * 2);
    this.lastContact.delete(id);
    this.lastContact.set(id, now);
    this.forget(now);
    return this.lastContact.size;
  }

  /** The count as it stands. */
  count(now: number): number {
    this.forget(now);
    return this.lastContact.size;
  }

  /** Client IDs with the time of their last contact, newest first. */
  entries(now: number): [Id, number][] {
    this.forget(now);
    return [...this.lastContact].toReversed();
  }

  clear(): void {
    this.lastContact.clear();
    this.room = 0;
  }

  private forget(now: number): void {
    for (const [id, at] of this.lastContact) {
      if (this.lastContact.size <= this.room && now - at <= rememberedMs) return;
      this.lastContact.delete(id);
    }
  }
}
