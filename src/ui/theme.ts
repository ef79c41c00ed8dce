import type { CheckStatus } from '../model/check.ts';
import type { Certainty, Verdict } from '../model/report.ts';

/** What a piece of text is for; no part names a colour. */
export type Tone =
  | 'plain' | 'strong' | 'quiet' | 'heading' | 'command' | 'key' | 'good' | 'caution' | 'bad' | 'unsure' | 'caret';

/** How Ink draws a tone. */
type Style = { color?: string; bold?: boolean; dimColor?: boolean; inverse?: boolean };

/** A check's status, or `waiting` while it has no answer yet. */
export type ShownStatus = CheckStatus | 'waiting';

type Glyphs = Readonly<Record<ShownStatus | 'cursor' | 'rule' | 'bar' | 'joint' | 'more' | 'dot' | 'hidden', string>>;

/** How everything is drawn: a style for each tone, a glyph for each meaning. */
export type Theme = { styles: Readonly<Record<Tone, Style>>; glyphs: Glyphs };

const colours: Theme['styles'] = {
  plain: {},
  strong: { bold: true },
  quiet: { dimColor: true },
  heading: { bold: true, color: 'cyan' },
  command: { color: 'cyan' },
  key: { bold: true },
  good: { color: 'green' },
  caution: { color: 'yellow' },
  bad: { color: 'red', bold: true },
  unsure: { color: 'magenta' },
  caret: { inverse: true },
};

const unicode: Glyphs = {
  pass: '✓', warn: '!', fail: '✗', unknown: '?', inapplicable: '–', broken: '#', waiting: '·',
  cursor: '›', rule: '─', bar: '│', joint: '─', more: '↓', dot: '·', hidden: '•',
};

const ascii: Glyphs = {
  pass: '+', warn: '!', fail: 'x', unknown: '?', inapplicable: '-', broken: '#', waiting: '.',
  cursor: '>', rule: '-', bar: '|', joint: '-', more: 'v', dot: '-', hidden: '*',
};

/** Without colour bold and inverse stay: they are no colours, and the words say everything anyway. */
function withoutColour(style: Style): Style {
  const { color: _, dimColor: __, ...rest } = style;
  return rest;
}

/** `colour` false draws the same words in the terminal's own colours; `unicode` false draws with ASCII alone. */
export function makeTheme(options: { colour: boolean; unicode: boolean }): Theme {
  const styles = options.colour
    ? colours
    : (Object.fromEntries(Object.entries(colours).map(([tone, style]) => [tone, withoutColour(style)])) as Theme['styles']);
  return { styles, glyphs: options.unicode ? unicode : ascii };
}

/** The word beside each status glyph: the status is told without glyph and colour too. */
export const statusWords: Readonly<Record<ShownStatus, string>> = {
  pass: 'pass', warn: 'warn', fail: 'FAIL', unknown: 'unknown', inapplicable: 'n/a', broken: 'broken', waiting: 'waiting',
};

/** The tone of each status. */
export const statusTones: Readonly<Record<ShownStatus, Tone>> = {
  pass: 'good', warn: 'caution', fail: 'bad', unknown: 'unsure', inapplicable: 'quiet', broken: 'unsure', waiting: 'quiet',
};

/** A verdict is drawn with the glyph of the status that it is most like. */
export const verdictStatus: Readonly<Record<Verdict, CheckStatus>> = {
  healthy: 'pass', degraded: 'warn', failing: 'fail', unknown: 'unknown',
};

/** The word of each verdict, in capitals: it is the first thing to see. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  healthy: 'HEALTHY', degraded: 'DEGRADED', failing: 'FAILING', unknown: 'UNKNOWN',
};

/** The tone of each certainty. */
export const certaintyTones: Readonly<Record<Certainty, Tone>> = { confirmed: 'bad', likely: 'caution', possible: 'unsure' };

/**
 * What the environment asks for: `NO_COLOR` (any value that is not empty) and `TERM=dumb` take the colours away;
 * the Linux console and old Windows consoles, whose fonts lack the glyphs, get ASCII.
 */
export function themeFor(env: Readonly<Record<string, string | undefined>>, platform: string): Theme {
  const oldWindowsConsole = platform === 'win32' && !env['WT_SESSION'] && !env['TERM_PROGRAM'] && !env['ConEmuTask'] && !env['TERM'];
  return makeTheme({
    colour: !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    unicode: env['TERM'] !== 'linux' && !oldWindowsConsole,
  });
}
