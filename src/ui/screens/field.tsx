import { Box } from 'ink';
import type { ReactNode } from 'react';
import { hintsOn } from '../keys.ts';
import { Frame } from '../parts/frame.tsx';
import { NextLine } from '../parts/next-line.tsx';
import { Say, useTheme } from '../parts/say.tsx';
import { TextField } from '../parts/text-field.tsx';
import { maskedField } from '../secret.ts';
import { fieldsOn, type FieldName, type FieldScreen as FieldScreenName, type Screen } from '../shape.ts';
import type { ScreenProps } from './screen-props.ts';

type ScreenOfFields = Extract<Screen, { name: FieldScreenName }>;

const titles: Readonly<Record<FieldScreenName, string>> = { machine: 'A machine', host: 'The KMS host', account: 'An account for', file: 'A file', domain: 'A domain', code: 'A code or words' };

const says: Readonly<Record<FieldScreenName, string>> = {
  machine: 'Reads its licences, events and settings, and the network as it sees it: by WinRM, by SSH, or here. Nothing is changed or activated unless you confirm a remedy.',
  host: 'Reads its key, count, log and settings, by WinRM or by SSH. Nothing is changed there.',
  account: 'Whom that machine should let in. The password is not shown, and is kept in memory alone, until you look at something else or quit.',
  file: 'The saved output of slmgr.vbs, ospp.vbs, Get-CimInstance or nslookup, event text or XML, or an evidence file; it is known by what it holds, not by its name.',
  domain: 'Asks DNS for the KMS hosts of the domain and tries to reach each, as seen from this machine. Nothing is activated.',
  code: 'An error code, an event number, or what is wrong, in your own words. Also a key channel, or the id of a cause, check or finding.',
};

const labels: Readonly<Record<FieldName, string>> = {
  path: 'Path', domain: 'Domain', dns: 'DNS server', words: 'Code or words', target: 'Machine', hostTarget: 'KMS host', user: 'User', password: 'Password', confirm: 'Its name',
};

const hints: Readonly<Record<FieldName, string>> = {
  path: 'type it, or paste or drop it here', domain: 'such as contoso.test', dns: 'empty: the ones this machine uses', words: 'such as 0xC004F074, or: laptop does not activate',
  target: 'such as winrm://ws-0142, winrms://ws-0142, ssh://admin@ws-0142 or local', hostTarget: 'such as winrm://kms1.contoso.test, winrms://… or ssh://admin@kms1',
  user: 'such as CONTOSO\\helpdesk; empty: who is signed in here (Kerberos)', password: 'not shown', confirm: 'the machine’s own name',
};

/** Under this a notice takes the place of what the screen is for. */
const bothTextsRows = 16;

/** One or two text fields: a machine, its account, a file, a domain, or a code; what is wrong with one stands under them, whole. */
export function FieldScreen({ state, size, screen }: ScreenProps & { screen: ScreenOfFields }): ReactNode {
  const { glyphs } = useTheme();
  const { notice } = state;
  return (
    <Frame
      size={size}
      top={<Say tone="strong" wrap="truncate-end">{screen.name === 'account' ? `${titles.account} ${screen.target}` : titles[screen.name]}</Say>}
      next={<NextLine notice={null} run={null} />}
      bindings={hintsOn(screen.name, state)}
    >
      <Box flexDirection="column" paddingX={1} paddingTop={size.rows >= bothTextsRows ? 1 : 0} rowGap={1}>
        {(notice === null || size.rows >= bothTextsRows) && <Say>{says[screen.name]}</Say>}
        <Box flexDirection="column">
          {fieldsOn(screen).map((name, i) => (
            <TextField
              key={name} label={labels[name]} isFocused={i === state.focused} hint={hints[name]} isHidden={name === 'password'}
              field={name === 'password' ? maskedField(state.password, glyphs.hidden) : state.fields[name]}
            />
          ))}
        </Box>
        {notice !== null && <Say tone={notice.tone}>{notice.text}</Say>}
      </Box>
    </Frame>
  );
}
