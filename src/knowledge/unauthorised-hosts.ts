import table from './data/unauthorised-hosts.sha256';

let hashes: ReadonlySet<string> | null = null;

/**
 * True where the name or address stands on the list of public KMS machines that nobody is licensed to use. The list holds
 * SHA-256 hashes of lower-case names only, so that it serves to detect and not to find; a trailing dot and letter case do
 * not matter. False says nothing more than that the name is not on the list. Source: facts gathered from public lists.
 */
export function isListedUnauthorisedHost(nameOrAddress: string): boolean {
  const name = nameOrAddress.trim().toLowerCase().replace(/\.$/, '');
  if (name.length > 255 || isPrivate(name)) return false;
  hashes ??= new Set(table.split('\n').map((line) => line.trim()).filter((line) => /^[0-9a-f]{64}$/.test(line)));
  return hashes.has(sha256(name));
}

/** Names that no public DNS holds (RFC 2606, RFC 6762, RFC 8375, ICANN's .internal): they cannot be on the list and need no hash. */
const isPrivate = (name: string): boolean => !/[.:]/.test(name) || /\.(test|example|invalid|localhost|local|lan|internal|home\.arpa)$/.test(name);

/** Node's own, loaded only when a name is looked up: loading it costs a fifth of the program's start. */
const sha256 = (text: string): string => process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
