import { useAnimation, useIsScreenReaderEnabled } from 'ink';
import type { ReactNode } from 'react';
import { Say } from './say.tsx';

const inWords = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Minutes and seconds: counting while `durationMs` is null, then what it took. A `key` of the run starts it anew.
 * A screen reader would be told the whole screen again each second, so for it nothing counts. */
export function Elapsed({ durationMs }: { durationMs: number | null }): ReactNode {
  const isRead = useIsScreenReaderEnabled();
  const { time } = useAnimation({ interval: 1000, isActive: durationMs === null && !isRead });
  if (isRead && durationMs === null) return null;
  if (durationMs !== null && durationMs < 10_000) return <Say tone="quiet">{`${(durationMs / 1000).toFixed(1)} s`}</Say>;
  return <Say tone="quiet">{inWords(durationMs ?? time)}</Say>;
}

/** How many seconds something has been waited for, as part of a sentence; nothing in the first two. */
export function Since(): ReactNode {
  const { time } = useAnimation({ interval: 1000, isActive: !useIsScreenReaderEnabled() });
  return time < 2000 ? null : <Say>{` for ${Math.floor(time / 1000)} s`}</Say>;
}
