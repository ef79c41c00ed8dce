import { Box, useIsScreenReaderEnabled } from 'ink';
import type { ReactNode } from 'react';
import type { Binding } from '../keys.ts';
import { Footer } from './footer.tsx';
import { Rule } from './rule.tsx';

/** The terminal in character cells. */
export type Size = { columns: number; rows: number };

type FrameProps = { size: Size; top: ReactNode; next: ReactNode; bindings: readonly Binding[]; children: ReactNode };

/** On a low terminal the rules go, so that their rows hold content. */
const rowsForRules = 16;

/** Every screen's shape: what it is about above, the body, what is next, and the keys always on the last row. */
export function Frame({ size, top, next, bindings, children }: FrameProps): ReactNode {
  const { columns, rows } = size;
  const hasRules = rows >= rowsForRules;
  const isRead = useIsScreenReaderEnabled();
  return (
    <Box flexDirection="column" width={columns} {...(isRead ? {} : { height: rows })}>
      {top}
      {hasRules && <Rule columns={columns} />}
      <Box flexGrow={1} flexShrink={1} {...(isRead ? {} : { flexBasis: 0, minHeight: 0, overflow: 'hidden' as const })} flexDirection="column">{children}</Box>
      {hasRules && <Rule columns={columns} />}
      {next}
      <Footer bindings={bindings} columns={columns} />
    </Box>
  );
}
