import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useTheme, Say } from './say.tsx';

/** A line across; the box cuts it to its width. */
export function Rule({ columns }: { columns: number }): ReactNode {
  const { glyphs } = useTheme();
  return (
    <Box height={1} flexShrink={0} overflow="hidden">
      <Say tone="quiet" wrap="truncate-end" adorns>{glyphs.rule.repeat(columns)}</Say>
    </Box>
  );
}
