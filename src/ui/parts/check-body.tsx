import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Finding } from '../../model/check.ts';
import { evidenceFor, needWords, type EvidenceView } from '../evidence-lines.ts';
import type { CheckRow, Run } from '../run-state.ts';
import type { ShownStatus, Tone } from '../theme.ts';
import { Heading } from './heading.tsx';
import { Say } from './say.tsx';
import { Status } from './status.tsx';

const meanings: Readonly<Record<ShownStatus, string>> = {
  pass: 'This holds.', warn: 'This holds, with a warning.', fail: 'This does not hold.',
  unknown: 'This could not be told: the evidence for it was not seen.',
  inapplicable: 'This does not apply here.', broken: 'This check failed by itself: a fault of kmsdoctor, which says nothing about the machine.',
  waiting: 'The evidence for this has not come yet.',
};

/** A check's answer, what it found, what it lacked, and the evidence behind it. */
export function CheckBody({ row, run }: { row: CheckRow; run: Run }): ReactNode {
  const { result } = row;
  const missing = result?.missing ?? [];
  const ways = (run.diagnosis?.nextEvidence ?? []).filter((n) => missing.includes(n.kind)).map((n) => n.how);
  const causes = (run.diagnosis?.causes ?? []).filter((c) => result?.findings.some((f) => c.explains.includes(f.tag)));
  return (
    <Box flexDirection="column" paddingX={1}>
      <Box>
        <Status status={row.status} />
        <Box flexShrink={1}><Say>{meanings[row.status]}</Say></Box>
      </Box>
      <Say tone="quiet">{row.check.id}</Say>
      {result?.fault && <Say tone="unsure">{result.fault}</Say>}
      <Findings title="Found" findings={result?.findings ?? []} />
      <Findings title="Noted" findings={result?.notes ?? []} />
      {causes.length > 0 && <Section title="Explained by" lines={causes.map((c) => `${c.title} (${c.certainty})`)} />}
      {missing.length > 0 && <Section title="Not seen" lines={missing.map(needWords)} />}
      <Section title="How to see it" lines={ways} />
      <Heading title="Evidence" />
      {run.case === null ? <Say tone="quiet">None yet.</Say> : evidenceFor(run.case, row.check.looksAt).map((view, i) => <Evidence key={`${i}:${view.need}`} view={view} />)}
    </Box>
  );
}

function Section({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return <Box flexDirection="column"><Heading title={title} />{lines.map((line, i) => <Say key={`${i}:${line}`}>{line}</Say>)}</Box>;
}

const severityTones: Readonly<Record<Finding['severity'], Tone>> = { note: 'quiet', warn: 'caution', fail: 'bad' };

function Findings({ title, findings }: { title: string; findings: readonly Finding[] }): ReactNode {
  if (findings.length === 0) return null;
  return (
    <Box flexDirection="column">
      <Heading title={title} />
      {findings.map((f, i) => (
        <Box key={`${i}:${f.tag}`} flexDirection="column">
          <Say>{f.message}</Say>
          <Box marginLeft={2}><Say tone={severityTones[f.severity]}>{`${f.severity} ${f.tag}`}</Say></Box>
        </Box>
      ))}
    </Box>
  );
}

function Evidence({ view }: { view: EvidenceView }): ReactNode {
  return (
    <Box flexDirection="column">
      <Say tone="strong">{view.title}</Say>
      {view.source !== null && <Box marginLeft={2}><Say tone="quiet">{`by ${view.source}`}</Say></Box>}
      {view.unseen !== null && <Box marginLeft={2}><Say tone="unsure">{view.unseen}</Say></Box>}
      {view.items.map((item, i) => <Box key={`${i}:${item}`} marginLeft={2}><Say>{item}</Say></Box>)}
      {view.unseen === null && view.items.length === 0 && <Box marginLeft={2}><Say>looked, and found none</Say></Box>}
      {view.more > 0 && <Box marginLeft={2}><Say tone="quiet">{`and ${view.more} more`}</Say></Box>}
    </Box>
  );
}
