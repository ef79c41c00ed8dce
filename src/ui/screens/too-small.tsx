import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Size } from '../parts/frame.tsx';
import { Say } from '../parts/say.tsx';

/** Under this in either direction nothing useful can be drawn. */
export const smallest: Size = { columns: 40, rows: 10 };

/** Instead of a broken picture. The session goes on behind it. */
export function TooSmall({ size }: { size: Size }): ReactNode {
  return (
    <Box width={size.columns} height={size.rows}>
      <Say wrap="truncate-end">{`${size.columns}x${size.rows}: needs ${smallest.columns}x${smallest.rows}; q quits`}</Say>
    </Box>
  );
}
