import { readPieces } from '../codec/powershell/pieces.ts';
import type { Evidence, EvidenceKind, UnseenReason, Vantage } from '../model/evidence.ts';
import { evidenceKinds, evidenceOf, unseen } from '../model/evidence.ts';
import type { Reading, RegistryValue } from '../model/windows.ts';
import { readEvidenceJson } from './read-file.ts';
import { evidenceSchemaId } from './schema-id.ts';

/** Why a kind is missing in what a script printed: it was stopped, or ended before its end. */
export type WhyMissing = { reason: UnseenReason; detail: string | null };

/** What a script told: null members where it was stopped before it said so. */
export type ScriptEvidence = { subject: string | null; collectedAt: string | null; role: Vantage | null; evidence: Evidence; whole: boolean };

const isKind = (name: string): name is EvidenceKind => evidenceKinds.some((kind) => kind === name);

/** One kind as a file of its own is read, so that one which is wrong costs no other. */
function readKind(kind: EvidenceKind, value: unknown): Partial<Evidence> {
  const file = { schema: evidenceSchemaId, subject: '', collectedAt: '2000-01-01T00:00:00.000Z', evidence: { [kind]: value } };
  const reading = readEvidenceJson(JSON.stringify(file));
  return reading.ok ? { [kind]: reading.value.evidence[kind] } : { [kind]: unseen('unparsable', `what the script printed of it ${reading.reason}`) };
}

type Said = { known: Partial<Evidence>; done: Record<string, unknown> | null; registry: unknown; any: boolean };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function readAll(text: string): Said {
  const { pieces, broken } = readPieces(text);
  const said: Said = { known: {}, done: null, registry: undefined, any: pieces.length > 0 };
  for (const name of broken) if (isKind(name)) Object.assign(said.known, { [name]: unseen('unparsable', 'what the script printed of it is cut short') });
  for (const { name, value } of pieces) {
    if (isKind(name)) Object.assign(said.known, readKind(name, value));
    else if (name === 'done' && isRecord(value)) said.done = value;
    else if (name === 'registry') said.registry = value;
  }
  return said;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The evidence in what `scriptForStdout` printed, whatever else stands around it; null where the script printed nothing of
 * its own. Kinds that it did not come to are unseen with `missing`. Never throws.
 */
export function readScriptOutput(text: string, missing: WhyMissing): ScriptEvidence | null {
  const { known, done, any } = readAll(text);
  if (!any) return null;
  const absent = done === null ? Object.fromEntries(evidenceKinds.filter((kind) => kind !== 'directory' && kind !== 'dnsUpdate' && kind !== 'certificates' && known[kind] === undefined).map((kind) => [kind, unseen(missing.reason, missing.detail)])) : {};
  const role = done?.['role'];
  return {
    subject: textOrNull(done?.['subject']), collectedAt: textOrNull(done?.['collectedAt']), role: role === 'client' || role === 'host' ? role : null,
    evidence: evidenceOf({ ...absent, ...known }), whole: done !== null,
  };
}

/** What `probeScript` told: the network kinds that it came to, and the registry's values in the order of `names`. */
export type ProbeEvidence = { network: Partial<Evidence>; registry: Reading<RegistryValue[]>; whole: boolean };

const valueOrNull = (value: unknown): RegistryValue =>
  (typeof value === 'string' || typeof value === 'number' ? value : Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null);

function registryOf(piece: unknown, names: readonly string[], missing: WhyMissing): Reading<RegistryValue[]> {
  if (!isRecord(piece)) return { ok: false, ...missing };
  const { ok, values, detail } = piece;
  if (ok === true && isRecord(values)) return { ok: true, value: names.map((name) => valueOrNull(values[name])) };
  return { ok: false, reason: piece['reason'] === 'denied' ? 'denied' : 'refused', detail: textOrNull(detail) };
}

/** The registry and the network in what `probeScript` printed; `names` are those of the values asked for. Null where it printed nothing of its own. Never throws. */
export function readProbeOutput(text: string, names: readonly string[], missing: WhyMissing): ProbeEvidence | null {
  const { known, done, registry, any } = readAll(text);
  return any ? { network: known, registry: registryOf(registry, names, missing), whole: done !== null } : null;
}
