import * as v from 'valibot';
import { cleanText } from '../model/clean.ts';
import type { Body, Case } from '../model/evidence.ts';
import { evidenceOf } from '../model/evidence.ts';
import { describeIssue } from './describe-issue.ts';
import { parseJson } from './json-place.ts';
import { mapStrings } from './map-strings.ts';
import type { EvidenceFileBody } from './schema.ts';
import { evidenceFile } from './schema.ts';
import { evidenceSchemaId, reportSchemaId } from './schema-id.ts';

/** An evidence file as a case, or why it is none: a clause that follows the file's name ("x.json …"). */
export type EvidenceReading = { ok: true; value: Case } | { ok: false; reason: string };

/**
 * Reads the text of an evidence file (`kmsdoctor.evidence/1`), or of a report that includes its evidence. Shapes are
 * strict, the letter case of codes and kinds that this version does not know are not. Never throws.
 *
 * @param clean what is done to every text in it; control characters are removed in any case.
 * @param firstLine the line of the input on which `json` begins, for the places in reasons.
 */
export function readEvidenceJson(json: string, clean: (text: string) => string = (t) => t, firstLine = 1): EvidenceReading {
  const parsed = parseJson(json);
  if (!parsed.ok) {
    const place = `line ${parsed.line + firstLine - 1}, column ${parsed.column}${parsed.within === '' ? '' : ` (in ${cleanText(parsed.within)})`}`;
    return { ok: false, reason: parsed.cut ? `is an evidence file cut short: it ends at ${place}` : `is an evidence file whose JSON is broken at ${place}` };
  }
  const file = unwrap(parsed.value);
  if (!file.ok) return file;
  const result = v.safeParse(evidenceFile, file.value, { abortEarly: true, abortPipeEarly: true });
  if (!result.success) return { ok: false, reason: `is an evidence file that cannot be read: ${describeIssue(result.issues[0])}` };
  const plain = mapStrings(result.output, (text) => clean(cleanText(text)));
  return {
    ok: true,
    value: {
      subject: plain.subject,
      evidence: wholeBody(plain.evidence),
      via: 'file',
      collectedAt: plain.collectedAt,
      redacted: plain.redacted,
      related: plain.related.map((r) => ({ role: r.role, subject: r.subject, evidence: wholeBody(r.evidence) })),
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

type Unwrapped = { ok: true; value: unknown } | { ok: false; reason: string };

/** The evidence file itself, out of a report where it stands in one; a file of another schema is named. */
function unwrap(value: unknown): Unwrapped {
  if (!isRecord(value)) return { ok: false, reason: 'is JSON, but no evidence file: an evidence file is one object' };
  const { schema } = value;
  if (schema === evidenceSchemaId) return { ok: true, value };
  if (schema === reportSchemaId) return fromReport(value);
  if (typeof schema !== 'string') return { ok: false, reason: `is JSON, but no evidence file: it has no "schema" (${evidenceSchemaId})` };
  const named = cleanText(schema).slice(0, 60);
  return { ok: false, reason: `has the schema "${named}", and this version reads ${evidenceSchemaId} and ${reportSchemaId}` };
}

function fromReport(report: Record<string, unknown>): Unwrapped {
  const { evidence, subject, startedAt, related } = report;
  if (!isRecord(evidence) || Object.keys(evidence).length === 0) {
    return { ok: false, reason: 'is a report without its evidence: make it again with --include-evidence' };
  }
  if (evidence['schema'] !== undefined) return evidence['schema'] === evidenceSchemaId ? { ok: true, value: evidence } : unwrap(evidence);
  return {
    ok: true,
    value: {
      schema: evidenceSchemaId,
      subject: isRecord(subject) ? subject['label'] : subject,
      collectedAt: startedAt,
      redacted: report['redacted'] ?? false,
      evidence,
      related: related ?? [],
    },
  };
}

/** Every kind, the unsaid ones unseen; of WMI's further members only plain values. */
function wholeBody(found: EvidenceFileBody): Body['evidence'] {
  const body = evidenceOf(found);
  if (body.service.state === 'unseen') return body;
  const plain = Object.entries(body.service.value).filter(([, member]) => typeof member !== 'object' || member === null);
  return { ...body, service: { ...body.service, value: Object.fromEntries(plain) as typeof body.service.value } };
}
