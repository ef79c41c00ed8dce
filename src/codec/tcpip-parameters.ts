/**
 * DNS suffixes out of what `reg.exe query KEY /s` prints of the TCP/IP parameters: value names and types are the same
 * in every language of Windows. Names of the values: Microsoft's "TCP/IP registry values" and the DNS client policies.
 */

/** Whole lists that replace everything else, as the policy and the network settings write them: `a.test,b.test`. */
const listValue = 'searchlist';
/** One suffix each; the primary suffix first, then what the connections have by hand and by DHCP. */
const suffixValues = ['primarydnssuffix', 'domain', 'nv domain', 'dhcpdomain'];

function readValues(text: string): { name: string; data: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const type = line.indexOf('REG_SZ');
    // Values are indented; a key's own line is not.
    if (type < 0 || !/^\s/.test(line)) return [];
    return [{ name: line.slice(0, type).trim().toLowerCase(), data: line.slice(type + 'REG_SZ'.length).trim() }];
  });
}

const unique = (names: readonly string[]): string[] => {
  const byKey = new Map(names.map((name) => name.trim().replace(/\.$/, '')).filter((name) => name !== '').map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()];
};

/**
 * The suffixes that Windows searches, in order: the search list where one is set, else the primary suffix and each
 * connection's own. Empty where the text names none.
 */
export function readTcpipSuffixes(text: string): string[] {
  const values = readValues(text);
  const list = values.filter(({ name }) => name === listValue).flatMap(({ data }) => data.split(/[,\s]+/));
  if (list.some((name) => name !== '')) return unique(list);
  return unique(suffixValues.flatMap((wanted) => values.filter(({ name }) => name === wanted).map(({ data }) => data)));
}
