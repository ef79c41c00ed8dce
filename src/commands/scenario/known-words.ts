import { catalogue } from '../catalogue.ts';
import type { KnownWords } from '../../estate/scenario/known-words.ts';

/** What a scenario may expect of this kmsdoctor. */
export const knownWords: KnownWords = {
  causes: catalogue.causes.map(({ id }) => id),
  checks: catalogue.checks.map(({ id }) => id),
  tags: catalogue.checks.flatMap(({ findings }) => Object.entries(findings).filter(([, { severity }]) => severity !== 'note').map(([tag]) => tag)),
};
