const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A value as the part of a cell that it fills; what is more than nothing is never drawn as nothing. */
export const cell = (filled: number): string => eighths[filled <= 0 ? 0 : Math.max(1, Math.min(8, Math.round(filled * 8)))] ?? ' ';

/** One row of blocks, from nothing to the largest. */
export const spark = (values: readonly number[], largest: number): string => values.map((v) => cell(largest === 0 ? 0 : v / largest)).join('').trimEnd();
