import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../../src/estate/scenario/read-scenario.ts';

const known = { causes: [], checks: [], tags: [] };
const read = (text: string) => readScenario(text, known);
const messages = (text: string): string[] => {
  const reading = read(text);
  return reading.ok ? [] : reading.problems.map((p) => p.message);
};
const many = 1_000_000;

describe('a hostile file costs little and is refused with a reason', () => {
  const bomb = `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghi'].map((c, i) => `${c}: &${c} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[i] ?? 'a'}`).join(',')}]`).join('\n')}\n`;
  const files: Record<string, { text: string; says: RegExp }> = {
    'aliases of aliases of aliases': { text: bomb, says: /aliases/ },
    'an alias of what holds it': { text: 'id: &a [*a]\n', says: /nested too deeply|alias/i },
    'brackets in brackets': { text: '['.repeat(many), says: /nested more than 32 levels deep/ },
    'braces in braces': { text: '{a: '.repeat(many / 4), says: /nested more than 32/ },
    'dashes on one line': { text: '- '.repeat(many / 2), says: /nested more than 32/ },
    'question marks on one line': { text: '? '.repeat(many / 2), says: /nested more than 32/ },
    'a staircase of blanks': { text: Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), says: /more than 200 blanks/ },
    'closing brackets alone': { text: ']'.repeat(many), says: /more words and marks/ },
    'quotes without end': { text: '"'.repeat(many), says: /more words and marks/ },
    'anchors without end': { text: '&a '.repeat(many / 3), says: /more words and marks/ },
    'tags without end': { text: '!a '.repeat(many / 3), says: /more words and marks/ },
    'keys without end': { text: Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n'), says: /more words and marks/ },
    'documents without end': { text: '---\n'.repeat(many / 4), says: /more words and marks|not YAML/ },
    'a text too long': { text: `id: ${'a'.repeat(1024 * 1024)}`, says: /longer than 1048576 letters/ },
    'a tag of its own': { text: 'id: !!js/function "x"', says: /not YAML: Unresolved tag/ },
    'another YAML': { text: '%YAML 1.1\n---\nid: yes', says: /another YAML than 1.2/ },
    'tabs before a key': { text: 'look:\n\tat: 1d', says: /not YAML/ },
    'two documents': { text: 'id: a\n---\nid: b\n', says: /not YAML/ },
    'a key that is a list': { text: '? [a, b]\n: c', says: /not YAML/ },
    'nothing at all': { text: '', says: /The file is empty/ },
    'a comment alone': { text: '# nothing\n', says: /The file is empty/ },
    'a number alone': { text: '7', says: /the scenario should be a group of keys, and is 7/ },
    'letters that are none': { text: 'id: "\\ud800"\ntitle: \u0000\u001B[31m', says: /./ },
  };
  test.each(Object.entries(files).map(([name, file]) => ({ name, ...file })))('$name', ({ text, says }) => {
    const started = performance.now();
    const told = messages(text);
    expect(told.join('\n')).toMatch(says);
    expect(told.length).toBeLessThanOrEqual(20);
    expect(told.every((m) => m.length < 2000)).toBe(true);
    // Generous: what it holds off takes a minute and more.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('what is told of a file has no control characters, whatever stands there', () => {
  expect(messages('id: "\\u001b[31mred\\u202e"\ntitle: a\ngroup: b').some((m) => /[\u0000-\u001F\u007F-\u009F\u202E]/.test(m))).toBe(false);
});

test('no key reaches the prototype of objects', () => {
  read('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

const isRefused = (text: string): boolean => {
  const reading = read(text);
  return !reading.ok && reading.problems.length > 0 && reading.problems.every((p) => p.line >= 1 && p.column >= 1);
};

test('no text whatever makes reading throw', () => {
  const pieces = fc.constantFrom('id: a', 'title: ', '- ', '{', '}', '[', ']', '&a ', '*a', '!!str ', '"', "'", '|\n', '>\n', '? ', ': ', '\n', '  ', '\t', '#', '%', '---\n', '...\n', '\u0000', '\uFEFF', 'expect:', 'faults:', '0x', '~', '<<: ', '__proto__: ');
  const texts = fc.oneof(fc.array(pieces, { maxLength: 60 }).map((p) => p.join('')), fc.string({ unit: 'binary', maxLength: 200 }));
  expect(fc.check(fc.property(texts, isRefused), { numRuns: 500, seed: 4 })).toMatchObject({ failed: false });
});
