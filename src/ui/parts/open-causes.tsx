import { Box, type DOMElement } from 'ink';
import type { ReactNode, RefObject } from 'react';
import { offerOf } from '../offer-state.ts';
import { causesOf, cursorOf, type Run } from '../run-state.ts';
import { Heading } from './heading.tsx';
import { AdviceLines } from './lines.tsx';
import { OtherCause } from './other-cause.tsx';
import { Say } from './say.tsx';

/** Advice that the section above the list gives; the rest stands below it. */
export const firstAdvice = 1;

/**
 * Causes of which the evidence proves none: said so, with the one thing to bring next before the list (where a question is asked, it is that). No remedy stands
 * here: whoever carried out the first of a list would change what may well be in order.
 */
export function OpenCauses({ run, selected }: { run: Run; selected: RefObject<DOMElement | null> }): ReactNode {
  const causes = causesOf(run);
  const cursor = cursorOf(run);
  const offer = offerOf(run);
  const isOne = causes.length === 1;
  return (
    <Box flexDirection="column">
      <Box marginTop={1}><Say tone="strong">{isOne ? 'One cause is possible, and nothing seen proves it.' : `${causes.length} causes are possible, and nothing seen separates them.`}</Say></Box>
      {offer === null && run.phase !== 'running' && <AdviceLines title="Bring this next" all={(run.diagnosis?.nextEvidence ?? []).slice(0, firstAdvice).map((n) => n.how)} />}
      <Heading title={isOne ? 'Possible' : 'Possible, the most frequent first'} />
      {causes.map((cause) => <OtherCause key={cause.cause} cause={cause} at={cursor === `cause:${cause.cause}` ? selected : null} />)}
      <Say tone="quiet">Tab goes to them, Enter opens one: what speaks for it, and what to do if it is that.</Say>
    </Box>
  );
}
