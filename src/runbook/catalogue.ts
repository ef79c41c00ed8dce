import type { Cause } from '../model/cause.ts';
import type { Check } from '../model/check.ts';
import type { Remedy } from '../model/remedy.ts';

/** What a procedure is drawn from; causes by how often they are met. Handed in, so that drawing loads no check by itself. */
export type RunbookCatalogue = {
  causes: readonly Cause[];
  checks: readonly Check[];
  remedies: readonly Remedy[];
  /** Set where the page is for reading: it holds as many causes as two printed pages do. A walk shows one step at a time and keeps more. */
  isPrinted?: true;
};
