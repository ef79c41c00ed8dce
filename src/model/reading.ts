/** Something a person should know about how their input was read (a cut text, a second machine, a line not understood). */
export type ReadingNote = { line: number | null; text: string };
