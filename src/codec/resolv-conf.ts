/** What a resolv.conf names; both lists are empty where it says nothing. */
export type ResolvConf = { nameservers: string[]; search: string[] };

const withoutFinalDot = (name: string): string => name.replace(/\.$/, '');

/**
 * Reads resolv.conf as resolv.conf(5) describes it: `nameserver` lines in order, and the last `search` or `domain`
 * line. Any text is fine; lines that say something else are passed over.
 */
export function readResolvConf(text: string): ResolvConf {
  const nameservers: string[] = [];
  let search: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [keyword, ...values] = (line.split(/[#;]/, 1)[0] ?? '').trim().split(/\s+/);
    const first = values[0];
    if (first === undefined) continue;
    if (keyword === 'nameserver') nameservers.push(first);
    else if (keyword === 'search') search = values;
    else if (keyword === 'domain') search = [first];
  }
  const suffixes = search.map(withoutFinalDot).filter((name) => name !== '');
  return { nameservers: [...new Set(nameservers)], search: [...new Set(suffixes)] };
}
