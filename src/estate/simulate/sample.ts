import type { Random } from '../clock/random.ts';

/**
 * Picks `picked` of `among` at random, each group as likely as any other, and calls `take` with their positions in rising
 * order. Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
 */
export function sample(random: Random, among: number, picked: number, take: (position: number) => void): void {
  let wanted = Math.min(picked, among);
  for (let position = 0; wanted > 0; position++) {
    if (random.next() * (among - position) >= wanted) continue;
    wanted--;
    take(position);
  }
}
