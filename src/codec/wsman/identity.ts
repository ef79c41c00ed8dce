import { readAnswerWith } from './answer.ts';
import type { AnswerReading } from './answer.ts';
import { cleanText } from '../../model/clean.ts';
import { childOf, trimmedText } from './soap-element.ts';

/** What a service says of itself. `system` is its Windows version; null without authentication, where it says 0.0.0, and where it does not say it. */
export type Identity = { protocol: string | null; vendor: string | null; product: string | null; system: string | null };

/** Reads the answer to Identify. */
export const readIdentity = (text: string): AnswerReading<Identity> =>
  readAnswerWith(text, 'IdentifyResponse', (element) => {
    const told = (name: string): string | null => {
      const value = trimmedText(childOf(element, name));
      return value === null ? null : cleanText(value).slice(0, 200);
    };
    const product = told('ProductVersion');
    const system = /\bOS: (\d+(?:\.\d+)+)/.exec(product ?? '')?.[1] ?? null;
    return { protocol: told('ProtocolVersion'), vendor: told('ProductVendor'), product, system: system === '0.0.0' ? null : system };
  });
