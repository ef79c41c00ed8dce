import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { CauseBody } from '../parts/cause-body.tsx';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { causeById, firmestCause, type Run } from '../run-state.ts';
import type { ScreenProps } from './screen-props.ts';

/** One cause: what it says, why it is named, every remedy with its exact commands, and the checks that prove it. */
export function CauseScreen({ state, size, run, id, onMeasure }: ScreenProps & { run: Run; id: string }): ReactNode {
  const cause = causeById(run, id);
  return (
    <Frame
      size={size}
      top={<Box flexShrink={0}><Say tone="strong">{cause?.title ?? id}</Say></Box>}
      next={<NextLine notice={state.notice} run={run.phase !== 'running' && firmestCause(run)?.cause !== id ? null : run} />}
      bindings={hintsOn('cause', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        {cause === null ? <Say>The diagnosis does not name this cause any more.</Say> : <CauseBody cause={cause} run={run} />}
      </Scroll>
    </Frame>
  );
}
