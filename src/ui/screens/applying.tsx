import { Box } from 'ink';
import type { ReactNode } from 'react';
import { outcomeWords } from '../../report/outcome-words.ts';
import type { LookBeside } from '../../model/apply.ts';
import type { Applying } from '../apply-state.ts';
import { hintsOn } from '../keys.ts';
import { BesideTable } from '../parts/beside-table.tsx';
import { Since } from '../parts/elapsed.tsx';
import { Frame } from '../parts/frame.tsx';
import { Heading } from '../parts/heading.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { UndoLines } from '../parts/plan-body.tsx';
import { Say } from '../parts/say.tsx';
import { Scroll } from '../parts/scroll.tsx';
import type { Run } from '../run-state.ts';
import type { Notice } from '../shape.ts';
import { verdictWords } from '../theme.ts';
import type { ScreenProps } from './screen-props.ts';

/** From here on before and after stand in columns. */
const besideColumns = 70;

/** A remedy while it is carried out and after: each step with how it ended, the way back, before and after side by side. */
export function ApplyingScreen({ state, size, run, onMeasure }: ScreenProps & { run: Run }): ReactNode {
  const { applying } = run;
  return (
    <Frame
      size={size}
      top={<Box flexShrink={0}><Say tone="strong">{applying?.order.plan.title ?? 'Nothing was carried out'}</Say></Box>}
      next={<NextLine notice={state.notice ?? (applying === null ? null : nextNotice(applying))} run={null} />}
      bindings={hintsOn('applying', state)}
    >
      <Scroll scrolled={state.scrolls.detail} onMeasure={(m) => onMeasure('detail', m)} followed={null}>
        {applying !== null && <Progress applying={applying} isWide={size.columns >= besideColumns} />}
      </Scroll>
    </Frame>
  );
}

/** What came of it stands here too: the rows that show it may be below the fold. */
function nextNotice({ phase, applied }: Applying): Notice {
  switch (phase) {
    case 'running': return { tone: 'good', text: 'It is being carried out; the result comes here.' };
    case 'looking': return { tone: 'good', text: 'The machine is looked at again, to see what came of it.' };
    case 'done': return { tone: applied?.after?.verdict === 'healthy' ? 'good' : 'caution', text: `${afterWords(applied?.after ?? null)}Esc goes back to the diagnosis as it is now.` };
    case 'failed': return { tone: 'caution', text: 'It is not known what came of it: r looks at the machine again.' };
  }
}

function afterWords(after: LookBeside | null): string {
  if (after === null) return '';
  const word = verdictWords[after.verdict];
  return `${after.verdict === 'failing' ? `Still ${word}` : `${word} now`}: ${after.headline} `;
}

function Progress({ applying, isWide }: { applying: Applying; isWide: boolean }): ReactNode {
  const { order: { plan }, applied, failure, current, phase } = applying;
  return (
    <Box flexDirection="column" paddingX={1}>
      <Heading title={`On ${plan.machine ?? 'the machine'}`} />
      {plan.steps.map((step, i) => {
        const ended = applied?.steps[i] ?? applying.ended[i] ?? null;
        return (
          <Box key={`${i}:${step.say}`} flexDirection="column">
            <Box>
              <Box width={3} flexShrink={0}><Say tone="quiet">{`${i + 1}.`}</Say></Box>
              <Box flexShrink={1}><Say>{step.say}</Say></Box>
            </Box>
            {step.command !== null && <Box marginLeft={3}><Say tone="command">{step.command}</Say></Box>}
            {current === i + 1 && <Box marginLeft={3}><Say tone="quiet">{'under way'}<Since key={`step ${current}`} /></Say></Box>}
            {ended !== null && <Box marginLeft={3}><Say tone={ended.outcome === 'failed' ? 'bad' : ended.outcome === 'unknown' ? 'unsure' : 'good'}>{outcomeWords[ended.outcome].word}</Say></Box>}
            {ended?.detail?.split('\n').map((line, n) => <Box key={`${n}:${line}`} marginLeft={3}><Say>{line}</Say></Box>)}
          </Box>
        );
      })}
      {phase === 'looking' && <Box marginTop={1}><Say tone="quiet">Looking again<Since key="look" /></Say></Box>}
      {failure !== null && <Box marginTop={1}><Say tone="bad">{failure}</Say></Box>}
      {applied !== null && <BesideTable before={applied.before} after={applied.after} isWide={isWide} />}
      {applied !== null && <UndoLines undo={applied.undo} />}
    </Box>
  );
}
