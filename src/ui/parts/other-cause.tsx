import { Box, type DOMElement } from 'ink';
import type { ReactNode, RefObject } from 'react';
import type { DiagnosedCause } from '../../model/report.ts';
import { certaintyTones } from '../theme.ts';
import { Say, useTheme } from './say.tsx';

export type CauseProps = { cause: DiagnosedCause; /** Where the cursor stands on it. */ at: RefObject<DOMElement | null> | null };

/** The mark at the left of a cause that the cursor can stand on. */
export function Mark({ isAt }: { isAt: boolean }): ReactNode {
  const { glyphs } = useTheme();
  return <Box width={2} flexShrink={0}><Say tone="key" adorns>{isAt ? glyphs.cursor : ' '}</Say></Box>;
}

/** A cause in a line: its title, and how sure it is. */
export function OtherCause({ cause, at }: CauseProps): ReactNode {
  return (
    <Box ref={at} columnGap={1}>
      <Mark isAt={at !== null} />
      <Box flexShrink={1} flexGrow={1}><Say tone={at === null ? 'plain' : 'strong'}>{cause.title}</Say></Box>
      <Box flexShrink={0}><Say tone={certaintyTones[cause.certainty]}>{cause.certainty}</Say></Box>
    </Box>
  );
}
