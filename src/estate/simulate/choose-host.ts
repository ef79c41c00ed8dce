import type { Random } from '../clock/random.ts';

/** What of an SRV record decides the choice. */
type Record = { priority: number; weight: number };

/**
 * Which of the hosts answers a client that looks them up: the lowest priority first, among equals at random by weight (RFC
 * 2782: a weight of 0 among others is hardly ever chosen; all 0 is an even chance); a host that does not answer is dropped
 * and another is chosen. Null where none answers.
 * Sources: Microsoft, activate-windows-clients-vamt ("priority and weight", "randomly selects"), RFC 2782.
 */
export function chooseHost(records: readonly Record[], answers: (host: number) => boolean, random: Random): number | null {
  const left = records.map((_, host) => host);
  while (left.length > 0) {
    const host = pick(records, left, random);
    if (answers(host)) return host;
    left.splice(left.indexOf(host), 1);
  }
  return null;
}

function pick(records: readonly Record[], left: readonly number[], random: Random): number {
  const priorityOf = (host: number): number => records[host]?.priority ?? 0;
  const weightOf = (host: number): number => records[host]?.weight ?? 0;
  const lowest = Math.min(...left.map(priorityOf));
  const first = left.filter((host) => priorityOf(host) === lowest);
  const total = first.reduce((sum, host) => sum + weightOf(host), 0);
  const drawn = random.below(total + 1);
  const unweighted = first.filter((host) => weightOf(host) === 0);
  if (unweighted.length > 0 && drawn === 0) return unweighted[random.below(unweighted.length)] ?? 0;
  let sum = 0;
  return first.find((host) => weightOf(host) > 0 && (sum += weightOf(host)) >= drawn) ?? first[0] ?? 0;
}
