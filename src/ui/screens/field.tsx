import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bindingsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say } from '../parts/say.tsx';
import { TextField } from '../parts/text-field.tsx';
import { fieldsOf, type FieldName, type FieldScreen } from '../shape.ts';
import type { ScreenProps } from './screen-props.ts';

const titles: Readonly<Record<FieldScreen, string>> = { file: 'A file', domain: 'A domain', code: 'A code or words' };

const says: Readonly<Record<FieldScreen, string>> = {
  file: 'The saved output of slmgr.vbs, ospp.vbs, Get-CimInstance or nslookup, event text or XML, or an evidence file; it is known by what it holds, not by its name.',
  domain: 'Asks DNS for the KMS hosts of the domain and tries to reach each, as seen from this machine. Nothing is activated.',
  code: 'An error code, an event number, a key channel, or the id of a cause, check or finding.',
};

const labels: Readonly<Record<FieldName, string>> = { path: 'Path', domain: 'Domain', dns: 'DNS server', words: 'Code or words' };

const hints: Readonly<Record<FieldName, string>> = {
  path: 'type it, or paste or drop it here', domain: 'contoso.test', dns: 'empty: the ones this machine uses', words: '0xC004F074',
};

/** One or two text fields: a file, a domain, or a code. */
export function FieldScreen({ state, size, name }: ScreenProps & { name: FieldScreen }): ReactNode {
  return (
    <Frame
      size={size}
      top={<Say tone="strong">{titles[name]}</Say>}
      next={<NextLine notice={state.notice} run={null} />}
      bindings={bindingsOn(name, state)}
    >
      <Box flexDirection="column" paddingX={1} paddingTop={1} rowGap={1}>
        <Say>{says[name]}</Say>
        <Box flexDirection="column">
          {fieldsOf[name].map((field, i) => (
            <TextField key={field} label={labels[field]} field={state.fields[field]} isFocused={i === state.focused} hint={hints[field]} />
          ))}
        </Box>
      </Box>
    </Frame>
  );
}
