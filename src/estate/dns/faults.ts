import { nameKey } from '../../codec/dns/name.ts';

/** What can be wrong with a server, whatever its zones say. All of it can be changed at run time. */
export type DnsFaults = {
  /** Takes every question and answers none. */
  silent: boolean;
  /** Milliseconds that every answer takes. */
  delayMs: number;
  /** This code to every question and update, by name (`SERVFAIL`, `RCODE12`); null for the true one. */
  rcode: string | null;
  /** Answers with octets that are no DNS message. */
  garbled: boolean;
  /** Hangs up on whoever comes by TCP. */
  refusesTcp: boolean;
  /** Cuts every answer over UDP, so that all are to be asked for by TCP. */
  truncatesUdp: boolean;
  /** Answers for these names and what is below them come so many milliseconds later; null where none does. */
  late: { names: readonly string[]; delayMs: number } | null;
};

export const noFaults = (): DnsFaults =>
  ({ silent: false, delayMs: 0, rcode: null, garbled: false, refusesTcp: false, truncatesUdp: false, late: null });

/** Milliseconds that an answer about a name takes. */
export function delayOf({ delayMs, late }: DnsFaults, name: string): number {
  if (late === null) return delayMs;
  const key = nameKey(name);
  const isLate = late.names.map(nameKey).some((one) => key === one || key.endsWith(`.${one}`));
  return isLate ? delayMs + late.delayMs : delayMs;
}
