import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { DiagnosedCause } from '../../model/report.ts';
import { Labelled } from './labelled.tsx';

/** Why a cause is named: what speaks for it, what against, and which symptoms it explains. */
export function CauseReasons({ cause }: { cause: DiagnosedCause }): ReactNode {
  return (
    <Box flexDirection="column">
      <Labelled label="for" lines={cause.because} />
      <Labelled label="against" lines={cause.against.length === 0 ? ['nothing'] : cause.against} />
      <Labelled label="explains" lines={cause.explains.length === 0 ? [] : [cause.explains.join(', ')]} />
    </Box>
  );
}
