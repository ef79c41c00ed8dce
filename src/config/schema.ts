import * as v from 'valibot';

import { evidenceKinds } from '../model/evidence.ts';
import type { Need } from '../model/check.ts';
import { functionMark, isMark } from './plain.ts';

/** Shapes of a config. Messages of `check`, `custom` and `regex` are what was wanted, as words after "should be". */

const text = (most: number) => v.pipe(v.string(), v.check((t) => !isMark(t), 'a text'), v.minLength(1), v.maxLength(most));
const texts = v.pipe(v.array(text(500)), v.maxLength(1000));
const aFunction = v.custom<typeof functionMark>((value) => value === functionMark, 'a function');

const checkId = v.pipe(v.string(), v.regex(/^[a-z]{2,10}\/[a-z0-9]+(?:-[a-z0-9]+)*$/, 'AREA/WHAT-IS-SO-WHEN-HEALTHY, such as own/proxy-off'));
const tag = v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/, 'a tag in upper case with underscores, such as PROXY_ON'));
const word = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'an id in lower case with hyphens, such as proxy-on'), v.maxLength(80));
const needs: readonly Need[] = [...evidenceKinds, ...evidenceKinds.map((kind): Need => `host.${kind}`)];
const need = v.picklist(needs);
const host = v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)$/, 'the name or address of a KMS host'), v.maxLength(254));

const check = v.strictObject({
  id: checkId, title: text(200), sources: texts,
  needs: v.array(need), wants: v.optional(v.array(need)),
  decidesFor: v.optional(v.array(v.picklist(['client', 'host', 'network']))),
  findings: v.record(tag, v.strictObject({ severity: v.picklist(['note', 'warn', 'fail']), says: aFunction, remark: v.optional(v.literal(true)) })),
  when: v.optional(aFunction), judge: aFunction,
});

const cause = v.strictObject({
  id: word, title: text(200), says: text(1000),
  area: v.picklist(['dns', 'network', 'host', 'client', 'clock', 'directory', 'office', 'integrity', 'cloud', 'inspect', 'fleet']),
  prevalence: v.picklist(['very-common', 'common', 'occasional', 'rare', 'legacy', 'benign']),
  confidence: v.picklist(['high', 'medium', 'low']),
  isEffect: v.optional(v.boolean()), repairedAfter: v.optional(texts), explains: v.pipe(texts, v.minLength(1)), confirm: v.optional(v.array(v.pipe(texts, v.minLength(1)))), support: v.optional(texts), ruleOut: v.optional(texts), yieldsTo: v.optional(texts), against: v.optional(texts),
  onlyWith: v.optional(texts), decidedBy: v.optional(texts), decisiveEvidence: v.optional(v.array(need)), remedies: texts, verifyWith: texts, sources: texts,
});

const remedy = v.strictObject({
  id: word, title: text(200),
  risk: v.picklist(['read-only', 'changes-client', 'changes-host', 'changes-dns', 'changes-network', 'changes-directory']),
  where: v.picklist(['client', 'host', 'dns', 'network', 'directory']),
  steps: v.pipe(v.array(v.strictObject({ say: text(1000), run: v.optional(text(1000)) })), v.minLength(1), v.maxLength(50)),
});

const settings = {
  causes: v.optional(v.pipe(v.array(cause), v.maxLength(1000))),
  remedies: v.optional(v.pipe(v.array(remedy), v.maxLength(1000))),
  approvedHosts: v.optional(v.pipe(v.array(host), v.maxLength(1000))),
  severities: v.optional(v.record(tag, v.picklist(['warn', 'fail']))),
  helpdesk: v.optional(v.strictObject({ telephone: v.optional(text(100)), ticketQueue: v.optional(text(200)), says: v.optional(text(500)) })),
};

/** `kmsdoctor.config.json`: settings and data, no code. `$schema` is for editors. */
export const jsonConfig = v.strictObject({ $schema: v.optional(v.string()), ...settings });

/** What a config in code comes to, its functions replaced by marks. */
export const codeConfig = v.strictObject({ checks: v.optional(v.pipe(v.array(check), v.maxLength(200))), ...settings });

export type PlainConfig = v.InferOutput<typeof codeConfig>;
export type PlainCheck = NonNullable<PlainConfig['checks']>[number];

const scalar = v.union([v.string(), v.pipe(v.number(), v.finite()), v.boolean(), v.null()]);

/** What the judge of a check of one's own gave: findings, and evidence that it lacked. Its severity is not asked for: the definition says it. */
export const judgement = v.pipe(v.array(v.union([
  v.strictObject({ tag, severity: v.unknown(), message: v.pipe(v.string(), v.check((t) => !isMark(t)), v.minLength(1), v.maxLength(2000)), args: v.record(v.string(), v.union([scalar, v.array(v.string())])) }),
  v.strictObject({ missing: need }),
])), v.maxLength(1000));
