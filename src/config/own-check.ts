import * as v from 'valibot';

import { mapStrings } from '../evidence/map-strings.ts';
import { maskKeys } from '../knowledge/setup-keys.ts';
import type { Check, Finding, Unsettled } from '../model/check.ts';
import { cleanText } from '../model/clean.ts';
import { issueOf } from './config-issue.ts';
import type { OwnThread } from './own-thread.ts';
import { limits } from './own-thread.ts';
import type { PlainCheck } from './schema.ts';
import { judgement } from './schema.ts';

/**
 * A check of one's own as the registry holds it: its judge asks the thread, and throws a sentence (which makes the check
 * `broken`) where the answer is late, a fault, or none that a check can give. `file` is the config's name.
 */
export function ownCheck(described: PlainCheck, thread: OwnThread, file: string): Check {
  const { id, title, sources, needs, wants, decidesFor, findings, when } = described;
  /** Of a check that once had no end nobody waits for another. */
  let isEndless = false;
  const ask = (op: 'when' | 'judge', input: object): unknown => {
    const late = `This check of your own (${file}) gave no answer within ${limits.askMs / 1000} seconds and was stopped.`;
    if (isEndless) throw new Error(late);
    const answer = thread.ask({ op, id, input: mapStrings(input, maskKeys) });
    isEndless = answer === null;
    if (answer === null) throw new Error(late);
    if (!answer.ok) throw new Error(`This check of your own (${file}${answer.line === null ? '' : `, line ${answer.line}`}) failed: ${cleanText(answer.said).slice(0, 300)}`);
    return answer.value;
  };
  const nonsense = (why: string): Error => new Error(`This check of your own (${file}) gave what no check can give: ${why}.`);
  return {
    id, title, sources, needs, ...(wants === undefined ? {} : { wants }), ...(decidesFor === undefined ? {} : { decidesFor }),
    findings: Object.fromEntries(Object.entries(findings).map(([tag, { severity, remark }]) => [tag, { severity, says: () => '', ...(remark === undefined ? {} : { remark }) }])),
    ...(when === undefined ? {} : {
      when(input: object): boolean {
        const applies = ask('when', input);
        if (typeof applies !== 'boolean') throw nonsense('"when" should say true or false');
        return applies;
      },
    }),
    judge(input: object, raise: Record<string, (args: Finding['args']) => Finding>): (Finding | Unsettled)[] {
      const given = ask('judge', input);
      if (!Array.isArray(given)) throw nonsense('"judge" should give a list of findings');
      const read = v.safeParse(judgement, given, { abortEarly: true });
      if (!read.success) throw nonsense(issueOf(judgement, read.issues[0]).message);
      return read.output.map((item) => {
        if ('missing' in item) return item;
        const raised = raise[item.tag]?.(clean(item.args));
        if (raised === undefined) throw nonsense(`${cleanText(item.tag)} is no finding of it`);
        return { ...raised, message: clean(item.message) };
      });
    },
  };
}

const clean = <T>(value: T): T => mapStrings(value, (text) => maskKeys(cleanText(text)));
