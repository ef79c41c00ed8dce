import { expect, test } from 'vitest';
import { readText } from '../../../src/codec/text/read-text.ts';
import { act, dstatus, failedAttempt, goodAttempt, graceRow, history, kmsRow } from '../ospp/outputs.ts';
import { clientColumns, formatList, select, serviceColumns, wmicValue } from './listings.ts';

const wrapAt = (text: string, width: number): string =>
  text.split('\n').flatMap((l) => l.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']).join('\n');

/** What was read, without where it stood. */
const read = (text: string): unknown[] => readText(text).fragments.map((f) => ({ ...f, line: 0, notes: [] }));

const manglings: [string, (text: string) => string][] = [
  ['quoted in a mail', (t) => t.replaceAll(/^/gm, '> ')],
  ['inside a Markdown fence', (t) => `\`\`\`text\n${t}\n\`\`\``],
  ['with blank lines between all', (t) => t.replaceAll('\n', '\n\n')],
  ['cut at column 80 in mid-word', (t) => wrapAt(t, 80)],
  ['cut at column 79 in mid-word', (t) => wrapAt(t, 79)],
  ['cut at column 80, with blank lines between all', (t) => wrapAt(t, 80).replaceAll('\n', '\n\n')],
  ['with CRLF and a byte-order mark', (t) => `\uFEFF${t.replaceAll('\n', '\r\n')}`],
  ['with HTML entities', (t) => t.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ['with hard blanks', (t) => t.replaceAll(' ', '\u00A0')],
];

test.each([
  ['/dstatus', dstatus(graceRow, kmsRow)],
  ['/act', act(failedAttempt, goodAttempt)],
  ['/dhistorykms', history],
  ['Format-List *', formatList(clientColumns, clientColumns)],
  ['wmic /value', wmicValue(clientColumns, serviceColumns)],
  ['ConvertTo-Json', JSON.stringify([clientColumns, serviceColumns], null, 2)],
])('%s says the same however it was mangled', (_, text) => {
  const plain = read(text);
  expect(plain.length).toBeGreaterThan(0);
  for (const [how, mangle] of manglings) expect([how, read(mangle(text))]).toEqual([how, plain]);
});

test('several tools pasted one after another are kept apart', () => {
  const slmgr = 'Name: Windows(R), Enterprise edition\nDescription: Windows(R) Operating System, VOLUME_KMSCLIENT channel\nPartial Product Key: 2XYZ4\nLicense Status: Licensed';
  const text = [
    'PS C:\\> Get-CimInstance SoftwareLicensingProduct | select Name, Description, LicenseStatus, PartialProductKey | fl', '',
    formatList(select(clientColumns, 'Name', 'Description', 'LicenseStatus', 'PartialProductKey')), '',
    'PS C:\\> slmgr /dli', slmgr, 'PS C:\\> cscript ospp.vbs /dstatus', dstatus(kmsRow), 'PS C:\\> cscript ospp.vbs /act', act(goodAttempt), history, slmgr,
  ].join('\n');
  expect(readText(text).fragments.map((f) => [f.by, f.products.length, f.attempts.length, f.events.length])).toEqual([
    ['cim:SoftwareLicensingProduct', 1, 0, 0], ['slmgr /dli', 1, 0, 0], ['ospp /dstatus', 1, 0, 0], ['ospp /act', 1, 1, 0], ['ospp /dhistorykms', 0, 0, 2], ['slmgr /dli', 1, 0, 0],
  ]);
});

test('listings of two machines, each under its prompt, are each machine\'s own', () => {
  const row = formatList(select(clientColumns, 'Name', 'LicenseStatus', 'PartialProductKey'));
  const text = `[ws-01]: PS C:\\> Get-CimInstance SoftwareLicensingProduct | fl\n${row}\n[ws-02]: PS C:\\> Get-CimInstance SoftwareLicensingProduct | fl\n${row}`;
  expect(readText(text).fragments.map((f) => [f.computer, f.products.length])).toEqual([['ws-01', 1], ['ws-02', 1]]);
});

test('a JSON text cut short says so once', () => {
  const text = JSON.stringify([clientColumns, clientColumns], null, 2);
  const { fragments, notes } = readText(text.slice(0, text.length - 100));
  expect([...notes, ...fragments.flatMap((f) => f.notes)]).toHaveLength(1);
});
