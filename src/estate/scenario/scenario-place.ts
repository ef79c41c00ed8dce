/** Something that a scenario file says wrong: where (line and column from 1), and one sentence with what was wanted. */
export type ScenarioProblem = { line: number; column: number; message: string };

/** A place within the content of a scenario: keys and list positions from the outside in. */
export type ScenarioPath = readonly (string | number)[];

/** `faults[2].machine`; `the scenario` for the whole of it. */
export function pathInWords(path: ScenarioPath): string {
  let words = '';
  for (const step of path) words += typeof step === 'number' ? `[${step}]` : `${words === '' ? '' : '.'}${step.length > 60 ? `${step.slice(0, 60)}…` : step}`;
  return words === '' ? 'the scenario' : words;
}

/** At most so many problems of one file are told. */
export const mostProblems = 20;
