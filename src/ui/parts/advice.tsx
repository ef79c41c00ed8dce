import { Box } from 'ink';
import type { ReactNode } from 'react';
import { adviceIn } from '../../report/next-evidence.ts';
import { Say } from './say.tsx';

/** A sentence about what to look at; its commands stand alone on their rows, exactly as they are to be run. */
export function Advice({ how }: { how: string }): ReactNode {
  return (
    <Box flexDirection="column">
      {adviceIn(how).map((a, i) => ('run' in a
        ? <Box key={`${i}:${a.run}`} marginLeft={2}><Say tone="command">{a.run}</Say></Box>
        : <Say key={`${i}:${a.say}`}>{a.say}</Say>))}
    </Box>
  );
}
