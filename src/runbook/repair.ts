import type { Cause } from '../model/cause.ts';
import { forOffice } from '../model/for-office.ts';
import { fieldWord } from '../model/remedy.ts';
import type { Remedy } from '../model/remedy.ts';
import type { Proof, Repair } from '../model/runbook.ts';
import type { RunbookCatalogue } from './catalogue.ts';
import { looks } from './looks.ts';
import { lookOfCheck } from './sign-looks.ts';
import { whatProves, whatProvesForCause, whatProvesForOffice } from './what-proves.ts';

/** The repair of a cause: its remedies with upper-case words where no evidence fills a field, and what proves that it worked. */
export function repairOf(cause: Cause, { checks, remedies }: RunbookCatalogue): Repair {
  return {
    id: cause.id, title: cause.title, says: cause.says,
    remedies: cause.remedies.flatMap((id) => {
      const remedy = remedies.find((r) => r.id === id);
      return remedy === undefined ? [] : [withWords(cause.area === 'office' ? forOffice(remedy) : remedy)];
    }),
    proof: cause.verifyWith.flatMap((id): Proof[] => {
      const check = checks.find((c) => c.id === id);
      const look = check === undefined ? undefined : looks[lookOfCheck(check)];
      const words = whatProvesForCause[cause.id]?.[id] ?? (cause.area === 'office' ? whatProvesForOffice[id] : undefined) ?? whatProves[id];
      const run = words?.run ?? look?.run[0];
      if (check === undefined || look === undefined || run === undefined) return [];
      return [{ check: id, where: words?.where ?? (words?.run === undefined ? look.where : 'client'), run: withWord(run), shows: words?.shows ?? `that ${check.title}` }];
    }),
  };
}

const withWord = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => fieldWord(name));

const withWords = (remedy: Remedy): Remedy => ({
  ...remedy,
  title: withWord(remedy.title),
  steps: remedy.steps.map(({ say, run, does }) => ({ say: withWord(say), ...(run === undefined ? {} : { run: withWord(run) }), ...(does === undefined ? {} : { does }) })),
});
