import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { CheckResult } from '../../model/check.ts';
import type { RemedyPlan, WayBack } from '../../model/apply.ts';
import { doneBy } from '../../report/outcome-words.ts';
import { riskWords } from '../../report/words.ts';
import { Heading } from './heading.tsx';
import { Say } from './say.tsx';

/** Where a remedy would run, what each step is and is done by, the way back, and the checks that prove it. */
export function PlanBody({ plan, checks }: { plan: RemedyPlan; checks: readonly CheckResult[] }): ReactNode {
  const isRun = plan.refusal === null;
  return (
    <Box flexDirection="column" paddingX={1}>
      {!isRun && <Say tone="caution">{plan.refusal}</Say>}
      <Heading title={`On ${plan.machine ?? 'the machine'}`} beside={<Say tone={plan.risk === 'read-only' ? 'quiet' : 'caution'}>{riskWords[plan.risk]}</Say>} />
      {plan.steps.map((step, i) => (
        <Box key={`${i}:${step.say}`} flexDirection="column">
          <Box>
            <Box width={3} flexShrink={0}><Say tone="quiet">{`${i + 1}.`}</Say></Box>
            <Box flexShrink={1}><Say>{step.say}</Say></Box>
          </Box>
          {step.command !== null && <Box marginLeft={3}><Say tone="command">{step.command}</Say></Box>}
          {isRun && <Box marginLeft={3}><Say tone="quiet">{doneBy(step)}</Say></Box>}
        </Box>
      ))}
      <UndoLines undo={plan.undo} />
      {isRun && plan.verifyWith.length > 0 && <Heading title="Proven, before and after, by" />}
      {isRun && plan.verifyWith.map((id) => <Say key={id}>{proofOf(id, checks)}</Say>)}
    </Box>
  );
}

/** A check as what it says, and its id for whoever looks it up. */
function proofOf(id: string, checks: readonly CheckResult[]): string {
  const check = checks.find((c) => c.id === id);
  return check === undefined ? id : `${check.title} (${id})`;
}

/** The way back, each command alone on its rows. */
export function UndoLines({ undo }: { undo: readonly WayBack[] }): ReactNode {
  if (undo.length === 0) return null;
  return (
    <Box flexDirection="column">
      <Heading title="Undo" />
      {undo.map(({ say, command }) => (
        <Box key={`${say} ${command ?? ''}`} flexDirection="column">
          <Say>{say}</Say>
          {command !== null && <Box marginLeft={3}><Say tone="command">{command}</Say></Box>}
        </Box>
      ))}
    </Box>
  );
}
