import { describe, expect, test } from 'vitest';
import { productsOf, attemptsOf } from '../slmgr/reading.ts';
import { failedAttempt, kmsHost, licensedClient, notifiedClient } from '../slmgr/texts.ts';

const everyLine = (text: string, change: (line: string) => string): string => text.split('\n').map(change).join('\n');

/** Cuts every line that is longer, in mid-word, as a console does. */
const wrapAt = (width: number) => (text: string): string =>
  everyLine(text, (l) => (l.match(new RegExp(`.{1,${width}}`, 'g')) ?? ['']).join('\n'));

/** Breaks every line that is longer at a blank, as a mailer does. */
const wrapAtBlank = (width: number) => (text: string): string =>
  everyLine(text, (l) => l.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').replace(/\n$/, ''));

const manglings: readonly (readonly [string, (text: string) => string])[] = [
  ['CRLF', (t) => t.replaceAll('\n', '\r\n')],
  ['CR', (t) => t.replaceAll('\n', '\r')],
  ['mail quoting', (t) => everyLine(t, (l) => `> ${l}`)],
  ['mail quoting twice', (t) => everyLine(t, (l) => `>> ${l}`)],
  ['bars', (t) => everyLine(t, (l) => `| ${l}`)],
  ['a Markdown fence', (t) => `Here it is:\n\n\`\`\`text\n${t}\`\`\`\nThanks`],
  ['a preformatted block of HTML', (t) => `<pre>${t.replaceAll('&', '&amp;').replaceAll('(', '&#40;')}</pre>`],
  ['line breaks of HTML alone', (t) => t.replaceAll('\n', '<br>')],
  ['lines of HTML', (t) => everyLine(t, (l) => `<div>${l.replaceAll(' ', '&nbsp;')}</div>`)],
  ['blank lines between all lines', (t) => t.replaceAll('\n', '\n\n')],
  ['lost indentation', (t) => everyLine(t, (l) => l.trimStart())],
  ['indentation before all lines', (t) => everyLine(t, (l) => `        ${l}`)],
  ['list bullets', (t) => everyLine(t, (l) => (l.trim() === '' ? l : `- ${l.trim()}`))],
  ['a prompt and a command', (t) => `C:\\Windows\\system32>cscript //nologo slmgr.vbs\n${t}\nC:\\Windows\\system32>`],
  ['full-width colons', (t) => everyLine(t, (l) => l.replace(': ', '：'))],
  ['non-breaking blanks', (t) => t.replaceAll(' ', '\u00a0')],
  ['zero-width characters', (t) => t.replaceAll('e', 'e\u200b')],
  ['colours', (t) => everyLine(t, (l) => `\u001b[32m${l}\u001b[0m`)],
  ['a byte-order mark', (t) => `\ufeff${t}`],
  ['another letter case of the labels', (t) => everyLine(t, (l) => l.replace(/^[^:]*:/, (label) => label.toLowerCase()))],
  ['a hard wrap at column 79', wrapAt(79)],
  ['a hard wrap at column 80', wrapAt(80)],
  ['a hard wrap at column 80 and blank lines between', (t) => wrapAt(80)(t).replaceAll('\n', '\n\n')],
  ['a hard wrap at column 80 and mail quoting', (t) => everyLine(wrapAt(80)(t), (l) => `> ${l}`)],
  ['a hard wrap at column 80 and lost indentation', (t) => everyLine(wrapAt(80)(t), (l) => l.trimStart())],
  ['mail quoting and then a hard wrap at column 79', (t) => wrapAt(79)(everyLine(t, (l) => `> ${l}`))],
  ['mail quoting and then a hard wrap at column 80', (t) => wrapAt(80)(everyLine(t, (l) => `>> ${l}`))],
  ['a hard wrap at column 79 and then mail quoting', (t) => everyLine(wrapAt(79)(t), (l) => `>${l}`)],
  ['mail quoting within list bullets', (t) => everyLine(t, (l) => (l.trim() === '' ? l : `* > ${l.trim()}`))],
  ['line ends as wmic writes them', (t) => t.replaceAll('\n', '\r\r\n')],
  ['a blank before the colons', (t) => everyLine(t, (l) => l.replace(': ', ' : '))],
  ['no blank after the colons', (t) => everyLine(t, (l) => l.replace(': ', ':'))],
  ['a mailer\'s wrap at column 72', wrapAtBlank(72)],
  ['a mailer\'s wrap at column 60', wrapAtBlank(60)],
];

describe.each(manglings)('%s', (_, mangle) => {
  test.each([['a licensed client', licensedClient], ['a client that is not activated', notifiedClient], ['a host', kmsHost]])(
    'changes nothing of %s', (_what, text) => expect(productsOf(mangle(text))).toEqual(productsOf(text)),
  );

  test('changes nothing of an attempt', () => expect(attemptsOf(mangle(failedAttempt))).toEqual(attemptsOf(failedAttempt)));
});
