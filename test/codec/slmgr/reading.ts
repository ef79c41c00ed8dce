import type { ActivationAttempt, LicensingProduct } from '../../../src/model/evidence.ts';
import { readStrayErrors, slmgrFormat } from '../../../src/codec/slmgr/index.ts';
import { readWith } from '../../../src/codec/text/read-with.ts';
import type { Fragment } from '../../../src/codec/text-format.ts';

/** Reads a text with the codec of slmgr.vbs alone, cleaned and cut as every paste is. */
export const read = (text: string): Fragment[] => readWith(text, [slmgrFormat], readStrayErrors).fragments;

/** All products of a text. */
export const productsOf = (text: string): LicensingProduct[] => read(text).flatMap((f) => f.products);

/** All attempts of a text. */
export const attemptsOf = (text: string): ActivationAttempt[] => read(text).flatMap((f) => f.attempts);

/** The only product of a text. */
export function productOf(text: string): LicensingProduct {
  const products = productsOf(text);
  const [only] = products;
  if (products.length !== 1 || only === undefined) throw new Error(`one product wanted, found ${products.length}`);
  return only;
}
