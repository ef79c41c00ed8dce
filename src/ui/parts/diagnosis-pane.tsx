import { Box, type DOMElement } from 'ink';
import type { ReactNode, RefObject } from 'react';
import type { Helpdesk } from '../../model/config.ts';
import { helpdeskSays } from '../../report/helpdesk.ts';
import type { DiagnosedCause, Diagnosis } from '../../model/report.ts';
import { declinedOf, offerOf } from '../offer-state.ts';
import { cursorOf, type Run } from '../run-state.ts';
import { certaintyTones } from '../theme.ts';
import { CauseReasons } from './cause-reasons.tsx';
import { Heading } from './heading.tsx';
import { AdviceLines, Lines } from './lines.tsx';
import { firstAdvice, OpenCauses } from './open-causes.tsx';
import { Mark, OtherCause, type CauseProps } from './other-cause.tsx';
import { RemedyHeading, RemedySteps } from './remedy-steps.tsx';
import { Say, useTheme } from './say.tsx';
import { VerdictLine } from './verdict-line.tsx';

/** Forecasts that a pane shows, the nearest first; the report lists them all. */
const mostForecasts = 4;

type DiagnosisPaneProps = { run: Run; helpdesk?: Helpdesk | null; selected: RefObject<DOMElement | null> };

/** What it all means: the verdict, the first cause with its reasons and what to do, the others in a line each. */
export function DiagnosisPane({ run, helpdesk, selected }: DiagnosisPaneProps): ReactNode {
  const { diagnosis } = run;
  const { glyphs } = useTheme();
  const offer = offerOf(run);
  if (run.failure !== null && diagnosis === null) return <Failure message={run.failure} />;
  if (diagnosis === null) return <Say tone="quiet">{run.phase === 'running' ? 'Gathering evidence…' : 'Nothing was judged.'}</Say>;
  const [first, ...others] = diagnosis.causes;
  const firm = others.filter((c) => c.certainty === 'confirmed');
  const open = others.filter((c) => c.certainty !== 'confirmed');
  const cursor = cursorOf(run);
  const isOpen = first !== undefined && first.certainty === 'possible';
  const at = (cause: DiagnosedCause): RefObject<DOMElement | null> | null => (cursor === `cause:${cause.cause}` ? selected : null);
  return (
    <Box flexDirection="column">
      {run.failure !== null && <Failure message={run.failure} />}
      <VerdictLine diagnosis={diagnosis} settled={run.phase !== 'running'} />
      {isOpen && <OpenCauses run={run} selected={selected} />}
      {first !== undefined && !isOpen && <FirstCause cause={first} diagnosis={diagnosis} at={at(first)} />}
      {!isOpen && firm.length > 0 && <Heading title="Also confirmed" />}
      {!isOpen && firm.map((cause) => <OtherCause key={cause.cause} cause={cause} at={at(cause)} />)}
      {!isOpen && open.length > 0 && <Heading title="Also possible" />}
      {!isOpen && open.map((cause) => <OtherCause key={cause.cause} cause={cause} at={at(cause)} />)}
      <Lines title="Unexplained" lines={diagnosis.unexplained} />
      <Lines title="You said no to" lines={declinedOf(run).map(({ question, why }) => `${question} ${why}`)} />
      {run.phase !== 'running' && <AdviceLines title="To know more" all={diagnosis.nextEvidence.slice(isOpen && offer === null ? firstAdvice : 0, 3).map((n) => n.how)} />}
      <Lines title="Your helpdesk" lines={run.phase === 'running' ? [] : helpdeskSays(helpdesk, diagnosis.verdict)} />
      <Lines title="Good to know" lines={diagnosis.remarks} />
      <Lines title="Ahead" lines={diagnosis.outlook.forecasts.slice(0, mostForecasts).map((f) => (f.severity === 'warn' ? `${glyphs.warn} ${f.says}` : f.says))} />
      <Lines title="How it was read" lines={run.readingNotes} />
    </Box>
  );
}

function Failure({ message }: { message: string }): ReactNode {
  const { glyphs } = useTheme();
  return (
    <Box flexDirection="column">
      <Say tone="bad">{`${glyphs.fail} This could not be done.`}</Say>
      <Say>{message}</Say>
    </Box>
  );
}

/** The headline often says the cause's sentence already; then it is not said twice. */
const isSaid = (diagnosis: Diagnosis, cause: DiagnosedCause): boolean =>
  diagnosis.headline.toLowerCase().includes(cause.says.toLowerCase().replace(/\.$/, ''));

function FirstCause({ cause, diagnosis, at }: CauseProps & { diagnosis: Diagnosis }): ReactNode {
  const remedy = diagnosis.remedies[cause.remedies[0] ?? ''];
  const proof = diagnosis.checks.filter((c) => cause.verifyWith.includes(c.id)).map((c) => c.title);
  const otherWays = cause.remedies.length - 1;
  return (
    <Box flexDirection="column">
      <Heading title="Cause" beside={<Say tone={certaintyTones[cause.certainty]}>{cause.certainty}</Say>} />
      <Box ref={at}>
        <Mark isAt={at !== null} />
        <Box flexDirection="column" flexShrink={1}>
          <Say tone="strong">{cause.title}</Say>
          {!isSaid(diagnosis, cause) && <Say>{cause.says}</Say>}
        </Box>
      </Box>
      <CauseReasons cause={cause} />
      {remedy !== undefined && (
        <Box flexDirection="column">
          <RemedyHeading lead="Do this" remedy={remedy} />
          <Say tone="strong">{remedy.title}</Say>
          <RemedySteps remedy={remedy} />
          {proof.length > 0 && <Say tone="quiet">{`Then press r; this should pass: ${proof.join('; ')}.`}</Say>}
          {otherWays > 0 && <Say tone="quiet">{`${otherWays} more ${otherWays === 1 ? 'way' : 'ways'} to mend it: open the cause.`}</Say>}
        </Box>
      )}
    </Box>
  );
}
