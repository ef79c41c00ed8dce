const names: Readonly<Record<number, string>> = {
  0: 'NOERROR', 1: 'FORMERR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 4: 'NOTIMP', 5: 'REFUSED', 6: 'YXDOMAIN', 7: 'YXRRSET',
  8: 'NXRRSET', 9: 'NOTAUTH', 10: 'NOTZONE', 11: 'DSOTYPENI', 16: 'BADVERS', 17: 'BADKEY', 18: 'BADTIME', 23: 'BADCOOKIE',
};

/** A DNS answer's code by name (IANA DNS RCODEs; `RCODE12` for one without a name). Takes the 12 bits of EDNS. */
export const rcodeName = (code: number): string => names[code] ?? `RCODE${code}`;

const codes = new Map(Object.entries(names).map(([code, name]) => [name, Number(code)]));

/** The number of a code by its name (`RCODE12` too); null for a word that names none. */
export function rcodeNumber(name: string): number | null {
  const code = codes.get(name) ?? Number(/^RCODE(\d{1,4})$/.exec(name)?.[1] ?? NaN);
  return code <= 0xfff ? code : null;
}
