/**
 * What our script prints: pieces, each a name and one JSON text between two marks. The script writes ASCII alone, no @
 * inside the JSON, and no break of line inside a piece: what a banner, a progress record or a console's width puts in
 * between can be told apart or undone.
 */

/** Begins a piece; its name and a blank follow. */
export const beginsPiece = '@kmsdoctor ';
/** Ends a piece. */
export const endsPiece = '@end';

export type Piece = { name: string; value: unknown };

export type Pieces = {
  /** In the order in which they came. */
  pieces: Piece[];
  /** True where the script came to its end. */
  whole: boolean;
  /** Names of pieces that were there but could not be read: cut short, or no JSON. */
  broken: string[];
};

const mostPieces = 64;

/**
 * The pieces in a text. A console of fixed width breaks long lines, in the middle of words too: since no piece holds a
 * break of its own, all of them are taken out first. Never throws; time is in proportion to the text.
 */
export function readPieces(text: string): Pieces {
  const line = text.replace(/[\r\n]+/g, '');
  const found: Pieces = { pieces: [], whole: false, broken: [] };
  for (let at = line.indexOf(beginsPiece), n = 0; at !== -1 && n < mostPieces; n += 1) {
    const next = line.indexOf('@', at + beginsPiece.length);
    const body = line.slice(at + beginsPiece.length, next === -1 ? line.length : next);
    const name = /^\s*(\w{1,40})\s/.exec(body)?.[1] ?? '';
    const closed = next !== -1 && line.startsWith(endsPiece, next);
    const value = closed ? parse(body.slice(body.indexOf(name) + name.length)) : undefined;
    if (value === undefined) found.broken.push(name);
    else if (name === 'done') {
      found.whole = true;
      found.pieces.push({ name, value });
    } else found.pieces.push({ name, value });
    at = next === -1 ? -1 : line.indexOf(beginsPiece, next);
  }
  return found;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
