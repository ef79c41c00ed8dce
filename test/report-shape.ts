import * as v from 'valibot';
import { forecastKinds } from '../src/model/forecast.ts';

/** The JSON report as the public contract fixes it (schema kmsdoctor.report/1), with what this version adds: nothing else may be in it. */

const texts = v.array(v.string());
const need = v.pipe(v.string(), v.regex(/^(?:host\.)?[a-z][A-Za-z]+$/));
const checkId = v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9-]+$/));
const causeId = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/));
const time = v.pipe(v.string(), v.isoTimestamp(), v.endsWith('Z'));
const role = v.picklist(['host', 'client']);
const observed = v.variant('state', [
  v.strictObject({
    state: v.literal('seen'), value: v.unknown(),
    source: v.strictObject({ by: v.string(), vantage: v.picklist(['operator', 'client', 'host']), at: v.nullable(v.string()), tookMs: v.nullable(v.number()) }),
  }),
  v.strictObject({ state: v.literal('unseen'), reason: v.picklist(['not-asked', 'timeout', 'refused', 'unreachable', 'denied', 'unsupported', 'unparsable']), detail: v.nullable(v.string()) }),
]);
const body = v.record(v.string(), observed);

const verdict = v.picklist(['healthy', 'degraded', 'failing', 'unknown']);
const status = v.picklist(['pass', 'warn', 'fail', 'unknown', 'inapplicable', 'broken']);
const risk = v.picklist(['read-only', 'changes-client', 'changes-host', 'changes-dns', 'changes-network', 'changes-directory']);
const where = v.picklist(['client', 'host', 'dns', 'network', 'directory']);
const beside = v.strictObject({ verdict, headline: v.string(), checks: v.array(v.strictObject({ id: checkId, title: v.string(), status, messages: texts })), causes: v.array(causeId) });

export const reportShape = v.strictObject({
  schema: v.literal('kmsdoctor.report/1'),
  tool: v.strictObject({ name: v.literal('kmsdoctor'), version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)) }),
  subject: v.strictObject({ label: v.pipe(v.string(), v.minLength(1)), via: v.picklist(['local', 'winrm', 'ssh', 'file', 'network', 'estate']) }),
  startedAt: time,
  durationMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  verdict,
  diagnosis: v.array(v.strictObject({
    cause: causeId, title: v.string(), certainty: v.picklist(['confirmed', 'likely', 'possible']), explains: v.pipe(texts, v.minLength(1)),
    because: v.pipe(texts, v.minLength(1)), against: texts, remedies: texts, verifyWith: v.array(checkId),
  })),
  unexplained: texts,
  nextEvidence: v.array(v.strictObject({ kind: need, how: v.string(), wouldDecide: v.array(causeId) })),
  checks: v.array(v.strictObject({
    id: checkId, title: v.string(), status,
    findings: v.array(v.strictObject({
      tag: v.pipe(v.string(), v.regex(/^[A-Z0-9_]+$/)), severity: v.picklist(['warn', 'fail']), message: v.string(),
      args: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null(), texts])),
    })),
    missing: v.array(need), fault: v.optional(v.string()),
  })),
  remedies: v.record(v.string(), v.strictObject({
    title: v.string(), risk, where, steps: v.array(v.strictObject({ say: v.string(), run: v.optional(v.string()) })),
  })),
  evidence: v.optional(body),
  related: v.optional(v.array(v.strictObject({ role, subject: v.string(), evidence: body }))),
  headline: v.string(),
  /** With --explore --trace; the contract's shape is added to, and not changed. */
  trace: v.optional(v.strictObject({ steps: v.array(v.looseObject({ ask: v.string(), kinds: texts, wouldSplit: texts, confirmed: texts, fell: v.array(v.strictObject({ cause: v.string(), why: v.string() })) })), end: v.string(), leftOut: texts })),
  /** With --apply. `run` and `code` are null where there is none, `after` and `ranAt` where nothing was run. */
  applied: v.optional(v.strictObject({
    remedy: v.string(), title: v.string(), risk, where, machine: v.nullable(v.string()), target: v.string(), dryRun: v.boolean(), refusal: v.nullable(v.string()), ranAt: v.nullable(time),
    steps: v.array(v.strictObject({
      say: v.string(), run: v.nullable(v.string()), outcome: v.picklist(['done', 'failed', 'unknown', 'not-run', 'left-to-you', 'looked']),
      code: v.nullable(v.pipe(v.string(), v.regex(/^0x[0-9A-F]{8}$/))), detail: v.nullable(v.string()),
    })),
    undo: v.array(v.strictObject({ say: v.string(), run: v.nullable(v.string()) })), before: beside, after: v.nullable(beside),
  })),
  remarks: texts,
  /** What is added to the contract's shape: the days to come. */
  forecasts: v.array(v.strictObject({
    what: v.picklist(forecastKinds), subject: v.string(), at: v.nullable(time), in: v.pipe(v.number(), v.integer()), severity: v.picklist(['note', 'warn']),
    says: v.string(), basis: v.string(), course: v.optional(v.array(v.number())),
  })),
  notForetold: v.array(v.strictObject({ what: v.picklist(forecastKinds), subject: v.string(), why: v.string() })),
  notes: texts,
  helpdesk: v.optional(v.strictObject({ telephone: v.optional(v.string()), ticketQueue: v.optional(v.string()), says: v.optional(v.string()) })),
});

export type Report = v.InferOutput<typeof reportShape>;

/** The report, or an error that names the first place where it is not of the contract's shape. */
export function readReport(json: string): Report {
  const result = v.safeParse(reportShape, JSON.parse(json));
  if (result.success) return result.output;
  throw new Error(result.issues.map((i) => `${v.getDotPath(i) ?? 'report'}: ${i.message}`).join('\n'));
}
