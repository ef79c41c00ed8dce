import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { LookBeside } from '../../model/apply.ts';
import { besideRows } from '../../report/beside-rows.ts';
import { Heading } from './heading.tsx';
import { Say, useTheme } from './say.tsx';

const column = 18;

/** Before and after side by side, a line each; where it is narrow, each in rows of its own. */
export function BesideTable({ before, after, isWide }: { before: LookBeside; after: LookBeside | null; isWide: boolean }): ReactNode {
  const { glyphs } = useTheme();
  // Where the terminal has no such glyphs, the words beside them say it all.
  const shown = (text: string): string => (glyphs.pass === '✓' ? text : text.replace(/^\S (?=\S)/, ''));
  const rows = besideRows(before, after).map((row) => ({ what: row.what, before: shown(row.before), after: shown(row.after) }));
  if (!isWide) {
    return (
      <Box flexDirection="column">
        <Heading title="Before and after" />
        {rows.map((row) => (
          <Box key={row.what} flexDirection="column">
            <Say>{row.what}</Say>
            <Box marginLeft={2}><Say tone="quiet">{`before  ${row.before}`}</Say></Box>
            <Box marginLeft={2}><Say tone="strong">{`after   ${row.after}`}</Say></Box>
          </Box>
        ))}
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      <Heading title="Before and after" />
      {rows.map((row) => (
        <Box key={row.what}>
          <Box width={column} flexShrink={0}><Say tone="quiet">{row.before}</Say></Box>
          <Box width={column} flexShrink={0}><Say tone="strong">{row.after}</Say></Box>
          <Box flexShrink={1}><Say>{row.what}</Say></Box>
        </Box>
      ))}
    </Box>
  );
}
