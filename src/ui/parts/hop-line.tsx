import { Box } from 'ink';
import type { ReactNode } from 'react';
import { statusTones, statusWords, type ShownStatus } from '../theme.ts';
import { Say, useTheme } from './say.tsx';

type HopLineProps = {
  hops: readonly { label: string; status: ShownStatus }[];
  /** One row in words, for low terminals. */
  isShort: boolean;
};

/** The way from key to licence: where it breaks is seen before anything is read, and said in words behind it. */
export function HopLine({ hops, isShort }: HopLineProps): ReactNode {
  const { glyphs } = useTheme();
  // The first break alone: what lies behind it cannot work, and words that are there from the start keep the line from growing by a row.
  const broken = hops.find((h) => h.status === 'fail');
  const said = broken === undefined ? 'no break seen' : `breaks at ${broken.label}`;
  if (isShort) return <Say tone={broken === undefined ? 'quiet' : 'bad'} wrap="truncate-end">{said}</Say>;
  return (
    <Box flexWrap="wrap" flexShrink={0}>
      {hops.map((hop, i) => (
        <Box key={hop.label} flexShrink={0}>
          <Say tone={hop.status === 'fail' ? 'bad' : 'plain'}>{`${hop.label} `}</Say>
          <Say tone={statusTones[hop.status]} label={statusWords[hop.status]}>{glyphs[hop.status]}</Say>
          <Say tone="quiet" adorns>{i === hops.length - 1 ? '  ' : `${glyphs.joint} `}</Say>
        </Box>
      ))}
      <Say tone={broken === undefined ? 'quiet' : 'bad'}>{said}</Say>
    </Box>
  );
}
