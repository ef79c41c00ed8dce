import type { Code } from '../model/evidence.ts';
import table from './data/code-causes.json';

/** A cause that can end in a code: a short form of the catalogue's, so that explaining a code loads no check. */
export type CodeCause = {
  /** Null for a cause that is described in the table of root causes but that no check can tell. */
  cause: string | null;
  title: string;
  verifyWith: readonly string[];
};

const causes: Readonly<Record<string, { title: string; verifyWith: readonly string[] }>> = table.causes;
const codes: Readonly<Record<string, readonly string[]>> = table.codes;
const catalogue: ReadonlySet<string> = new Set(table.catalogue);

/** The id where the catalogue of checks has this cause, else null. */
export const catalogueId = (cause: string): string | null => (catalogue.has(cause) ? cause : null);

/** The causes that explain this code (`0x` and eight upper-case digits), the most frequent first; empty where none does. */
export function causesOfCode(code: Code): CodeCause[] {
  const ids = Object.hasOwn(codes, code) ? (codes[code] ?? []) : [];
  return ids.flatMap((id) => {
    const cause = causes[id];
    return cause === undefined ? [] : [{ cause: catalogueId(id), title: cause.title, verifyWith: cause.verifyWith }];
  });
}
