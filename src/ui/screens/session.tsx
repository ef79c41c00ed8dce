import { Box, useIsScreenReaderEnabled, type DOMElement } from 'ink';
import { useRef, type ReactNode } from 'react';
import { hopsOf } from '../hops.ts';
import { hintsOn } from '../keys.ts';
import { CheckList } from '../parts/check-list.tsx';
import { DiagnosisPane } from '../parts/diagnosis-pane.tsx';
import { Frame } from '../parts/frame.tsx';
import { HopLine } from '../parts/hop-line.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { OpenItem } from '../parts/open-item.tsx';
import { Rule } from '../parts/rule.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { SessionHeader } from '../parts/session-header.tsx';
import { allCheckRows, checkRows, cursorOf, paneOf, type Run } from '../run-state.ts';
import type { ScreenProps } from './screen-props.ts';

/** From here on the panes stand side by side. */
const sideBySideColumns = 80;
/** From here on a third pane shows what stands under the cursor, as Enter would. */
const openedColumns = 180;
/** Under this, panes that follow one another show one at a time: the one with the cursor. */
const bothPanesRows = 20;

/** Under this the hops take one row, whatever the width. */
const wholeHopsRows = 14;

type SessionProps = ScreenProps & { run: Run };

/** The whole problem on one screen: the hops, what was checked, what it means, what to do next. */
export function SessionScreen({ state, size, run, onMeasure }: SessionProps): ReactNode {
  const selected = useRef<DOMElement>(null);
  const isRead = useIsScreenReaderEnabled();
  const inChecks = paneOf(run) === 'checks';
  // Where nothing was judged, no way was walked.
  const hasHops = run.phase !== 'failed' || run.diagnosis !== null;
  const isWide = size.columns >= sideBySideColumns;
  const checks = (
    <Scroll scrolled={state.scrolls.checks} onMeasure={(m) => onMeasure('checks', m)} followed={inChecks ? selected : null}>
      <CheckList rows={checkRows(run)} cursor={cursorOf(run)} selected={selected} onlyFound={run.onlyFound} />
    </Scroll>
  );
  const diagnosis = (
    <Scroll scrolled={state.scrolls.diagnosis} onMeasure={(m) => onMeasure('diagnosis', m)} followed={inChecks ? null : selected}>
      <DiagnosisPane run={run} helpdesk={state.helpdesk} selected={selected} />
    </Scroll>
  );
  // It follows the cursor and so begins at its beginning; Enter opens it to be scrolled.
  const opened = size.columns < openedColumns ? null : (
    <Scroll scrolled={{ ...state.scrolls.detail, offset: 0 }} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
      <OpenItem run={run} />
    </Scroll>
  );
  return (
    <Frame
      size={size}
      top={<Box flexDirection="column" flexShrink={0}><SessionHeader run={run} />{hasHops && <HopLine hops={hopsOf(allCheckRows(run))} isShort={size.rows < wholeHopsRows} />}</Box>}
      next={<NextLine notice={state.notice} run={run} />}
      bindings={hintsOn('session', state)}
    >
      {isRead && <>{diagnosis}{checks}</>}
      {!isRead && isWide && <SideBySide columns={size.columns} left={checks} right={diagnosis} opened={opened} />}
      {!isRead && !isWide && <Stacked size={size} run={run} checks={checks} diagnosis={diagnosis} />}
    </Frame>
  );
}

type Panes = { columns: number; left: ReactNode; right: ReactNode; opened: ReactNode };

function SideBySide({ columns, left, right, opened }: Panes): ReactNode {
  return (
    <Box flexGrow={1} flexShrink={1} flexBasis={0} minHeight={0}>
      <Box width={Math.min(60, Math.floor(columns * 0.42))} flexShrink={0} flexDirection="column" paddingRight={1}>{left}</Box>
      <RuledPane>{right}</RuledPane>
      {opened !== null && <RuledPane>{opened}</RuledPane>}
    </Box>
  );
}

/** A pane with a line to its left; such panes share the width that is left. */
function RuledPane({ children }: { children: ReactNode }): ReactNode {
  return (
    <Box
      flexGrow={1} flexShrink={1} flexBasis={0} minWidth={0} flexDirection="column" paddingLeft={1}
      borderStyle="single" borderTop={false} borderBottom={false} borderRight={false} borderDimColor
    >
      {children}
    </Box>
  );
}

function Stacked({ size, run, checks, diagnosis }: { size: ScreenProps['size']; run: Run; checks: ReactNode; diagnosis: ReactNode }): ReactNode {
  if (size.rows < bothPanesRows) return run.touched && paneOf(run) === 'checks' ? checks : diagnosis;
  return (
    <>
      <Box height={Math.max(4, Math.floor((size.rows - 8) * 0.35))} flexShrink={0} flexDirection="column">{checks}</Box>
      <Rule columns={size.columns} />
      {diagnosis}
    </>
  );
}
