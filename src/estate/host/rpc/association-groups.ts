/**
 * Association groups of a server (C706 §12.6.4.3): a bind with group 0 founds one, a bind with a number joins the one
 * that still has a member. A group ends with its last association.
 */
export class AssociationGroups {
  private readonly members = new Map<number, number>();
  private last = 0;

  /** The group that a bind gets; null where it names one that does not exist. */
  join(asked: number): number | null {
    const members = this.members.get(asked);
    if (asked !== 0 && members === undefined) return null;
    const id = asked === 0 ? this.free() : asked;
    this.members.set(id, (members ?? 0) + 1);
    return id;
  }

  leave(id: number): void {
    const members = this.members.get(id) ?? 0;
    if (members > 1) this.members.set(id, members - 1);
    else this.members.delete(id);
  }

  /** Groups that have a member. */
  get size(): number {
    return this.members.size;
  }

  private free(): number {
    do this.last = (this.last % 0xffff_ffff) + 1;
    while (this.members.has(this.last));
    return this.last;
  }
}
