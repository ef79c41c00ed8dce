import { Box, measureElement, useBoxMetrics, useIsScreenReaderEnabled, type DOMElement } from 'ink';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { rowsBelow, type Measured, type Scrolled } from '../scrolling.ts';
import { Say, useTheme } from './say.tsx';

type ScrollProps = {
  scrolled: Scrolled;
  /** Told whenever heights changed; the reducer keeps the offset in range. */
  onMeasure: (measured: Measured) => void;
  /** The item of this pane to keep in view; null where the cursor is in none. */
  followed: RefObject<DOMElement | null> | null;
  children: ReactNode;
};

const sameMeasures = (a: Measured, b: Measured): boolean =>
  a.content === b.content && a.view === b.view && a.from === b.from && a.to === b.to;

/** A window on content that may be taller; its last row says how much is below. A screen reader gets the whole. */
export function Scroll({ scrolled, onMeasure, followed, children }: ScrollProps): ReactNode {
  const view = useRef<DOMElement>(null);
  const content = useRef<DOMElement>(null);
  const viewBox = useBoxMetrics(view);
  const contentBox = useBoxMetrics(content);
  const { glyphs } = useTheme();
  const isWhole = useIsScreenReaderEnabled();

  useEffect(() => {
    if (content.current === null || viewBox.height === 0) return;
    const item = followed?.current ?? null;
    const top = measureElement(content.current).y;
    const box = item === null ? null : measureElement(item);
    const measured = {
      content: contentBox.height, view: viewBox.height, from: box === null ? null : box.y - top, to: box === null ? null : box.y - top + box.height,
    };
    if (!sameMeasures(measured, scrolled)) onMeasure(measured);
  });

  if (isWhole) return <Box flexDirection="column">{children}</Box>;
  const below = rowsBelow(scrolled);
  return (
    <Box flexDirection="column" flexGrow={1} flexShrink={1} flexBasis={0} minHeight={0}>
      <Box ref={view} flexGrow={1} flexShrink={1} flexBasis={0} minHeight={0} overflow="hidden" contentOffsetY={scrolled.offset} flexDirection="column">
        <Box ref={content} flexDirection="column" flexShrink={0}>{children}</Box>
      </Box>
      <Box height={1} flexShrink={0} justifyContent="flex-end">
        {below > 0 && <Say tone="quiet" wrap="truncate-end">{`${glyphs.more} ${below} more`}</Say>}
      </Box>
    </Box>
  );
}
