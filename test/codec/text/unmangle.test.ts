import { describe, expect, test } from 'vitest';
import { unmangle } from '../../../src/codec/text/unmangle.ts';

const linesOf = (text: string): string[] => unmangle(text).lines;

describe('lines', () => {
  test('end with CRLF, LF or CR, and none is dropped', () => {
    expect(linesOf('a\r\nb\nc\rd\n\ne')).toEqual(['a', 'b', 'c', 'd', '', 'e']);
    expect(linesOf('')).toEqual(['']);
    expect(linesOf('\r\n\r')).toEqual(['', '', '']);
  });

  test('end with CR CR LF where wmic wrote them, which is one end', () => {
    expect(linesOf('a\r\r\nb\r\r\n\r\r\nc')).toEqual(['a', 'b', '', 'c']);
  });

  test('keep their indentation and lose the blanks at their end', () => {
    expect(linesOf('    a: 1  \n\tb: 2\t')).toEqual(['    a: 1', '\tb: 2']);
  });

  test('have the numbers that they had in the paste, even where HTML put several into one', () => {
    const clean = unmangle('x\nName: a<br>Description: b<br/>c\ny');
    expect(clean.lines).toEqual(['x', 'Name: a', 'Description: b', 'c', 'y']);
    expect(clean.lines.map((_, i) => clean.lineNumberAt(i))).toEqual([1, 2, 2, 2, 3]);
  });
});

describe('what people and programs wrap around evidence is taken off', () => {
  test.each([
    ['mail quoting', '> License Status: Licensed', 'License Status: Licensed'],
    ['mail quoting twice', '>> License Status: Licensed', 'License Status: Licensed'],
    ['mail quoting twice, spaced', '> > License Status: Licensed', 'License Status: Licensed'],
    ['mail quoting without a blank', '>License Status: Licensed', 'License Status: Licensed'],
    ['mail quoting keeps indentation', '>     Current count: 2', '    Current count: 2'],
    ['bars', '| License Status: Licensed', 'License Status: Licensed'],
    ['a drawn box', '│ License Status: Licensed      │', 'License Status: Licensed'],
    ['a Markdown fence', '```text', ''],
    ['a fence of tildes', '~~~', ''],
    ['backticks around a line', '`slmgr /dlv`', 'slmgr /dlv'],
    ['a list bullet', '- slmgr /dlv', 'slmgr /dlv'],
    ['a typographic bullet', '  • License Status: Licensed', 'License Status: Licensed'],
    ['a list number', '2. slmgr /ato', 'slmgr /ato'],
    ['mail quoting within a list', '- > License Status: Licensed', 'License Status: Licensed'],
    ['mail quoting that is indented', '      > License Status: Licensed', 'License Status: Licensed'],
    ['a heading', '## slmgr /dlv', 'slmgr /dlv'],
    ['bold', '**Name:** Windows(R), x edition', 'Name: Windows(R), x edition'],
    ['a code block of a forum', '[code]Name: a[/code]', 'Name: a'],
    ['a code block of a tracker', '{noformat}', ''],
    ['a prompt of cmd', 'C:\\Windows\\system32>slmgr /dlv', 'slmgr /dlv'],
    ['a prompt of PowerShell', 'PS C:\\Users\\ann> slmgr /dlv', 'slmgr /dlv'],
    ['a prompt of PowerShell elsewhere', 'PS HKLM:\\SOFTWARE> slmgr /dlv', 'slmgr /dlv'],
    ['a prompt of Xshell', '[d:\\~]$ nslookup -type=srv x', 'nslookup -type=srv x'],
    ['a prompt of a Unix shell', 'ann@desk:~/tickets$ dig x', 'dig x'],
    ['HTML entities', 'ERROR &lt;&#x27;a&#39;&gt;&nbsp;&amp;', 'ERROR <\'a\'> &'],
    ['an escaped prompt', 'C:\\&gt;slmgr /dlv', 'slmgr /dlv'],
    ['HTML tags', '<p><b>License Status:</b> Licensed</p>', 'License Status: Licensed'],
    ['a preformatted block', '<pre class="x">License Status: Licensed</pre>', 'License Status: Licensed'],
    ['non-breaking blanks', 'License\u00a0Status:\u3000Licensed', 'License Status: Licensed'],
    ['zero-width characters', 'Lic\u200bense\ufeff Status: Li\u2060censed', 'License Status: Licensed'],
    ['escape sequences', '\u001b[1;31mError:\u001b[0m 0xC004F074', 'Error: 0xC004F074'],
    ['a window title', '\u001b]0;title\u0007Error: 0xC004F074', 'Error: 0xC004F074'],
    ['bidirectional overrides', 'kms1\u202e.corp\u2066.example', 'kms1.corp.example'],
    ['control characters, also from entities', 'a\u0000b\u0008c&#27;&#7;\u009fd', 'abcd'],
  ])('%s', (_, text, clean) => {
    expect(linesOf(text)).toEqual([clean]);
  });

  test('a byte-order mark at the beginning', () => {
    expect(linesOf('\ufeffName: a\n')).toEqual(['Name: a', '']);
  });

  test.each([
    'KMS machine name from DNS: <removed>',
    '<Product activation successful>',
    '---------------------------------------',
    '激活 ID: *-*-*-*-*',
    '12: 3d0f6a52-9c1e-4b7a-8e60-5f2b71c40417, 1, 0',
    'Name  : a & b',
    'priority       = 0',
    '扩展 PID： x',
    '[...]',
    '_vlmcs._tcp.corp.example',
  ])('but evidence stays as it is: %s', (line) => {
    expect(linesOf(line)).toEqual([line]);
  });
});

