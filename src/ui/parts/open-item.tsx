import { Box } from 'ink';
import type { ReactNode } from 'react';
import { causesOf, checkRows, cursorOf, type Run } from '../run-state.ts';
import { CauseBody } from './cause-body.tsx';
import { CheckBody } from './check-body.tsx';
import { Say } from './say.tsx';

/** What stands under the cursor, opened: a check to its evidence, a cause to its reasons. Empty where nothing is listed. */
export function OpenItem({ run }: { run: Run }): ReactNode {
  const cursor = cursorOf(run);
  const row = checkRows(run).find(({ key }) => key === cursor);
  const cause = causesOf(run).find((c) => `cause:${c.cause}` === cursor);
  return (
    <Box flexDirection="column">
      {row !== undefined && <><Say tone="strong">{row.check.title}</Say><CheckBody row={row} run={run} /></>}
      {cause !== undefined && <><Say tone="strong">{cause.title}</Say><CauseBody cause={cause} run={run} /></>}
    </Box>
  );
}
