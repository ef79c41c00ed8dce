import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { CheckBody } from '../parts/check-body.tsx';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { checkById, type Run } from '../run-state.ts';
import type { ScreenProps } from './screen-props.ts';

/** One check: its answer, what it found, what it lacked, and the evidence behind it. */
export function CheckScreen({ state, size, run, id, onMeasure }: ScreenProps & { run: Run; id: string }): ReactNode {
  const row = checkById(run, id);
  return (
    <Frame
      size={size}
      top={<Box flexShrink={0}><Say tone="strong">{row?.check.title ?? id}</Say></Box>}
      next={<NextLine notice={state.notice} run={run} />}
      bindings={hintsOn('check', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        {row === null ? <Say>This check is not part of this session any more.</Say> : <CheckBody row={row} run={run} />}
      </Scroll>
    </Frame>
  );
}
