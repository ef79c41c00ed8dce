import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Say } from './say.tsx';
import type { Tone } from '../theme.ts';

type LabelledProps = { label: string; lines: readonly string[]; tone?: Tone; width?: number };

/** A quiet word at the left and its lines beside it; nothing where there are no lines. */
export function Labelled({ label, lines, tone = 'plain', width = 10 }: LabelledProps): ReactNode {
  if (lines.length === 0) return null;
  return (
    <Box>
      <Box width={width} flexShrink={0}><Say tone="quiet">{label}</Say></Box>
      <Box flexDirection="column" flexShrink={1} flexGrow={1}>
        {lines.map((line, i) => <Say key={`${i}:${line}`} tone={tone}>{line}</Say>)}
      </Box>
    </Box>
  );
}