describe('XML and JSON', () => {
  test('event XML keeps its own entities and brackets over its lines', () => {
    const xml = '<Event xmlns="x"><Data>a &lt;b&gt; &amp;quot;</Data>\n<Data>&lt;p&gt; <b></Data>\n</Event>';
    expect(linesOf(`${xml}\n&lt;c&gt;`)).toEqual([...xml.split('\n'), '<c>']);
  });

  test('quoted event XML loses the quoting, and a browser\'s marks before elements', () => {
    expect(linesOf('> - <Event xmlns="x">\n>   - <System>\n> </Event>')).toEqual(['<Event xmlns="x">', '  <System>', '</Event>']);
  });

  test('XML that was escaped as HTML is XML again', () => {
    expect(linesOf('&lt;Event xmlns=&quot;x&quot;&gt;&amp;lt;&lt;/Event&gt;')).toEqual(['<Event xmlns="x">&lt;</Event>']);
  });

  test('an entity does not end a string of JSON', () => {
    expect(linesOf('{ "a": "x &quot;y&quot; &amp; z" }')).toEqual(['{ "a": "x &quot;y&quot; & z" }']);
  });
});

describe('the machine that a prompt names', () => {
  test('is known from the prompt on, until another prompt', () => {
    const clean = unmangle('x\n[ws-01]: PS C:\\> slmgr /dlv\nName: a\nC:\\>slmgr /dlv\nName: b\ncontoso\\ann@WS-02 C:\\Users\\ann>slmgr /dlv');
    expect(clean.lines.map((_, i) => clean.computerAt(i))).toEqual([null, 'ws-01', 'ws-01', null, null, 'WS-02']);
    expect(clean.lines.filter((l) => l === 'slmgr /dlv')).toHaveLength(3);
  });
});

test('a large text is read line by line: as many lines out as in, all slices of it', () => {
  const lines = 200_000;
  const clean = unmangle('> Name: a\r\n'.repeat(lines));
  expect(clean.lines).toHaveLength(lines + 1);
  expect(new Set(clean.lines)).toEqual(new Set(['Name: a', '']));
});
