import { Box } from 'ink';
import type { ReactNode } from 'react';
import { offerOf } from '../offer-state.ts';
import { causesOf, firmestCause, isUnread, type Run } from '../run-state.ts';
import type { Notice } from '../shape.ts';
import { Since } from './elapsed.tsx';
import { Say } from './say.tsx';

/** Rows that it may take: a question with its reason has room at 60 columns. */
const mostRows = 4;

type NextLineProps = { notice: Notice | null; run: Run | null };

/** Above the keys: what the last key did, else what is being waited for, else what to do next. It is read whole, so it wraps. */
export function NextLine({ notice, run }: NextLineProps): ReactNode {
  return (
    <Box minHeight={1} maxHeight={mostRows} flexShrink={0} overflow="hidden">
      {notice !== null ? <Say tone={notice.tone}>{notice.text}</Say> : run !== null && <Next run={run} />}
    </Box>
  );
}

function Next({ run }: { run: Run }): ReactNode {
  const [waiting, ...more] = run.pending;
  // What is waited for changes by itself: one row, or all above it would move.
  if (run.phase === 'running') {
    if (waiting === undefined) return <Say tone="quiet" wrap="truncate-end">Looking…</Say>;
    const others = more.length === 0 ? '' : `, and for ${more.length} more`;
    return <Say tone="quiet" wrap="truncate-end">{`Waiting for ${waiting.label}`}<Since key={waiting.step} />{others}</Say>;
  }
  const offer = offerOf(run);
  if (offer !== null) return <Say tone="strong">{`${offer.question} ${offer.why}`}</Say>;
  if (run.phase === 'failed') return <Say>{run.request.kind === 'paste' ? 'Paste something else; Esc goes back.' : 'r tries again; Esc goes back to give something else.'}</Say>;
  if (isUnread(run) && run.case?.evidence.licensingProducts.state === 'unseen' && run.case.evidence.licensingProducts.reason === 'denied') {
    return <Say>Esc goes back, to type the password again or give another account; r would send the same again, which may lock it.</Say>;
  }
  if (isUnread(run)) return <Say>r tries again; Esc goes back, to give another machine or account.</Say>;
  const firmest = firmestCause(run);
  const next = run.diagnosis?.nextEvidence[0];
  if (next !== undefined && firmest?.certainty !== 'confirmed') return <Say>{`Next: ${next.how.replaceAll('`', '')}`}</Say>;
  const remedy = firmest === null ? undefined : run.diagnosis?.remedies[firmest.remedies[0] ?? ''];
  const isCarriedOut = remedy !== undefined && run.plans[remedy.id]?.refusal === null;
  if (remedy !== undefined) return <Say>{`Next: ${remedy.title}.${isCarriedOut ? ' Press a to see how kmsdoctor would do it; nothing is done before you confirm it.' : ''}`}</Say>;
  return causesOf(run).length > 0 ? <Say>Tab goes to the causes, Enter opens one.</Say> : null;
}
