import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { DiagnosedCause } from '../../model/report.ts';
import type { Run } from '../run-state.ts';
import { certaintyTones } from '../theme.ts';
import { CauseReasons } from './cause-reasons.tsx';
import { Heading } from './heading.tsx';
import { RemedyHeading, RemedySteps } from './remedy-steps.tsx';
import { Say } from './say.tsx';

/** What a cause says, why it is named, every remedy with its exact commands, and the checks that prove it. */
export function CauseBody({ cause, run }: { cause: DiagnosedCause; run: Run }): ReactNode {
  const remedies = cause.remedies.flatMap((id) => run.diagnosis?.remedies[id] ?? []);
  const proof = (run.diagnosis?.checks ?? []).filter((c) => cause.verifyWith.includes(c.id));
  return (
    <Box flexDirection="column" paddingX={1}>
      <Say tone={certaintyTones[cause.certainty]}>{cause.certainty}</Say>
      <Say>{cause.says}</Say>
      <Heading title="Why" />
      <CauseReasons cause={cause} />
      {remedies.map((remedy, i) => (
        <Box key={remedy.id} flexDirection="column">
          <RemedyHeading lead={i > 0 ? 'Or this' : cause.certainty === 'possible' ? 'If it is this,' : 'Do this'} remedy={remedy} />
          <Say tone="strong">{remedy.title}</Say>
          <RemedySteps remedy={remedy} />
        </Box>
      ))}
      {proof.length > 0 && <Heading title="Then press r; these should pass" />}
      {proof.map((check) => <Say key={check.id}>{check.title}</Say>)}
      <Box marginTop={1}><Say tone="quiet">{cause.cause}</Say></Box>
    </Box>
  );
}
