import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Remedy } from '../../model/remedy.ts';
import { Heading } from './heading.tsx';
import { Say } from './say.tsx';

const places: Readonly<Record<Remedy['where'], string>> = {
  client: 'on the client', host: 'on the KMS host', dns: 'in DNS', network: 'on the network', directory: 'in Active Directory',
};

const risks: Readonly<Record<Remedy['risk'], string>> = {
  'read-only': 'only reads', 'changes-client': 'changes the client', 'changes-host': 'changes the KMS host', 'changes-dns': 'changes DNS',
  'changes-network': 'changes the network', 'changes-directory': 'changes Active Directory',
};

/** Begins a remedy: `Do this on the KMS host`, and beside it what it changes; what only reads is quieter. */
export function RemedyHeading({ lead, remedy }: { lead: string; remedy: Remedy }): ReactNode {
  return <Heading title={`${lead} ${places[remedy.where]}`} beside={<Say tone={remedy.risk === 'read-only' ? 'quiet' : 'caution'}>{risks[remedy.risk]}</Say>} />;
}

/** A remedy's steps in order; every command stands alone on its rows, exactly as it is to be run. */
export function RemedySteps({ remedy }: { remedy: Remedy }): ReactNode {
  return (
    <Box flexDirection="column">
      {remedy.steps.map((step, i) => (
        <Box key={`${i}:${step.say}`} flexDirection="column">
          <Box>
            <Box width={3} flexShrink={0}><Say tone="quiet">{`${i + 1}.`}</Say></Box>
            <Box flexShrink={1}><Say>{step.say}</Say></Box>
          </Box>
          {step.run !== undefined && <Box marginLeft={3}><Say tone="command">{step.run}</Say></Box>}
        </Box>
      ))}
    </Box>
  );
}
