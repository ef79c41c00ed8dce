import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Diagnosis } from '../../model/report.ts';
import { statusTones, verdictStatus, verdictWords } from '../theme.ts';
import { Say, useTheme } from './say.tsx';

/** `✗ FAILING  WS-0142 does not activate: …`; `settled` false says that evidence is still coming. */
export function VerdictLine({ diagnosis, settled }: { diagnosis: Diagnosis; settled: boolean }): ReactNode {
  const { glyphs } = useTheme();
  const status = verdictStatus[diagnosis.verdict];
  if (!settled && diagnosis.verdict === 'unknown') return <Say tone="quiet">Nothing can be said yet.</Say>;
  return (
    <Box flexDirection="column">
      <Say tone={statusTones[status]}>{`${glyphs[status]} ${verdictWords[diagnosis.verdict]}${settled ? '' : ' so far'}`}</Say>
      <Say tone="strong">{diagnosis.headline}</Say>
    </Box>
  );
}
