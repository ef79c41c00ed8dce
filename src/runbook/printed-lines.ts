/** Letters of a printed line and lines of two printed pages: A4, margins of 2 cm, text of 9.5 points. */
const lineLength = 108;
export const twoPages = 132;

/** Lines that Markdown takes in print: as a renderer sets it, so without marks and the targets of links, long lines broken; a blank line is half a one. */
export function printedLines(lines: readonly string[]): number {
  return lines.flatMap((line) => line.split('\n')).reduce((sum, line) => {
    const set = line.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\*\*|`|\\(?=[\\`*_[\]<>|#])/g, '');
    return sum + (set === '' ? 0.5 : Math.ceil(set.length / lineLength));
  }, 0);
}
