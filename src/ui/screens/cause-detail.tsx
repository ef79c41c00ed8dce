import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { DiagnosedCause } from '../../model/report.ts';
import { bindingsOn } from '../keys.ts';
import { CauseReasons } from '../parts/cause-reasons.tsx';
import { Frame } from '../parts/frame.tsx';
import { Heading } from '../parts/heading.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { RemedyHeading, RemedySteps } from '../parts/remedy-steps.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { causeById, type Run } from '../run-state.ts';
import { certaintyTones } from '../theme.ts';
import type { ScreenProps } from './screen-props.ts';

/** One cause: what it says, why it is named, every remedy with its exact commands, and the checks that prove it. */
export function CauseScreen({ state, size, run, id, onMeasure }: ScreenProps & { run: Run; id: string }): ReactNode {
  const cause = causeById(run, id);
  return (
    <Frame
      size={size}
      top={<Box flexShrink={0}><Say tone="strong">{cause?.title ?? id}</Say></Box>}
      next={<NextLine notice={state.notice} run={run} />}
      bindings={bindingsOn('cause', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        {cause === null ? <Say>The diagnosis does not name this cause any more.</Say> : <CauseBody cause={cause} run={run} />}
      </Scroll>
    </Frame>
  );
}

function CauseBody({ cause, run }: { cause: DiagnosedCause; run: Run }): ReactNode {
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
          <RemedyHeading lead={i === 0 ? 'Do this' : 'Or this'} remedy={remedy} />
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
