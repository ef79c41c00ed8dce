import type { WmiRow } from '../../model/windows.ts';
import { malformed, readAnswer, readAnswerWith } from './answer.ts';
import type { AnswerReading } from './answer.ts';
import type { EnvelopeOptions } from './envelope.ts';
import { RowBuilder } from './row-builder.ts';
import { childOf, trimmedText } from './soap-element.ts';
import type { SoapElement } from './soap-element.ts';

/** One page of an enumeration: the context to go on with, null at its end, and how many rows were handed over. */
export type EnumerationPage = { context: string | null; rows: number };

/**
 * Reads the answer to Enumerate or Pull; its rows go to `onRow` as they are read. The end is EndOfSequence in either
 * namespace, or a context that is empty or missing.
 */
export function readEnumerationPage(text: string, options: EnvelopeOptions): AnswerReading<EnumerationPage> {
  const answer = readAnswer(text, options);
  if (!answer.ok) return answer;
  const page = answer.value.body.find(({ name }) => name === 'EnumerateResponse' || name === 'PullResponse');
  if (page === undefined) return malformed('EnumerateResponse or PullResponse');
  const context = childOf(page, 'EndOfSequence') === null ? trimmedText(childOf(page, 'EnumerationContext')) : null;
  return { ok: true, value: { context, rows: answer.value.rows } };
}

function tell(element: SoapElement, builder: RowBuilder): void {
  builder.open(element.name, element.attributes);
  builder.text(element.text);
  for (const child of element.children) tell(child, builder);
  builder.close();
}

/** An element whose children are properties, as a row. */
function rowOf(element: SoapElement): WmiRow {
  let row: WmiRow = {};
  tell(element, new RowBuilder((read) => { row = read; }));
  return row;
}

/** Reads the answer to Get: the instance that is the body. */
export const readInstance = (text: string): AnswerReading<WmiRow> => readAnswerWith(text, null, rowOf);

/** What a method gave back: its return value, and its out parameters, lists by `xsi:nil` and repetition as in rows. */
export type MethodOutput = { returnValue: number; values: WmiRow };

/** Reads the answer to a method's call. */
export const readMethodOutput = (text: string, method: string): AnswerReading<MethodOutput> =>
  readAnswerWith(text, `${method}_OUTPUT`, (element) => {
    const { ReturnValue: returned, ...values } = rowOf(element);
    return typeof returned === 'number' ? { returnValue: returned, values } : null;
  });
