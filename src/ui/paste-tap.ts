import { pasteLimitBytes } from './paste-text.ts';

/** What became of a bracketed paste. */
export type PasteEvent =
  | { type: 'arriving'; bytes: number }
  | { type: 'arrived'; text: string }
  | { type: 'too-large' };

/** A keyboard whose pastes come as events, and whose other keys come as before. */
export type PasteTap<S> = {
  stdin: S;
  /** One listener; gives the function that ends it. */
  listen: (listener: (event: PasteEvent) => void) => () => void;
};

type Readable = NodeJS.ReadableStream;

const begin = '\u001b[200~';
const end = '\u001b[201~';
const ctrlC = '\u0003';
/** How often a long paste says how far it is. */
const bytesBetweenSigns = 512 * 1024;

/** The length of the longest end of `text` that may become `begin`; under three characters it may as well be a key. */
function openingAtEnd(text: string): number {
  for (let length = Math.min(begin.length - 1, text.length); length >= 3; length -= 1) {
    if (begin.startsWith(text.slice(text.length - length))) return length;
  }
  return 0;
}

/**
 * Takes bracketed pastes out of a keyboard's stream before Ink reads it. Ink looks through all of an unfinished paste again
 * at every piece of it (10 MB took 8 seconds in a real terminal, and grew with the square); here each piece is looked
 * at once. A paste over the limit is let go, not kept. Ctrl-C ends one whose end never came.
 */
export function tapPastes<S extends Readable>(stdin: S): PasteTap<S> {
  let listener: ((event: PasteEvent) => void) | null = null;
  // Null outside a paste.
  let pieces: string[] | null = null;
  let bytes = 0;
  let signedBytes = 0;
  // Text read but not yet given on: a beginning that may be a marker's, or what followed a paste.
  let held = '';

  const take = (piece: string): void => {
    bytes += Buffer.byteLength(piece);
    if (bytes > pasteLimitBytes) pieces = [];
    else pieces?.push(piece);
    if (bytes - signedBytes < bytesBetweenSigns) return;
    signedBytes = bytes;
    listener?.({ type: 'arriving', bytes });
  };

  const finish = (): void => {
    const text = (pieces ?? []).join('');
    const isTooLarge = bytes > pasteLimitBytes;
    pieces = null;
    bytes = 0;
    signedBytes = 0;
    listener?.(isTooLarge ? { type: 'too-large' } : { type: 'arrived', text });
  };

  const inPaste = (chunk: string): string => {
    if (chunk === ctrlC) {
      pieces = null;
      held = '';
      return chunk;
    }
    const data = held + chunk;
    const at = data.indexOf(end);
    const until = at === -1 ? Math.max(0, data.length - end.length + 1) : at;
    take(data.slice(0, until));
    held = data.slice(at === -1 ? until : at + end.length);
    if (at !== -1) finish();
    return '';
  };

  const outside = (chunk: string): string => {
    const data = held + chunk;
    const at = data.indexOf(begin);
    if (at !== -1) {
      pieces = [];
      held = data.slice(at + begin.length);
      return data.slice(0, at);
    }
    const kept = openingAtEnd(data);
    held = data.slice(data.length - kept);
    return data.slice(0, data.length - kept);
  };

  /** As `stdin.read`, without pastes; an empty text where a whole piece was one's. Null once all is read. */
  const read = (): string | null => {
    const isInside = pieces !== null;
    const chunk = stdin.read();
    // What was held may hold a marker's end by itself; what may still become a marker waits for more.
    if (chunk === null && (isInside ? !held.includes(end) : !held.includes(begin) && openingAtEnd(held) === held.length)) return null;
    const text = chunk === null ? '' : String(chunk);
    return isInside ? inPaste(text) : outside(text);
  };

  const tapped = new Proxy(stdin, {
    get(target, name): unknown {
      if (name === 'read') return read;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    stdin: tapped,
    listen: (wanted) => {
      listener = wanted;
      return () => {
        listener = null;
      };
    },
  };
}
