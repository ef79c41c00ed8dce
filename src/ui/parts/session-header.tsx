import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { DiagnosedCause } from '../../model/report.ts';
import { subjectOf, type Run } from '../run-state.ts';
import { statusTones, verdictStatus, verdictWords } from '../theme.ts';
import { Elapsed } from './elapsed.tsx';
import { Say, useTheme } from './say.tsx';

/** `1 cause, 4 possible`: what the evidence does not prove is no cause yet. */
function countOfCauses(causes: readonly DiagnosedCause[]): string {
  const firm = causes.filter((c) => c.certainty !== 'possible').length;
  const open = causes.length - firm;
  return [firm === 0 ? '' : `${firm} ${firm === 1 ? 'cause' : 'causes'}`, open === 0 ? '' : `${open} possible`].filter((part) => part !== '').join(', ');
}

/** Subject and how it was reached at the left, verdict, causes and time at the right; one row. */
export function SessionHeader({ run }: { run: Run }): ReactNode {
  const { glyphs } = useTheme();
  const verdict = run.diagnosis?.verdict ?? null;
  const isOpen = verdict === null || (run.phase === 'running' && verdict === 'unknown');
  return (
    <Box flexShrink={0} height={1} columnGap={2}>
      <Box flexGrow={1} flexShrink={1} minWidth={0}>
        <Say wrap="truncate-end" tone="strong">{subjectOf(run)}<Say tone="quiet">{run.case === null ? '' : ` ${glyphs.dot} ${run.case.via}`}</Say></Say>
      </Box>
      <Box flexShrink={0} columnGap={2}>
        {isOpen
          ? <Say tone="quiet">{run.phase === 'running' ? 'looking' : 'not judged'}</Say>
          : <Say tone={statusTones[verdictStatus[verdict]]}>{`${glyphs[verdictStatus[verdict]]} ${verdictWords[verdict]}`}</Say>}
        {run.diagnosis !== null && run.diagnosis.causes.length > 0 && <Say>{countOfCauses(run.diagnosis.causes)}</Say>}
        <Elapsed key={run.number} durationMs={run.phase === 'failed' ? 0 : run.durationMs} />
      </Box>
    </Box>
  );
}
