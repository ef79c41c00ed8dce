/**
 * A GUID that is made up from a word and always the same for it: products of the estate have ids of their own, not
 * Microsoft's. FNV-1a over the word, four times with other beginnings.
 */
export function madeUpId(word: string): string {
  const hex = [0x811c_9dc5, 0x1234_5677, 0x0bad_cafd, 0x5eed_5eeb].map((seed) => {
    let hash = seed;
    for (const character of word) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x0100_0193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  }).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
