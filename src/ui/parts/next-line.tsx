import { Box } from 'ink';
import type { ReactNode } from 'react';
import { offerOf } from '../offer-state.ts';
import type { Run } from '../run-state.ts';
import type { Notice } from '../shape.ts';
import { Since } from './elapsed.tsx';
import { Say } from './say.tsx';

type NextLineProps = { notice: Notice | null; run: Run | null };

/** The row above the keys: what the last key did, else what is being waited for, else what to do next. */
export function NextLine({ notice, run }: NextLineProps): ReactNode {
  return (
    <Box height={1} flexShrink={0}>
      {notice !== null ? <Say tone={notice.tone} wrap="truncate-end">{notice.text}</Say> : run !== null && <Next run={run} />}
    </Box>
  );
}

function Next({ run }: { run: Run }): ReactNode {
  const [waiting, ...more] = run.pending;
  if (run.phase === 'running') {
    if (waiting === undefined) return <Say tone="quiet" wrap="truncate-end">Looking…</Say>;
    const others = more.length === 0 ? '' : `, and for ${more.length} more`;
    return <Say tone="quiet" wrap="truncate-end">{`Waiting for ${waiting.label}`}<Since key={waiting.step} />{others}</Say>;
  }
  const offer = offerOf(run);
  if (offer !== null) return <Say tone="strong" wrap="truncate-end">{`${offer.question} ${offer.why}`}</Say>;
  if (run.phase === 'failed') return <Say wrap="truncate-end">r tries again; Esc goes back to give something else.</Say>;
  const next = run.diagnosis?.nextEvidence[0];
  if (next !== undefined && !run.diagnosis?.causes.some((c) => c.certainty === 'confirmed')) return <Say wrap="truncate-end">{`Next: ${next.how}`}</Say>;
  const remedy = run.diagnosis?.remedies[run.diagnosis.causes[0]?.remedies[0] ?? ''];
  return remedy === undefined ? null : <Say wrap="truncate-end">{`Next: ${remedy.title}`}</Say>;
}
