import { Box, type DOMElement } from 'ink';
import type { ReactNode, RefObject } from 'react';
import type { CheckRow, RowKey } from '../run-state.ts';
import { Say, useTheme } from './say.tsx';
import { Status } from './status.tsx';

type CheckListProps = { rows: readonly CheckRow[]; cursor: RowKey | null; selected: RefObject<DOMElement | null>; onlyFound: boolean };

function areasOf(rows: readonly CheckRow[]): { area: string; rows: CheckRow[] }[] {
  const areas = new Map<string, CheckRow[]>();
  for (const row of rows) areas.set(row.check.area, [...(areas.get(row.check.area) ?? []), row]);
  return [...areas].map(([area, list]) => ({ area, rows: list }));
}

/** The checks by area in their fixed order. A row's height comes from its title alone, so an answer moves nothing. */
export function CheckList({ rows, cursor, selected, onlyFound }: CheckListProps): ReactNode {
  if (rows.length === 0) return <Say tone="quiet">{onlyFound ? 'No check found anything wrong (f lists all).' : 'No check was made.'}</Say>;
  return (
    <Box flexDirection="column" aria-role="list">
      {areasOf(rows).map((group) => (
        <Box key={group.area} flexDirection="column">
          <Say tone="heading">{group.area}</Say>
          {group.rows.map((row) => <Row key={row.key} row={row} at={row.key === cursor ? selected : null} />)}
        </Box>
      ))}
    </Box>
  );
}

/** `at` is given for the row under the cursor. */
function Row({ row, at }: { row: CheckRow; at: RefObject<DOMElement | null> | null }): ReactNode {
  const { glyphs } = useTheme();
  const isAt = at !== null;
  const isQuiet = row.status === 'inapplicable' || row.status === 'waiting';
  return (
    <Box ref={at} aria-role="listitem" aria-state={{ selected: isAt }}>
      <Box width={2} flexShrink={0}><Say tone="key" adorns>{isAt ? glyphs.cursor : ' '}</Say></Box>
      <Status status={row.status} />
      <Box flexShrink={1} flexGrow={1}><Say tone={isAt ? 'strong' : isQuiet ? 'quiet' : 'plain'}>{row.check.title}</Say></Box>
    </Box>
  );
}
