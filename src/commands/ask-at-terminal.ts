import { maskKeys } from '../knowledge/setup-keys.ts';
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
  return { say, rest: () => lines.rest(), ask: (offer) => askOn(lines, offer, { say, show: (command) => void stderr.write(`  ${cleanText(command)}\n`) }) };
}

/** Where a question is spoken: a sentence, and a command alone on its line. */
type Screen = { say: (sentence: string) => void; show: (command: string) => void };

/** Puts one question. A paste that comes in place of the answer is the paste where one is wanted, and no answer where none is. */
export async function askOn(lines: AnswerLines, offer: Offer, { say, show }: Screen): Promise<Given | null> {
  const { question, why, run, kind, suggests } = offer;
  say(`${question} ${why}`);
  if (run !== null) show(run);
  const answer = await lines.next('[y/N] ');
  if (answer !== null && lines.hasWaiting() && !/^(?:y(?:es)?|no?)$/i.test(answer.trim())) {
    if (kind === 'paste') {
      say('Taken as the paste; end it with a line that holds a single dot.');
      return pasted(lines, say, `${maskKeys(answer)}\n`);
    }
    lines.dropWaiting();
    say('That looks like pasted text, and none of it was taken: answer y or n.');
    return askOn(lines, { ...offer, run: null }, { say: () => undefined, show });
  }
  if (answer === null || !/^y(?:es)?$/i.test(answer.trim())) return null;
  if (kind === 'host') {
    const typed = await lines.next(`Which machine, or file of its output?${suggests === '' ? '' : ` (Enter: ${cleanText(suggests)})`} `);
    const target = typed === null ? '' : typed.trim() === '' ? suggests : typed.trim();
    return target === '' ? null : { target };
  }
  if (kind !== 'paste') return {};
  say('Paste it here, and end with a line that holds a single dot.');
  return pasted(lines, say, '');
}

async function pasted(lines: AnswerLines, say: Screen['say'], begun: string): Promise<Given | null> {
  const text = await readPaste(lines);
  if (text === null) say('That is too much text to paste (4 MiB at most): save it to a file, and name the file in the call.');
  else if (`${begun}${text}`.trim() === '') say('Nothing was pasted.');
  return text === null || `${begun}${text}`.trim() === '' ? null : { text: `${begun}${text}` };
}
