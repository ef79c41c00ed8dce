import { valueOf } from '../model/evidence.ts';
import type { Evidence } from '../model/evidence.ts';

/**
 * How much of one DNS answer is looked at. One answer can name thousands of hosts, each of them thousands of addresses:
 * without a bound, whoever writes the zone decides how long the gathering takes and whom this machine knocks at.
 */
export const mostRecords = 32;
export const mostAddressesPerFamily = 8;

/** What the bounds left out of this evidence, for people: a sentence each; empty where everything was looked at. */
export function leftOutNotes(evidence: Partial<Evidence>): string[] {
  const records = evidence.dnsSrv === undefined ? [] : valueOf(evidence.dnsSrv) ?? [];
  const addresses = evidence.addresses === undefined ? [] : valueOf(evidence.addresses) ?? [];
  const mostNamed = Math.max(0, ...records.map(({ answers }) => answers.length));
  const mostFound = Math.max(0, ...addresses.map(({ a, aaaa }) => Math.max(a.length, aaaa.length)));
  return [
    ...(mostNamed > mostRecords ? [`DNS gives ${mostNamed} KMS records in one answer; only the first ${mostRecords}, in the order in which clients prefer them, were tried.`] : []),
    ...(mostFound > mostAddressesPerFamily ? [`DNS gives ${mostFound} addresses for one KMS host; only the first ${mostAddressesPerFamily} were tried.`] : []),
  ];
}
