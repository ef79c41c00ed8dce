import { wrap } from '../report/wrap.ts';

/** Stands for a space inside a command while the line is wrapped: a command that is broken cannot be copied. */
const glue = '\uE000';

/**
 * A page of Markdown as a person reads it on a terminal of so many columns: wrapped between words, what follows a dash or a number
 * under its words, commands whole, without the marks that only a renderer wants.
 */
export function pageOnTerminal(page: string, width: number): string {
  let isCode = false;
  return page.split('\n').map((line) => {
    if (line.startsWith('```')) isCode = !isCode;
    if (isCode || line.startsWith('```')) return line;
    const lead = /^(?:#+ | *(?:- |\d+\. )?)/.exec(line)?.[0] ?? '';
    const pieces = line.slice(lead.length).split(/(`[^`]*`)/);
    const text = pieces.map((piece, i) => (i % 2 === 1 ? piece.replaceAll(' ', glue) : piece.replaceAll('**', '').replaceAll(/\[([^\]]+)\]\((https:[^)]+)\)/g, '$1 - $2').replaceAll(/\\([\\`*_[\]<>|#])/g, '$1'))).join('');
    return wrap(text, width, lead, ' '.repeat(lead.length)).replaceAll(glue, ' ');
  }).join('\n');
}
