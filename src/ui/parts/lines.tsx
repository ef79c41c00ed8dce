import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Advice } from './advice.tsx';
import { Heading } from './heading.tsx';
import { Say } from './say.tsx';

/** A section of one sentence a row; nothing where there is none. */
export function Lines({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <Box flexDirection="column">
      <Heading title={title} />
      {lines.map((line, i) => <Say key={`${i}:${line}`}>{line}</Say>)}
    </Box>
  );
}

/** A section of advice: sentences whose commands stand alone. */
export function AdviceLines({ title, all }: { title: string; all: readonly string[] }): ReactNode {
  if (all.length === 0) return null;
  return (
    <Box flexDirection="column">
      <Heading title={title} />
      {all.map((how, i) => <Advice key={`${i}:${how}`} how={how} />)}
    </Box>
  );
}
