import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';

import { maskKeys } from '../knowledge/setup-keys.ts';
import { cleanText } from '../model/clean.ts';

/** Where answers come from, line by line: a person at a terminal, or a pipe. */
export type AnswerLines = {
  /** Shows the prompt and waits for a line, without its line end; null at the end of the input (or Ctrl-D). */
  next(prompt: string): Promise<string | null>;
  /** Whether lines stand waiting that a paste brought. A pipe's lines are answers, and none of them waits. */
  hasWaiting(): boolean;
  /** Drops the lines that a paste left waiting; true where there were any. A pipe's lines are answers, and none is dropped. */
  dropWaiting(): boolean;
  /** Gives the terminal back, so that a password can be asked for; the next question takes it again. */
  rest(): void;
};

type Terminal = {
  stdin: NodeJS.ReadStream;
  /** What is drawn on. */
  screen: NodeJS.WriteStream;
  isDumb: boolean;
};

/** Longest line that is taken; what goes beyond is dropped, so that no input fills the memory. */
const mostLetters = 1024 * 1024;

/**
 * Reads lines with editing where there is a real terminal. A dumb terminal edits by itself, and a pipe needs no editing:
 * both are read as they come.
 */
export const answerLines = (terminal: Terminal): AnswerLines =>
  (terminal.stdin.isTTY && terminal.screen.isTTY && !terminal.isDumb ? editedLines(terminal) : plainLines(terminal));

function editedLines({ stdin, screen }: Terminal): AnswerLines {
  const waiting: string[] = [];
  let open: Interface | null = null;
  let wanted: ((line: string | null) => void) | null = null;
  const take = (line: string | null): void => {
    const resolve = wanted;
    wanted = null;
    if (resolve !== null) resolve(line);
    else if (line !== null) waiting.push(line.slice(0, mostLetters));
  };
  const start = (): Interface => {
    const lines = createInterface({ input: stdin, output: screen, terminal: true, historySize: 0 });
    // Ctrl-C is a key here, no signal: without a listener of its own it closes, which stops the walk and keeps it.
    lines.on('line', take).on('close', () => {
      if (open === lines) open = null;
      // Ctrl-D and Ctrl-C leave the cursor behind the prompt.
      if (wanted !== null) screen.write('\n');
      take(null);
    });
    return lines;
  };
  return {
    next: (prompt) => new Promise((resolve) => {
      const line = waiting.shift();
      if (line !== undefined) {
        screen.write(prompt === '' ? '' : '\n');
        return resolve(line);
      }
      open ??= start();
      wanted = resolve;
      open.setPrompt(prompt);
      open.prompt();
    }),
    hasWaiting: () => waiting.length > 0,
    dropWaiting: () => waiting.splice(0).length > 0,
    rest() {
      const lines = open;
      open = null;
      lines?.close();
    },
  };
}

const fromLineEnd = (chunk: string): string => (chunk.includes('\n') ? chunk.slice(chunk.indexOf('\n')) : '');

function plainLines({ stdin, screen }: Terminal): AnswerLines {
  const chunks = stdin.setEncoding('utf8')[Symbol.asyncIterator]();
  let text = '';
  let ended = false;
  return {
    async next(prompt) {
      screen.write(prompt);
      for (;;) {
        const end = text.indexOf('\n');
        if (end !== -1 || (ended && text !== '')) {
          const line = (end === -1 ? text : text.slice(0, end)).slice(0, mostLetters).replace(/\r$/, '');
          text = end === -1 ? '' : text.slice(end + 1);
          // What a pipe answers stands beside the question, as what a person types does.
          if (!stdin.isTTY && prompt !== '') screen.write(`${cleanText(line).slice(0, 60)}\n`);
          return line;
        }
        if (ended) {
          screen.write('\n');
          return null;
        }
        const chunk = await chunks.next();
        if (chunk.done === true) ended = true;
        else text = text.length <= mostLetters ? text + String(chunk.value) : text.slice(0, mostLetters) + fromLineEnd(String(chunk.value));
      }
    },
    hasWaiting: () => false,
    dropWaiting: () => false,
    rest() {
      // Nothing is held.
    },
  };
}

const mostPasted = 4 * 1024 * 1024;

/** Lines up to a single dot, or to the end of the input; null where it is more than is taken, all of it having been read. */
export async function readPaste(lines: AnswerLines): Promise<string | null> {
  const pasted: string[] = [];
  let length = 0;
  for (;;) {
    const line = await lines.next('');
    if (line === null || line.trim() === '.') break;
    length += line.length + 1;
    if (length <= mostPasted) pasted.push(line);
  }
  return length > mostPasted ? null : maskKeys(pasted.join('\n'));
}
