/** What a decoder gives back: a value, or where it stopped and what it wanted there. Decoders never throw, on any bytes. */
export type Decoded<T> = { ok: true; value: T } | { ok: false; at: number; wanted: string };

/** Something a person should know about how their input was read (a cut text, a second machine, a line not understood). */
export type ReadingNote = { line: number | null; text: string };
