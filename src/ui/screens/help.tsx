import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bindings, hintsOn, type Binding } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { Heading } from '../parts/heading.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say, useTheme } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import type { ScreenName } from '../shape.ts';
import { statusTones, statusWords, type ShownStatus } from '../theme.ts';
import type { ScreenProps } from './screen-props.ts';

/** Screens whose keys stand together, in the order of the help. */
const groups: readonly { title: string; screens: readonly ScreenName[] }[] = [
  { title: 'The start screen', screens: ['start'] },
  { title: 'The session', screens: ['session'] },
  { title: 'A remedy', screens: ['apply', 'applying'] },
  { title: 'A check, a cause, an explanation, this help', screens: ['check', 'cause', 'explained', 'help'] },
  { title: 'Text fields and pasting', screens: ['machine', 'host', 'account', 'file', 'domain', 'code', 'paste'] },
];

const statusMeanings: Readonly<Record<ShownStatus, string>> = {
  pass: 'holds', warn: 'holds, but look at it', fail: 'does not hold', unknown: 'could not be told; the evidence was not seen',
  inapplicable: 'has nothing to say here', broken: 'failed by itself, a fault of kmsdoctor', waiting: 'its evidence has not come yet',
};

/** Every key of the table, those of the screen before first, and every mark of the screens. */
export function HelpScreen({ state, size, onMeasure }: ScreenProps): ReactNode {
  const { glyphs } = useTheme();
  const before = state.screens.at(-2)?.name;
  const here = groups.filter((g) => before !== undefined && g.screens.includes(before));
  const ordered = [...here, ...groups.filter((g) => !here.includes(g))];
  const bound = bindings.filter((b) => b.isAlwaysInHelp === true || b.when === undefined || b.when(state));
  return (
    <Frame
      size={size}
      top={<Say tone="strong">Help</Say>}
      next={<NextLine notice={state.notice} run={null} />}
      bindings={hintsOn('help', state)}
    >
      <Scroll scrolled={state.scrolls.help} onMeasure={(m) => onMeasure('help', m)} followed={null}>
        <Box flexDirection="column" paddingX={1}>
          {ordered.map((group, i) => <Keys key={group.title} {...group} bound={bound} spaced={i > 0} />)}
          <Heading title="Marks" />
          {(Object.keys(statusMeanings) as ShownStatus[]).map((status) => (
            <Box key={status}>
              <Box width={12} flexShrink={0}><Say tone={statusTones[status]} label={statusWords[status]}>{`${glyphs[status]} ${statusWords[status]}`}</Say></Box>
              <Box flexShrink={1}><Say>{statusMeanings[status]}</Say></Box>
            </Box>
          ))}
        </Box>
      </Scroll>
    </Frame>
  );
}

type KeysProps = { title: string; screens: readonly ScreenName[]; bound: readonly Binding[]; spaced: boolean };

function Keys({ title, screens, bound, spaced }: KeysProps): ReactNode {
  return (
    <Box flexDirection="column">
      <Heading title={title} spaced={spaced} />
      {bound.filter((b) => b.on.some((s) => screens.includes(s))).map((b) => (
        <Box key={`${b.shown}:${b.says}`}>
          <Box width={12} flexShrink={0}><Say tone="key">{b.shown}</Say></Box>
          <Box flexShrink={1}><Say>{b.says}</Say></Box>
        </Box>
      ))}
    </Box>
  );
}
