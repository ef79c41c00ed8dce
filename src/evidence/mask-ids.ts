/** Masks of ids and keys, each consistent: equal in, equal out. Ids are numbered in the order in which they first appear. */
export type IdMask = {
  learnCmid(cmid: string): void;
  cmid(cmid: string): string;
  /** The masked form of a GUID that was learnt as a CMID, else null: activation and application ids are public. */
  knownCmid(guid: string): string | null;
  extendedPid(pid: string): string;
  last5(partialKey: string): string;
  adObject(name: string): string;
};

/** @param isPublicLast5 whether the five characters end a key that Microsoft published; those stay. */
export function maskIds(isPublicLast5: (last5: string) => boolean): IdMask {
  const cmids = new Map<string, string>();
  const serials = numbered();
  const productIds = numbered();
  const keys = numbered();
  const objects = numbered();
  const cmid = (found: string): string => {
    const folded = found.toLowerCase();
    // No machine: an empty id is a fault to be seen.
    if (/^[0-]*$/.test(folded)) return found;
    const masked = cmids.get(folded) ?? `00000000-0000-4000-8000-${String(cmids.size + 1).padStart(12, '0')}`;
    cmids.set(folded, masked);
    return masked;
  };
  return {
    learnCmid: (found) => void cmid(found),
    cmid,
    knownCmid: (guid) => cmids.get(guid.toLowerCase()) ?? null,
    extendedPid(pid) {
      // The key's serial number stands in the third and fourth group; product, channel, build and date do not name anyone.
      const parts = /^(\d{5}-\d{5})-(\d{3}-\d{6})(-.*)$/.exec(pid);
      if (parts !== null) return `${parts[1]}-999-${String(900_000 + serials(`${parts[1]}-${parts[2]}`))}${parts[3]}`;
      return `pid-${productIds(pid.toLowerCase())}`;
    },
    last5(partialKey) {
      const folded = partialKey.toUpperCase();
      // No product key holds a Z, so a masked one can never be taken for a real one.
      return folded === '' || /^X+$/.test(folded) || isPublicLast5(folded) ? partialKey : `Z${String(keys(folded)).padStart(4, '0')}`;
    },
    adObject: (name) => `ad-object-${objects(name.toLowerCase())}`,
  };
}

function numbered(): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    const n = known.get(text) ?? known.size + 1;
    known.set(text, n);
    return n;
  };
}
