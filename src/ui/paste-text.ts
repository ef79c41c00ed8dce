/** The largest paste that is taken, counted as UTF-8. */
export const pasteLimitBytes = 64 * 1024 * 1024;

/** Terminals send a pasted line break as a carriage return; every kind becomes a line feed. */
export const normaliseBreaks = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** What has arrived so far. Its size is kept beside it, so that a paste in many pieces is not counted again at each. */
export type Pasted = { text: string; bytes: number; breaks: number };

/** Before the first piece. */
export const nothingPasted: Pasted = { text: '', bytes: 0, breaks: 0 };

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/** One more piece at the end. */
export const addPiece = (pasted: Pasted, piece: string): Pasted => ({
  text: pasted.text + piece, bytes: pasted.bytes + Buffer.byteLength(piece), breaks: pasted.breaks + countBreaks(piece),
});

/** Two pastes one after another, as if they had been one. */
export const joinPaste = (first: string, second: string): string => (first.endsWith('\n') ? first : `${first}\n`) + second;

/** The code, where a paste is nothing but one. */
export function singleCode(text: string): string | null {
  const word = text.trim();
  return /^0x[0-9a-f]{8}$/i.test(word) ? word : null;
}

/** `12 lines, 1.4 KB`, for people; a last line without its break counts. */
export function sizeInWords({ text, bytes, breaks }: Pasted): string {
  const lines = text === '' || text.endsWith('\n') ? breaks : breaks + 1;
  const size = bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return `${lines} ${lines === 1 ? 'line' : 'lines'}, ${size}`;
}
