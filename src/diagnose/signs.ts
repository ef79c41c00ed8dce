import type { CheckResult, Finding } from '../model/check.ts';
import { codesOf } from '../model/codes-of.ts';
import type { Sign } from '../model/cause.ts';

/** All that the checks established, in the form in which causes ask for it. */
export type Signs = {
  present: ReadonlySet<Sign>;
  /** Ids of checks that ran and found nothing wrong, or that have nothing to say about this case. */
  settled: ReadonlySet<string>;
  /** What is wrong and wants a cause: tags of warn and fail findings and the codes they carry; fail first, in check order. */
  symptoms: readonly Sign[];
  /** The symptoms that make the verdict `failing`. */
  grave: ReadonlySet<Sign>;
  /** The findings and notes behind a sign (by tag, and by code). */
  behind: ReadonlyMap<Sign, readonly Finding[]>;
};

/** Whether a sign is an error code; any other is a tag, or `passed:CHECK-ID`. */
export const isCode = (sign: Sign): boolean => /^0x[0-9A-F]{8}$/.test(sign);

/**
 * Reads the signs of all checks. A finding that reports a code (`args.code`) is, as a symptom, that code wherever some
 * cause explains it: "an attempt failed" has forty explanations, "it failed with 0xC004F038" has few. Its tag stays a sign.
 */
export function readSigns(results: readonly CheckResult[], isExplained: (sign: Sign) => boolean): Signs {
  const present = new Set<Sign>();
  const settled = new Set<string>();
  const grave = new Set<Sign>();
  const mild = new Set<Sign>();
  const behind = new Map<Sign, Finding[]>();
  for (const result of results) {
    if (result.status === 'pass') present.add(`passed:${result.id}`);
    if (result.status === 'pass' || result.status === 'inapplicable') settled.add(result.id);
    for (const finding of [...result.findings, ...result.notes]) {
      const code = finding.args['code'];
      const isItsCode = typeof code === 'string' && isExplained(code);
      for (const sign of [finding.tag, ...codesOf(finding)]) {
        present.add(sign);
        const before = behind.get(sign);
        if (before === undefined) behind.set(sign, [finding]);
        else before.push(finding);
        if (isItsCode && sign === finding.tag) continue;
        if (finding.severity === 'fail') grave.add(sign);
        else if (finding.severity === 'warn') mild.add(sign);
      }
    }
  }
  const symptoms = [...grave, ...[...mild].filter((s) => !grave.has(s))];
  return { present, settled, symptoms, grave, behind };
}
