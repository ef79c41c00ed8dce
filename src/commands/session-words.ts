import type { Procedure, ProcedureStep } from '../model/runbook.ts';
import { procedureFor } from '../runbook/procedure-for.ts';
import { catalogue } from './catalogue.ts';
import { runExplain } from './explain.ts';
import { explainCatalogue } from './explain-words.ts';
import { plain, procedurePlaces } from './runbook-walk-screens.ts';
import { typedArgument } from './typed-argument.ts';

/** Text, and the commands in it that are to be run on a machine. */
export type WordsTold = { text: string; commands: readonly string[] };

const told = (text: string): WordsTold => ({ text, commands: [] });

/**
 * What the session says to a code or words: the explanation of what is known by name, else what the words of a symptom stand
 * for and what to do about it here. Lines are not wrapped, since the screen lays them out; a sentence where nothing is known.
 */
export async function wordsInSession(words: readonly string[]): Promise<WordsTold> {
  const typed = words.join(' ');
  const printed = await runExplain([...words], { format: 'text', width: Infinity, color: false, loadCatalogue: async () => explainCatalogue() });
  const explained = printed.out.trimEnd();
  if (printed.exitCode === 0) return told(explained);
  const understood = await procedureFor(typed, catalogue);
  if (understood.ok && isOfWords(understood.procedure)) return { text: symptomText(understood.procedure, typed), commands: toPaste(understood.procedure)?.run ?? [] };
  // Words around a code that is known are no words to explain.
  if (explained !== '') return told(explained);
  return told(words.length === 1 || understood.ok ? printed.err.trimEnd() : understood.refusal.split(' Example: ')[0] ?? '');
}

/** Pages of names that `explain` knows are told by it. */
const isOfWords = ({ id }: Procedure): boolean => !/^(?:code|event|cause|tag)-/.test(id);

/** The first look of a fault, where what it prints can be pasted; null where a person has to look. */
function toPaste({ id, steps: [first] }: Procedure): ProcedureStep | null {
  return first === undefined || first.needs.length === 0 || !id.startsWith('symptom-') ? null : first;
}

function symptomText(procedure: Procedure, typed: string): string {
  const { title, understood, steps, repairs } = procedure;
  const isFault = procedure.id.startsWith('symptom-');
  const first = toPaste(procedure);
  return [
    plain(title), `  ${plain(understood)}`,
    ...(isFault
      ? [
          ...(first === null ? [] : ['', `Paste here what this prints, ${procedurePlaces[first.where]}`, ...first.run.map((r) => `    ${plain(r)}`)]),
          '', 'Or have the machine read', '  Esc leads back; choose “A machine” there. It tells most of these causes apart by itself.',
          '', 'What may be behind it, what this points at first', ...repairs.map((r) => `  - ${plain(r.title)} (${r.id})`),
        ]
      : ['', 'In this order', ...steps.map((s, i) => `  ${i + 1}. ${plain(s.title)} (${procedurePlaces[s.where]})`)]),
    '', 'Step by step, one question at a time, in a terminal', `    kmsdoctor runbook ${isFault ? typedArgument(typed) : procedure.id} --walk`,
  ].join('\n');
}
