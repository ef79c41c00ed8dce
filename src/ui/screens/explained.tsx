import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { subjectOf, type Run } from '../run-state.ts';
import type { ScreenProps } from './screen-props.ts';

/** What a code or word means, as plain lines. */
export function ExplainedScreen({ state, size, run, onMeasure }: ScreenProps & { run: Run }): ReactNode {
  const text = run.explained ?? run.failure ?? (run.phase === 'running' ? 'Looking it up…' : 'Nothing is known of this.');
  return (
    <Frame
      size={size}
      top={<Box height={1} flexShrink={0}><Say tone="strong" wrap="truncate-end">{subjectOf(run)}</Say></Box>}
      next={<NextLine notice={state.notice} run={null} />}
      bindings={hintsOn('explained', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        <Box flexDirection="column" paddingX={1}>
          {text.split('\n').map((line, i) => <Hanging key={`${i}:${line}`} line={line} />)}
        </Box>
      </Scroll>
    </Frame>
  );
}

/** A line with what stands before its words (blanks, a dash, a number) in a column of its own, so that a wrapped line stays under its words. */
function Hanging({ line }: { line: string }): ReactNode {
  const lead = /^ *(?:- |\d+\. )?/.exec(line)?.[0] ?? '';
  if (line === '') return <Say> </Say>;
  return (
    <Box>
      {lead !== '' && <Box width={lead.length} flexShrink={0}><Say>{lead}</Say></Box>}
      <Box flexShrink={1}><Say>{line.slice(lead.length)}</Say></Box>
    </Box>
  );
}
