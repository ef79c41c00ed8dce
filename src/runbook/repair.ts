import type { Cause } from '../model/cause.ts';
import { fieldWord } from '../model/remedy.ts';
import type { Remedy } from '../model/remedy.ts';
import type { Proof, Repair } from '../model/runbook.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { looks } from './looks.ts';
import { lookOfCheck } from './sign-looks.ts';

/** The repair of a cause: its remedies with upper-case words where no evidence fills a field, and what proves that it worked. */
export function repairOf(cause: Cause, { checks, remedies }: RunbookCatalogue): Repair {
  return {
    id: cause.id, title: cause.title, says: cause.says,
    remedies: cause.remedies.flatMap((id) => {
      const remedy = remedies.find((r) => r.id === id);
      return remedy === undefined ? [] : [withWords(remedy)];
    }),
    proof: cause.verifyWith.flatMap((id): Proof[] => {
      const check = checks.find((c) => c.id === id);
      const look = check === undefined ? undefined : looks[lookOfCheck(check)];
      const run = look?.run[0];
      return check === undefined || look === undefined || run === undefined ? [] : [{ check: id, where: look.where, run: withWord(run), shows: check.title }];
    }),
  };
}

const withWord = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => fieldWord(name));

const withWords = (remedy: Remedy): Remedy => ({
  ...remedy,
  title: withWord(remedy.title),
  steps: remedy.steps.map(({ say, run }) => (run === undefined ? { say: withWord(say) } : { say: withWord(say), run: withWord(run) })),
});
