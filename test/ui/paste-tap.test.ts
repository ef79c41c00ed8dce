import { array, assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tapPastes, type PasteEvent } from '../../src/ui/paste-tap.ts';
import { pasteLimitBytes } from '../../src/ui/paste-text.ts';
import { asStream, FakeStdin } from './fake-terminal.tsx';

const begin = '\u001b[200~';
const end = '\u001b[201~';

/** What comes out of the tap for these pieces: keys as one text, and the pastes. */
function through(pieces: readonly string[]): { keys: string; events: PasteEvent[] } {
  const stdin = new FakeStdin();
  const tap = tapPastes(asStream(stdin));
  const events: PasteEvent[] = [];
  tap.listen((event) => events.push(event));
  let keys = '';
  const drain = (): void => {
    for (let chunk = tap.stdin.read() as string | null; chunk !== null; chunk = tap.stdin.read() as string | null) keys += chunk;
  };
  stdin.on('readable', drain);
  for (const piece of pieces) stdin.send(piece);
  return { keys, events };
}

const pastes = (events: readonly PasteEvent[]): string[] => events.flatMap((e) => (e.type === 'arrived' ? [e.text] : []));

describe('the paste tap', () => {
  it('gives keys on as they were typed, an Escape at once', () => {
    expect(through(['q', '\u001b', '\u001b[A', 'ab\r'])).toEqual({ keys: 'q\u001b\u001b[Aab\r', events: [] });
  });
  it('takes a paste out, and leaves the keys before and after it', () => {
    expect(through([`a${begin}x\ry${end}b`])).toEqual({ keys: 'ab', events: [{ type: 'arrived', text: 'x\ry' }] });
  });
  it('takes several pastes in one piece', () => {
    expect(pastes(through([`${begin}1${end}${begin}2${end}`]).events)).toEqual(['1', '2']);
  });
  it('puts a paste together from any pieces, its marks cut after their third character or later', () => {
    const text = `${begin}some\rtext${end}q`;
    assert(property(array(integer({ min: 3, max: text.length }), { maxLength: 6 }), (cuts) => {
      const at = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b);
      const result = through(at.slice(1).map((to, i) => text.slice(at[i], to)));
      expect(pastes(result.events)).toEqual(['some\rtext']);
      expect(result.keys).toBe('q');
    }));
  });
  it('keeps text that only looks like an end', () => {
    assert(property(string(), (text) => {
      const inner = `${text}\u001b[201\u001b[20`.replaceAll(end, '');
      expect(pastes(through([begin, inner, end]).events)).toEqual([inner]);
    }));
  });
  it('is ended by Ctrl-C where its end never comes', () => {
    expect(through([`${begin}never ends`, '\u0003', 'q'])).toEqual({ keys: '\u0003q', events: [] });
  });
  it('says how far a long one is, and lets one over the limit go', () => {
    const piece = 'x'.repeat(1024 * 1024);
    const { events } = through([begin, ...Array.from({ length: pasteLimitBytes / piece.length + 1 }, () => piece), end]);
    expect(events.filter((e) => e.type === 'arriving').length).toBeGreaterThan(10);
    expect(events.at(-1)).toEqual({ type: 'too-large' });
    expect(pastes(events)).toEqual([]);
  });
});
