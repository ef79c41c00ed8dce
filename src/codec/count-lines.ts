/** Tells the line, counted from `first`, of places in a text that are asked in ascending order; linear over all of them. */
export function countLines(text: string, first: number): (at: number) => number {
  let line = first;
  let next = text.indexOf('\n');
  return (at) => {
    while (next !== -1 && next < at) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
