import { Box } from 'ink';
import type { ReactNode } from 'react';
import { aroundCaret, type Field } from '../text-entry.ts';
import { Say, useTheme } from './say.tsx';

type TextFieldProps = {
  label: string;
  field: Field;
  isFocused: boolean;
  hint: string;
  /** The field holds marks in place of a secret: read aloud, their number is said instead. */
  isHidden?: boolean;
};

/** A label and one line of typed text; the caret is drawn where keys go. An empty field shows what belongs there. */
export function TextField({ label, field, isFocused, hint, isHidden = false }: TextFieldProps): ReactNode {
  const { glyphs } = useTheme();
  const { before, under, after } = aroundCaret(field);
  const isEmpty = field.value === '';
  const count = Array.from(field.value).length;
  const spoken = isHidden && !isEmpty ? { label: `${count} hidden ${count === 1 ? 'character' : 'characters'}` } : {};
  return (
    <Box aria-role="textbox">
      <Box width={2} flexShrink={0}><Say tone="key" adorns>{isFocused ? glyphs.cursor : ' '}</Say></Box>
      <Box width={15} flexShrink={0}><Say tone={isFocused ? 'strong' : 'plain'}>{label}</Say></Box>
      <Box flexShrink={1} flexGrow={1}>
        <Say wrap={isEmpty ? 'wrap' : 'hard'} {...spoken}>
          {before}
          {isFocused ? <Say tone="caret">{under}</Say> : under}
          {after}
          {isEmpty && <Say tone="quiet">{` ${hint}`}</Say>}
        </Say>
      </Box>
    </Box>
  );
}
