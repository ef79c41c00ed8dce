const names: Readonly<Record<number, string>> = {
  0: 'NOERROR', 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 4: 'NOTIMP', 5: 'REFUSED', 6: 'YXDOMAIN', 7: 'YXRRSET',
  8: 'NXRRSET', 9: 'NOTAUTH', 10: 'NOTZONE', 11: 'DSOTYPENI', 16: 'BADVERS', 17: 'BADKEY', 18: 'BADTIME', 23: 'BADCOOKIE',
};

/** A DNS answer's code by name (IANA DNS RCODEs; `RCODE12` for one without a name). Takes the 12 bits of EDNS. */
export const rcodeName = (code: number): string => names[code] ?? `RCODE${code}`;
