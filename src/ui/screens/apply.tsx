import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { PlanBody } from '../parts/plan-body.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { TextField } from '../parts/text-field.tsx';
import type { Run } from '../run-state.ts';
import type { ScreenProps } from './screen-props.ts';

/** A remedy before it is confirmed: where it runs, the exact commands, the way back, what proves it; and the field that confirms it. */
export function ApplyScreen({ state, size, run, remedy, onMeasure }: ScreenProps & { run: Run; remedy: string }): ReactNode {
  const plan = run.plans[remedy];
  const isRun = plan?.refusal === null;
  return (
    <Frame
      size={size}
      top={<Box flexShrink={0}><Say tone="strong">{plan?.title ?? remedy}</Say></Box>}
      next={<NextLine notice={state.notice ?? { tone: 'good', text: isRun ? 'Nothing has been done yet.' : 'This is not carried out.' }} run={null} />}
      bindings={hintsOn('apply', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        {plan === undefined ? <Say>The diagnosis does not name this remedy any more.</Say> : <PlanBody plan={plan} checks={run.diagnosis?.checks ?? []} />}
      </Scroll>
      {plan !== undefined && isRun && (
        <Box flexDirection="column" flexShrink={0}>
          <Say>{plan.risk === 'read-only' ? 'It changes nothing there. Type y to run it:' : `To change ${plan.machine ?? 'the machine'}, type its name:`}</Say>
          <TextField label={plan.risk === 'read-only' ? 'Run it' : 'Its name'} field={state.fields.confirm} isFocused hint="" />
        </Box>
      )}
    </Frame>
  );
}
