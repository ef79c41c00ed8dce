import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Say } from './say.tsx';

type HeadingProps = { title: string; beside?: ReactNode; spaced?: boolean };

/** Begins a section: a row of space above, its title, and something short at its right. */
export function Heading({ title, beside, spaced = true }: HeadingProps): ReactNode {
  return (
    <Box marginTop={spaced ? 1 : 0} columnGap={2}>
      <Say tone="heading">{title}</Say>
      {beside}
    </Box>
  );
}
