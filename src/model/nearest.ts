/** Words longer than this have no neighbours worth naming. */
const longest = 64;

/**
 * The edits (letters put in, left out, changed, or two swapped) between two words, or `most + 1` as soon as it is more
 * than `most`. Time is at most proportional to the words' lengths, both of which are bounded by the caller.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

type Near = { word: string; rank: number };

/**
 * At most `count` of the known words that are nearest to this one: first those a few edits away (the more, the longer the
 * word), then those that contain it or all of its parts. Empty where nothing is near, or the word is over 64 letters.
 */
export function nearestWords(word: string, known: Iterable<string>, count = 5): string[] {
  if (word.length > longest) return [];
  const wanted = word.toLowerCase();
  const most = wanted.length <= 3 ? 1 : wanted.length <= 9 ? 2 : 4;
  const parts = wanted.split(/[^a-z0-9]+/).filter((p) => p.length >= 3);
  const near: Near[] = [];
  const seen = new Set<string>();
  for (const candidate of known) {
    const there = candidate.toLowerCase();
    if (seen.has(there)) continue;
    seen.add(there);
    const edits = editDistance(wanted, there, most);
    if (edits <= most) near.push({ word: candidate, rank: edits });
    else if (wanted.length >= 3 && there.includes(wanted)) near.push({ word: candidate, rank: 10 + there.length / 100 });
    else if (parts.length > 0 && parts.every((p) => there.includes(p))) near.push({ word: candidate, rank: 20 + there.length / 100 });
  }
  return near.sort((a, b) => a.rank - b.rank).slice(0, count).map((n) => n.word);
}
