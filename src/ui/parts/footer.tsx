import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsThatFit, type Binding } from '../keys.ts';
import { Say } from './say.tsx';

/** The last row: what each key does here, from the key table. */
export function Footer({ bindings, columns }: { bindings: readonly Binding[]; columns: number }): ReactNode {
  return (
    <Box height={1} flexShrink={0} columnGap={2} overflow="hidden">
      {hintsThatFit(bindings, columns).map((b) => (
        <Box key={`${b.shown}${b.hint}`} flexShrink={0}><Say tone="key">{b.shown}</Say><Say tone="quiet">{` ${b.hint}`}</Say></Box>
      ))}
    </Box>
  );
}
