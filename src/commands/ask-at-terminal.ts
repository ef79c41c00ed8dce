import { cleanText } from '../model/clean.ts';
import { wrap } from '../report/wrap.ts';
import type { AnswerLines } from './answer-lines.ts';
import { answerLines, readPaste } from './answer-lines.ts';
import type { Given } from './follow-offer.ts';
import type { Offer } from './offers.ts';

/** Puts a question to a person; null where the answer is no. */
export type AskPerson = {
  ask: (offer: Offer) => Promise<Given | null>;
  /** Says a sentence. */
  say: (sentence: string) => void;
  /** Gives the terminal back: a password may be asked for meanwhile. */
  rest: () => void;
};

/** Questions on standard error, answers from standard input: for a person who sits at both. Anything but yes is no, and so is the end of the input. */
export function askAtTerminal({ stdin, stderr, env }: Pick<NodeJS.Process, 'stdin' | 'stderr' | 'env'> = process): AskPerson {
  const lines = answerLines({ stdin, screen: stderr, isDumb: env['TERM'] === 'dumb' });
  const width = Math.min(stderr.columns > 0 ? stderr.columns : 80, 100);
  const say = (sentence: string): void => void stderr.write(`${wrap(cleanText(sentence), width)}\n`);
  return { say, rest: () => lines.rest(), ask: (offer) => askOn(lines, offer, say, (command) => void stderr.write(`  ${cleanText(command)}\n`)) };
}

async function askOn(lines: AnswerLines, { question, why, run, kind, suggests }: Offer, say: (sentence: string) => void, show: (command: string) => void): Promise<Given | null> {
  say(`${question} ${why}`);
  if (run !== null) show(run);
  const answer = await lines.next('[y/N] ');
  if (answer === null || !/^y(?:es)?$/i.test(answer.trim())) return null;
  if (kind === 'host') {
    const typed = await lines.next(`Which machine, or file of its output?${suggests === '' ? '' : ` (Enter: ${cleanText(suggests)})`} `);
    const target = typed === null ? '' : typed.trim() === '' ? suggests : typed.trim();
    return target === '' ? null : { target };
  }
  if (kind !== 'paste') return {};
  say('Paste it here, and end with a line that holds a single dot.');
  const text = await readPaste(lines);
  if (text === null) say('That is too much text to paste (4 MiB at most): save it to a file, and name the file in the call.');
  return text === null || text.trim() === '' ? null : { text };
}
