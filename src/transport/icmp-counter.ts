import { readFileSync } from 'node:fs';

function counterOf(path: string, pick: (rows: string[]) => string | undefined): number {
  return Number(pick(readFileSync(path, 'latin1').split('\n')));
}

/** Under `Icmp: InMsgs … InDestUnreachs` stands `Icmp: 12 … 3`. */
function pickV4(rows: string[]): string | undefined {
  const [names = '', values = ''] = rows.filter((row) => row.startsWith('Icmp:'));
  return values.split(' ')[names.split(' ').indexOf('InDestUnreachs')];
}

const pickV6 = (rows: string[]): string | undefined => rows.find((row) => row.startsWith('Icmp6InDestUnreachs'))?.split(/\s+/)[1];

/**
 * How many ICMP "destination unreachable" messages this system has received so far (RFC 4293), of the family of
 * `address`; null where it does not tell (only Linux does). Linux reports ECONNREFUSED for a TCP reset and for an ICMP
 * message alike: where this number stood still, it was a reset.
 */
export function countUnreachables(address: string): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const count = address.includes(':') ? counterOf('/proc/self/net/snmp6', pickV6) : counterOf('/proc/self/net/snmp', pickV4);
    return Number.isFinite(count) ? count : null;
  } catch {
    return null;
  }
}
