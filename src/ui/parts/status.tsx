import { Box } from 'ink';
import type { ReactNode } from 'react';
import { statusTones, statusWords, type ShownStatus } from '../theme.ts';
import { Say, useTheme } from './say.tsx';

/** A status as glyph and word, in a column as wide as the longest word. */
export function Status({ status }: { status: ShownStatus }): ReactNode {
  const { glyphs } = useTheme();
  return (
    <Box flexShrink={0} width={10}>
      <Say tone={statusTones[status]} label={statusWords[status]}>{`${glyphs[status]} ${statusWords[status]}`}</Say>
    </Box>
  );
}
