/**
 * `read`, done once for each object that it is asked of and remembered as long as the object lives. For what many checks ask of the same
 * evidence, or every case of the same table: neither changes once it is made.
 */
export function oncePer<K extends object, V extends object>(read: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined) return found;
    const made = read(of);
    known.set(of, made);
    return made;
  };
}
