import { describe, expect, test } from 'vitest';
import { emptyFragment } from '../../../src/codec/text-format.ts';
import type { FormatId, TextFormat } from '../../../src/codec/text-format.ts';
import { readWith } from '../../../src/codec/text/read-with.ts';
import { segment } from '../../../src/codec/text/segments.ts';

/** A format that begins at lines with its own first letter, and reads one fragment from any run. */
const format = (id: FormatId, starts: RegExp, knows: RegExp = /./): TextFormat => ({
  id,
  startsAt: (lines, at) => starts.test(lines[at] ?? ''),
  read: (lines, from, to) => (lines.slice(from, to).some((l) => knows.test(l)) ? [{ ...emptyFragment(id, lines.slice(from, to).join('\n'), from + 1) }] : []),
});

const slmgr = format('slmgr', /^S/);
const ospp = format('ospp', /^O/);
const both = format('nslookup', /^[NO]/);
const cimJson = format('cim-json', /^never/, /cim/);
const eventJson = format('event-json', /^never/, /event/);
const xml = format('event-xml', /^never/);
const all = [slmgr, ospp, cimJson, eventJson, xml];

const cut = (text: string, formats: readonly TextFormat[] = all): [string, number, number][] =>
  segment(text.split('\n'), formats).map((s) => [s.formats.map((f) => f.id).join(' '), s.from, s.to]);

describe('runs of lines', () => {
  test('begin where a format begins and last until another does', () => {
    expect(cut('noise\nS1\nrest\nS2\nO1\nrest\n\nS3')).toEqual([['slmgr', 1, 4], ['ospp', 4, 7], ['slmgr', 7, 8]]);
  });

  test('keep a line that their own format claims too', () => {
    expect(cut('N1\nO1', [ospp, both])).toEqual([['nslookup', 0, 2]]);
  });

  test('go to the first format in the list where several claim a line', () => {
    expect(cut('O1', [ospp, both])).toEqual([['ospp', 0, 1]]);
  });

  test('text that no format knows is in no piece', () => {
    expect(cut('hello\n\nworld')).toEqual([]);
  });
});

describe('JSON', () => {
  test('is a piece from its bracket to the matching one, and ends the run before it', () => {
    expect(cut('S1\n{\n "a": "}",\n "b": [1, 2]\n}\nS2')).toEqual([['slmgr', 0, 1], ['cim-json event-json', 1, 5], ['slmgr', 5, 6]]);
  });

  test('cut short ends before the first line that cannot be JSON', () => {
    const pieces = segment('{\n "a": 1,\nS1'.split('\n'), all);
    expect(pieces.map((p) => [p.from, p.to, p.notes.length])).toEqual([[0, 2, 1], [2, 3, 0]]);
  });

  test('a string that a line break broke goes on', () => {
    expect(cut('{ "a": "one\nS two",\n "b": 1 }\nS1')).toEqual([['cim-json event-json', 0, 3], ['slmgr', 3, 4]]);
  });

  test('a string that never ends does not swallow what follows', () => {
    expect(cut('{ "a": "one\nS1\nrest')).toEqual([['cim-json event-json', 0, 1], ['slmgr', 1, 3]]);
  });

  test('one object on each line is a piece each', () => {
    expect(cut('{"a":1}\n{"a":2}')).toEqual([['cim-json event-json', 0, 1], ['cim-json event-json', 1, 2]]);
  });

  test.each(['[1] S', '[...]', '[d:\\~]$ x', '{curly} words'])('%s is none', (line) => {
    expect(cut(line)).toEqual([]);
  });

  test('goes to the format that finds something in it', () => {
    const read = readWith('{"event":1}\n{"cim":1}\n{"other":1}', all, () => []);
    expect(read.fragments.map((f) => [f.format, f.line])).toEqual([['event-json', 1], ['cim-json', 2]]);
  });
});

describe('XML', () => {
  test('is a piece from an event to its end', () => {
    expect(cut('S1\n<Event xmlns="x">\nS\n</Event>\nS2')).toEqual([['slmgr', 0, 1], ['event-xml', 1, 4], ['slmgr', 4, 5]]);
  });

  test('several events on one line are one piece, on several lines one each', () => {
    expect(cut('<Event>a</Event><Event>b</Event>\n<Event>\nc</Event>')).toEqual([['event-xml', 0, 1], ['event-xml', 1, 3]]);
  });

  test('a prolog and a list of events are one piece', () => {
    expect(cut('<?xml version="1.0"?>\n<Events>\n<Event>a</Event>\n<Event>b</Event>\n</Events>')).toEqual([['event-xml', 0, 5]]);
  });

  test('an event that is cut short ends before the next, or where text of another format begins, and says so', () => {
    const pieces = segment('<Event>a\n<Event>b</Event>\n<Event>c\nd\nS1'.split('\n'), all);
    expect(pieces.map((p) => [p.formats[0]?.id, p.from, p.to, p.notes.length])).toEqual([
      ['event-xml', 0, 1, 1], ['event-xml', 1, 2, 0], ['event-xml', 2, 4, 1], ['slmgr', 4, 5, 0],
    ]);
  });
});

describe('notes', () => {
  test('a piece cut short is said only where something was read from it', () => {
    expect(readWith('{ "cim": 1,\n', all, () => []).notes).toEqual([{ line: 1, text: 'The JSON that begins in line 1 is cut short; it was read as far as it goes.' }]);
    expect(readWith('{ "other": 1,\n', all, () => []).notes).toEqual([]);
  });

  test('codes in prose are named once each where nothing else was found', () => {
    expect(readWith('why 0xc004f074?\nand 0xC004F074, 0x00000000', all, () => []).notes).toEqual([{
      line: 1, text: 'Line 1 mentions 0xC004F074, but says of no machine that it failed so; "kmsdoctor explain 0xC004F074" tells what it means.',
    }]);
    expect(readWith('S1\nwhy 0xc004f074?', all, () => []).notes).toEqual([]);
  });
});

test('every line is looked at a bounded number of times', () => {
  for (const line of ['S1', 'noise', '{', '[', '<Event>', '<Events>', '<?xml version="1.0"?>', '"', '{ "a": "']) {
    let asked = 0;
    const counting: TextFormat = { ...slmgr, startsAt: (lines, at) => { asked += 1; return slmgr.startsAt(lines, at); } };
    segment(Array.from({ length: 20_000 }, () => line), [counting, cimJson, eventJson, xml]);
    expect(asked).toBeLessThanOrEqual(40_000);
  }
});
