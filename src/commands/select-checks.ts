import { cleanText } from '../model/clean.ts';
import { UsageError } from './usage-error.ts';

/** Which checks a call asks for. */
export type CheckSelection = {
  includes: (checkId: string) => boolean;
  /** The patterns that name none of these checks: a typing mistake would else pass in silence. */
  unmatched: (checkIds: readonly string[]) => string[];
};

/** `--only` and `--skip` take check ids with `*` for any run of characters. Throws UsageError for what can be no id. */
export function selectChecks(only: readonly string[], skip: readonly string[]): CheckSelection {
  const wanted = only.map(globOf);
  const unwanted = skip.map(globOf);
  return {
    includes: (id) => (wanted.length === 0 || wanted.some((g) => g.matches(id))) && !unwanted.some((g) => g.matches(id)),
    unmatched: (ids) => [...wanted, ...unwanted].filter((g) => !ids.some(g.matches)).map((g) => g.glob),
  };
}

type Glob = { glob: string; matches: (id: string) => boolean };

function globOf(glob: string): Glob {
  if (!/^[a-z0-9/*-]{1,100}$/.test(glob)) throw new UsageError(`"${cleanText(glob).slice(0, 80)}" is no check id: ids look like dns/srv-record-found, and * stands for anything.`);
  const parts = glob.split('*');
  return { glob, matches: (id) => matchesParts(id, glob, parts) };
}

/** Each part is looked for after the one before: in proportion to the lengths, whatever the pattern. */
function matchesParts(id: string, glob: string, parts: readonly string[]): boolean {
  if (parts.length === 1) return id === glob;
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!id.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return id.length - last.length >= at && id.endsWith(last);
}
