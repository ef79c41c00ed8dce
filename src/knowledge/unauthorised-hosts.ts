import table from './data/unauthorised-hosts.sha256';

let hashes: ReadonlySet<string> | null = null;

/**
 * True where the name or address stands on the list of public KMS machines that nobody is licensed to use. The list holds
 * SHA-256 hashes of lower-case names only, so that it serves to detect and not to find; a trailing dot and letter case do
 * not matter. False says nothing more than that the name is not on the list. Source: facts gathered from public lists.
 */
export function isListedUnauthorisedHost(nameOrAddress: string): boolean {
  hashes ??= new Set(table.split('\n').map((line) => line.trim()).filter((line) => /^[0-9a-f]{64}$/.test(line)));
  const name = nameOrAddress.trim().toLowerCase().replace(/\.$/, '');
  return name.length <= 255 && hashes.has(sha256(name));
}

/** Node's own, loaded only when a name is looked up: loading it costs a fifth of the program's start. */
const sha256 = (text: string): string => process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
