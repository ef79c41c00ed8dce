export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text, or leaves it as it is: nothing is said by colour alone. */
export type Paint = (style: Style, text: string) => string;

const codes: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

/** SGR sequences around the text, line by line so that a pager keeps them; with `color` false the text itself. */
export const painter = (color: boolean): Paint => (style, text) =>
  (color ? text.split('\n').map((line) => `\u001B[${codes[style]}m${line}\u001B[0m`).join('\n') : text);
