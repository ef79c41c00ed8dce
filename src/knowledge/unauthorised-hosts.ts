import table from './data/unauthorised-hosts.sha256';
import { sha256 } from './sha256.ts';

let hashes: ReadonlySet<string> | null = null;

/**
 * True where the name or address stands on the list of public KMS machines that nobody is licensed to use. The list holds
 * SHA-256 hashes of lower-case names only, so that it serves to detect and not to find; a trailing dot and letter case do
 * not matter. False says nothing more than that the name is not on the list. Source: facts gathered from public lists.
 */
export function isListedUnauthorisedHost(nameOrAddress: string): boolean {
  const name = nameOrAddress.trim().toLowerCase().replace(/\.$/, '');
  if (name.length > 255) return false;
  hashes ??= new Set(table.split('\n').map((line) => line.trim()).filter((line) => /^[0-9a-f]{64}$/.test(line)));
  return hashes.has(sha256(name));
}
