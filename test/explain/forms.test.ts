import { describe, expect, test } from 'vitest';
import { runExplain } from '../../src/commands/explain.ts';
import { columnsOf } from '../../src/report/wrap.ts';
import { noCatalogue, textOf, withCatalogue } from './run.ts';

const words = ['0xC004F074', '0xC004F999', '0x80072EE7', '12288', 'VMK7H', 'RETAIL(MAK)', 'made-up-cause', 'dns/thing-there', 'THING_MISSING'];

describe('the JSON form', () => {
  test('has the members of the contract, all of them and no others, in every kind of entry', async () => {
    const { out } = await runExplain(words, withCatalogue);
    const document = JSON.parse(out) as { schema: string; entries: Record<string, unknown>[] };
    expect(Object.keys(document)).toEqual(['schema', 'entries']);
    expect(document.schema).toBe('kmsdoctor.explain/1');
    expect(document.entries.map((e) => e['kind'])).toEqual(['code', 'code', 'code', 'event', 'key', 'channel', 'cause', 'check', 'tag']);
    for (const entry of document.entries) {
      expect(Object.keys(entry)).toEqual(['kind', 'id', 'known', 'symbols', 'scope', 'meaning', 'causes', 'evidence', 'remedies', 'avoid', 'verifyWith', 'sources', 'decoded']);
      for (const list of ['symbols', 'scope', 'evidence', 'remedies', 'avoid', 'verifyWith', 'sources']) {
        expect(Array.isArray(entry[list])).toBe(true);
        for (const item of entry[list] as unknown[]) expect(typeof item).toBe('string');
      }
      for (const cause of entry['causes'] as Record<string, unknown>[]) expect(Object.keys(cause)).toEqual(['cause', 'text']);
      const decoded = entry['decoded'] as object | null;
      expect(decoded && Object.keys(decoded)).toEqual(entry['kind'] === 'code' ? ['severity', 'facility', 'code'] : null);
    }
  });

  test('is one document that ends in a line break', async () => {
    expect((await runExplain(['12290'], noCatalogue)).out).toMatch(/^\{[\s\S]*\}\n$/);
  });
});

describe('the text form', () => {
  test.each([60, 80, 120])('at %i columns no line is longer, but for an address or a command in one piece', async (width) => {
    for (const word of words) {
      const long = (await textOf(word, width)).split('\n').filter((line) => columnsOf(line) > width);
      expect(long.filter((line) => line.trim().replace(/^- /, '').includes(' '))).toEqual([]);
    }
  });

  test('has no control characters without colour, and the same words with it', async () => {
    for (const word of words) {
      const plain = await textOf(word);
      expect(plain.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      const { out } = await runExplain([word], { ...withCatalogue, format: 'text', width: 80, color: true });
      expect(out).toContain('\u001B[1m');
      expect(out.replace(/\u001B\[\d+m/g, '')).toBe(plain);
    }
  });

  test('begins with the word and its meaning, then what to look at, do and avoid, and ends with how sure it is', async () => {
    const text = await textOf('0xC004F038');
    expect(text.split('\n').slice(0, 2)).toEqual(['0xC004F038', '  KMS host answered, but its client count is below the threshold for this']);
    const order = ['Likely causes', 'Look here', 'Do this', 'Avoid', 'Sources', 'Certainty'].map((title) => text.indexOf(`\n${title}`));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
  });

  test('says what was typed where that is not the entry\'s own name', async () => {
    expect(await textOf('3221549172')).toMatch(/^0xC004F074 \(you wrote 3221549172\)\n/);
    expect(await textOf('0xc004f074')).toMatch(/^0xC004F074\n/);
  });

  test('names the most frequent causes of a code with many, and how many more there are', async () => {
    expect(await textOf('0xC004F074')).toMatch(/and \d+ more/);
  });

  test('names six of many proofs, and how many more there are', async () => {
    expect(await textOf('0xC004F074')).toMatch(/\nProved by\n(?: {2}- [a-z/0-9-]+\n){6} {2}- and \d+ more\n/);
  });

  test('says of a code with seven digits that one seems to be missing, and which begin so', async () => {
    expect((await textOf('0xC004F07')).replace(/\s+/g, ' ')).toMatch(/one seems to be missing\. Near it are 0xC004F07\d/);
    expect(await textOf('0xDEADBEEF')).not.toContain('missing');
  });

  test('two entries stand apart by an empty line', async () => {
    const { out } = await runExplain(['12309', '12310'], { ...noCatalogue, format: 'text' });
    expect(out).toMatch(/\n\nEvent 12310\n/);
  });
});
