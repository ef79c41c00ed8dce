import type { Field } from './text-entry.ts';

/** A text that is used and never shown: neither JSON nor an inspection nor a message made of it says more than that it is there. */
export class Secret {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  /** In code points. */
  get length(): number {
    return Array.from(this.#text).length;
  }
  /** The text itself: for what uses it, never for what draws or writes. */
  reveal(): string {
    return this.#text;
  }
  toString(): string {
    return '(hidden)';
  }
  toJSON(): string {
    return '(hidden)';
  }
}

/** A typed secret; `caret` as in a field. */
export type SecretField = { secret: Secret; caret: number };

/** Nothing typed yet. */
export const emptySecret: SecretField = { secret: new Secret(''), caret: 0 };

/** What a change of plain text makes of a secret. */
export function editSecret({ secret, caret }: SecretField, change: (f: Field) => Field): SecretField {
  const next = change({ value: secret.reveal(), caret });
  return { secret: new Secret(next.value), caret: next.caret };
}

/** The same as a field that may be drawn: one mark for each character. */
export const maskedField = ({ secret, caret }: SecretField, mark: string): Field => ({ value: mark.repeat(secret.length), caret });
