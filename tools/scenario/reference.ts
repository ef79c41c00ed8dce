import { editionIds, systemIds } from '../../src/estate/machine/systems.ts';
import { faults } from '../../src/estate/faults/index.ts';
import { evidenceKinds } from '../../src/model/evidence.ts';
import { channel, hostKeyGroup, officeGeneration } from '../../src/estate/scenario/words.ts';
import { forecastKinds } from '../../src/model/forecast.ts';
import type { FieldRow } from './field-rows.ts';
import { faultNodes, fieldRows, parameterRows } from './field-rows.ts';
import { fieldWords } from './field-words.ts';

/** Long lists of words stand in the guide once, under a name. */
const lists: readonly { name: string; words: readonly string[] }[] = [
  { name: 'system', words: systemIds }, { name: 'edition', words: editionIds }, { name: 'channel', words: channel.options },
  { name: 'host key group', words: hostKeyGroup.options }, { name: 'Office generation (in quotes)', words: officeGeneration.options }, { name: 'kind of evidence', words: evidenceKinds },
  { name: 'kind of forecast', words: forecastKinds },
];

const short = (wants: string): string => {
  let text = wants;
  for (const { name, words } of lists) text = text.replace(words.join(', '), `*${name}*`);
  return text.replace('a machine’s name: letters, digits and hyphens', 'a name').replace('a DNS name such as corp.example', 'a DNS name')
    .replace('a code such as 0xC004F074: 0x and eight upper-case hexadecimal digits', 'a code in quotes').replace('a span of time such as 3d, 12h, 90m or 1d 12h', 'a span of time')
    .replaceAll('|', '\\|').replace('a list of a name', 'a list of names').replace('a list of a DNS name', 'a list of DNS names').replace('a list of an IP address', 'a list of IP addresses');
};

const fallback = ({ leftOut }: FieldRow): string => (leftOut === 'must be there' ? '**must be there**' : leftOut === '' ? '' : `\`${leftOut}\``);

/** The part of the guide that is made: every key, every fault, every list of words. */
export function scenarioReference(): string {
  const keys = fieldRows().map((row) => `| \`${row.path}\` | ${fieldWords[row.path] ?? ''} | ${short(row.wants)} | ${fallback(row)} |`);
  const nodes = faultNodes();
  const rows = faults.map((fault, i) => {
    const parameters = parameterRows(nodes[i] ?? { type: 'none' }).map((row) => `${row.leftOut === 'must be there' ? '**' : ''}\`${row.path}\`${row.leftOut === 'must be there' ? '**' : ''}: ${short(row.wants)}${row.leftOut === 'must be there' || row.leftOut === '' ? '' : ` (\`${row.leftOut}\`)`}`);
    return `| \`${fault.id}\` | ${fault.says} | ${parameters.join('; ')} |`;
  });
  return [
    '## Every key', '', '| key | what it is | what may stand there | left out |', '|---|---|---|---|', ...keys, '',
    '## Every fault', '', 'Parameters in bold must be there; in brackets stands what holds where they are left out.', '', '| fault | what it does | parameters |', '|---|---|---|', ...rows, '',
    '## Words', '', ...lists.map(({ name, words }) => `- *${name}*: ${words.map((w) => `\`${w}\``).join(', ')}`), '',
  ].join('\n');
}

const mark = '<!-- From here on made by tools/write-scenario-reference.mjs. -->';

/** The guide with its made part written anew below the mark. */
export const withReference = (guide: string): string => `${guide.split(mark)[0] ?? ''}${mark}\n\n${scenarioReference()}`;
