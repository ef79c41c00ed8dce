import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say } from '../parts/say.tsx';
import { subjectOf } from '../run-state.ts';
import { sizeInWords } from '../paste-text.ts';
import { screenOf } from '../shape.ts';
import type { ScreenProps } from './screen-props.ts';

const wanted = 'Paste now: the output of slmgr /dlv, ospp.vbs /dstatus, events, nslookup, or several of these.';
const whenItBegins = 'It begins by itself where the terminal tells that the paste has ended; where it does not, press Enter.';

/** Waits for a paste, or shows how much of one has arrived in a terminal that does not say where a paste ends. */
export function PasteScreen({ state, size }: ScreenProps): ReactNode {
  const screen = screenOf(state);
  const offer = screen.name === 'paste' ? screen.offer : undefined;
  const isEmpty = state.pasted.text === '';
  const { run } = state;
  const replaces = run !== null && run.request.kind === 'machine' && offer === undefined && state.screens.at(-2)?.name !== 'start';
  return (
    <Frame
      size={size}
      top={<Say tone="strong">A paste</Say>}
      next={<NextLine notice={state.notice} run={null} />}
      bindings={hintsOn('paste', state)}
    >
      <Box flexDirection="column" paddingX={1} paddingTop={1} rowGap={1}>
        {offer !== undefined && offer.run !== null && <Box flexDirection="column"><Say>{`${offer.why} Run this on the client:`}</Say><Say tone="command">{offer.run}</Say></Box>}
        <Say tone={isEmpty ? 'plain' : 'good'}>{isEmpty ? (offer === undefined ? wanted : 'Then paste here what it prints.') : `Arrived: ${sizeInWords(state.pasted)}.`}</Say>
        <Say tone={replaces ? 'caution' : 'quiet'}>{isEmpty ? whenItBegins : replaces && run !== null ? `Press Enter to begin with this in place of ${subjectOf(run)}; Esc goes back to it.` : 'Press Enter to begin with this, or paste more to add to it.'}</Say>
      </Box>
    </Frame>
  );
}
