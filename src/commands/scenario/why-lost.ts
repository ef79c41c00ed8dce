import type { Reasoning } from '../../diagnose/reason-about.ts';

/** Why a cause is not among the first `size` of a diagnosis, as a sentence: what it fell by, or where it stands instead. */
export function whyLost(cause: string, { ranked, weighed }: Reasoning, size: number): string {
  const place = ranked.findIndex((c) => c.cause.id === cause);
  const listed = ranked[place];
  if (listed !== undefined) return `${cause} is named in place ${place + 1} (${listed.certainty}), after ${ranked.slice(0, Math.max(place, size)).filter((c) => c !== listed).map((c) => c.cause.id).join(', ')}.`;
  const found = weighed.find((w) => w.cause.id === cause);
  if (found === undefined || !('fell' in found)) return `${cause} stands and is not named: what it explains has a confirmed cause already.`;
  const signs = found.by.join(', ');
  switch (found.fell) {
    case 'ruled-out': return `${cause} is ruled out by ${signs}.`;
    case 'yields': return `${cause} gives way to ${signs}.`;
    case 'decided': return `${cause} falls, for the checks that decide it passed: ${signs}.`;
    case 'not-here': return `${cause} is thought of only with other signs.`;
    case 'explains-nothing': return `${cause} explains nothing of what is seen.`;
  }
}
