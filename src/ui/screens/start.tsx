import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say, useTheme } from '../parts/say.tsx';
import { choicesOf } from '../start-choices.ts';
import type { ScreenProps } from './screen-props.ts';

/** Rows around the body where the frame has no rules. */
const frameRows = 3;

/** What do you have? */
export function StartScreen({ state, size }: ScreenProps): ReactNode {
  const { glyphs } = useTheme();
  const isRoomy = size.rows >= 16;
  const choices = choicesOf(state);
  // On the lowest terminals every row is needed for what can be chosen.
  const hasHeading = size.rows - frameRows > choices.length;
  return (
    <Frame
      size={size}
      top={<Say wrap="truncate-end"><Say tone="strong">kmsdoctor</Say><Say tone="quiet">  why Windows or Office does not activate</Say></Say>}
      next={<NextLine notice={state.notice} run={null} />}
      bindings={hintsOn('start', state)}
    >
      <Box flexDirection="column" paddingX={1} paddingTop={isRoomy ? 1 : 0}>
        {hasHeading && <Say tone="heading">What do you have?</Say>}
        <Box flexDirection="column" marginTop={isRoomy ? 1 : 0} aria-role="menu">
          {choices.map((choice, i) => {
            const isAt = i === state.chosen;
            return (
              <Box key={`${i}:${choice.title}`} aria-role="menuitem" aria-state={{ selected: isAt }}>
                <Box width={2} flexShrink={0}><Say tone="key" adorns>{isAt ? glyphs.cursor : ' '}</Say></Box>
                <Box width={20} flexShrink={0}><Say tone={isAt ? 'strong' : 'plain'} wrap="truncate-end">{choice.title}</Say></Box>
                <Box flexShrink={1}><Say tone={isAt ? 'plain' : 'quiet'} wrap="truncate-end">{choice.says}</Say></Box>
              </Box>
            );
          })}
        </Box>
        {isRoomy && (
          <Box marginTop={1} flexDirection="column">
            <Say tone="quiet">Pasting works here at once: copy the output of slmgr /dlv or of ospp.vbs /dstatus and paste it.</Say>
            <Say tone="quiet">Pasted text and files are read here and sent nowhere.</Say>
          </Box>
        )}
      </Box>
    </Frame>
  );
}
