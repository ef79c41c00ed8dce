import type { Code } from '../../model/evidence.ts';

/**
 * Windows' code for what DNS said. Source: winerror.h, DNS errors (9001 + rcode − 1, 9501 no records, 9852 no servers) and
 * 1460 for a timeout; 0x8007007B is what a client without any suffix ends with (discovery notes, grangerx 2014).
 */
const byRcode: Readonly<Record<string, Code>> = {
  FORMERR: '0x80072329', SERVFAIL: '0x8007232A', NXDOMAIN: '0x8007232B', NOTIMP: '0x8007232C', REFUSED: '0x8007232D', YXDOMAIN: '0x8007232E',
  YXRRSET: '0x8007232F', NXRRSET: '0x80072330', NOTAUTH: '0x80072331', NOTZONE: '0x80072332', BADSIG: '0x80072338', BADKEY: '0x80072339', BADTIME: '0x8007233A',
};

export const dnsFailures = {
  noRecords: '0x8007251D', noServers: '0x8007267C', timedOut: '0x800705B4', noSuffix: '0x8007007B', badPacket: '0x8007251E',
} as const satisfies Readonly<Record<string, Code>>;

/** The code of an rcode other than NOERROR; that of a server failure where Windows has none of its own. */
export const dnsFailureOf = (rcode: string): Code => byRcode[rcode] ?? '0x8007232A';
