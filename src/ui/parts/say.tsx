import { Text, Transform } from 'ink';
import { Children, createContext, use, type ReactNode } from 'react';
import { cleanText } from '../../model/clean.ts';
import { makeTheme, type Theme, type Tone } from '../theme.ts';

/** The theme of the session; parts read glyphs from it and name tones, never colours. */
export const ThemeContext = createContext<Theme>(makeTheme({ colour: false, unicode: true }));

/** The theme in force. */
export const useTheme = (): Theme => use(ThemeContext);

/** A piece of text and what it is for. */
export type SayProps = {
  tone?: Tone;
  /** `wrap` by default; `truncate-end` keeps to one row. */
  wrap?: 'wrap' | 'hard' | 'truncate-end' | 'truncate-middle';
  /** What a screen reader says instead of the text, for glyphs. */
  label?: string;
  /** True for what only adorns: a screen reader leaves it out. */
  adorns?: boolean;
  children?: ReactNode;
};

/** Longer than any sentence of ours; a remote text without end must not stop the drawing. */
const maxLength = 4000;

/** Strings are cleaned here, whoever wrote them; elements (a `Say` in a `Say`) are left as they are. */
const clean = (children: ReactNode): ReactNode =>
  Children.map(children, (child) => (typeof child === 'string' ? cleanText(child.slice(0, maxLength)) : child));

/** Ink breaks a row before a space that no longer fits, and so begins the next row with it. */
const withoutBrokenSpace = (row: string, index: number): string => (index === 0 ? row : row.replace(/^((?:\u001B\[[\d;]*m)*) /, '$1'));

/** The only part that draws text: whatever the text is, no control character passes, and its look comes from the theme. */
export function Say({ tone = 'plain', wrap = 'wrap', label, adorns = false, children }: SayProps): ReactNode {
  const { styles } = useTheme();
  const text = (
    <Text {...styles[tone]} wrap={wrap} aria-hidden={adorns} {...(label === undefined ? {} : { 'aria-label': label })}>
      {clean(children)}
    </Text>
  );
  // What is typed keeps its spaces, and so does a command, which is read letter by letter; what is truncated has one row.
  return wrap === 'wrap' && tone !== 'command' ? <Transform transform={withoutBrokenSpace}>{text}</Transform> : text;
}
