import type { Fragment, TextFormat } from '../../src/codec/text-format.ts';

/** Reads a text with one format alone, from where its first piece begins to the end: no other format takes part and nothing is cleaned. */
export function readWith(format: TextFormat, text: string): Fragment[] {
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((_, at) => format.startsAt(lines, at));
  return from === -1 ? [] : format.read(lines, from, lines.length);
}
