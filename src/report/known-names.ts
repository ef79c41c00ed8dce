import type { Case } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import type { Diagnosis } from '../model/report.ts';

/** Names that evidence gives and that commands to copy want; null where nothing says them. */
export type KnownNames = { zone: string | null; host: string | null };

/** Only what a name or an address is made of gets into a command that a person may paste into a shell. */
const safe = /^[\p{L}\p{N}_][\p{L}\p{N}._:-]{0,252}$/u;

/**
 * The DNS zone in which the subject looks for a KMS host, and the host that it uses, was told or found. A host of which a
 * check says that it should not be used (a listed one, an address of the internet) is none to be named in a command.
 */
export function knownNames({ evidence }: Case, { checks }: Diagnosis): KnownNames {
  const refused = new Set(checks.filter((c) => c.id.startsWith('integrity/')).flatMap((c) => c.findings).map((f) => f.args['host']));
  const machine = valueOf(evidence.machine);
  const lookups = (valueOf(evidence.dnsSrv) ?? []).filter((l) => /^_vlmcs\._tcp\./i.test(l.name));
  const clients = (valueOf(evidence.licensingProducts) ?? []).flatMap((p) => p.kmsClient ?? []);
  return {
    zone: first([...lookups.map((l) => l.name.replace(/^_vlmcs\._tcp\./i, '').replace(/\.$/, '')), machine?.primaryDnsSuffix, machine?.domain]),
    host: first([
      ...clients.map((c) => c.configuredHost), ...clients.map((c) => c.discoveredHost), ...lookups.flatMap((l) => l.answers.map((a) => a.target.replace(/\.$/, ''))),
    ].filter((h) => !refused.has(h))),
  };
}

const first = (names: readonly (string | null | undefined)[]): string | null =>
  names.find((n): n is string => typeof n === 'string' && safe.test(n)) ?? null;
