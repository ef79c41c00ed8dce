import { describe, expect, test } from 'vitest';

import { program } from './program.ts';

type Entries = { schema: string; entries: { kind: string; id: string; known: boolean }[] };
const explain = (...words: string[]) => program(['explain', ...words]);
const idsOf = async (...words: string[]): Promise<[string, string, boolean][]> =>
  (JSON.parse((await explain(...words, '--format', 'json')).out) as Entries).entries.map((e) => [e.kind, e.id, e.known]);

describe('explain, as a whole process', () => {
  test('takes a code in every form in which people write it', async () => {
    const entries = await Promise.all(['0xC004F074', 'c004f074', '3221549172', '-1073418124'].map((form) => idsOf(form)));
    for (const entry of entries) expect(entry).toEqual([['code', '0xC004F074', true]]);
  });

  test('a negative number needs no --, and may have one', async () => {
    const [bare, dashed] = await Promise.all([explain('-1073418124'), explain('--', '-1073418124')]);
    expect(bare).toEqual(dashed);
    expect(bare).toMatchObject({ code: 0, err: '' });
  });

  test('events, keys, channels, causes, checks and tags', async () => {
    expect(await idsOf('12290', '2YT43', 'Volume:GVLK', 'dns-srv-missing', 'dns/srv-record-found', 'SRV_MISSING')).toMatchObject(
      [['event'], ['key'], ['channel'], ['cause'], ['check'], ['tag']].map(([kind]) => [kind, expect.any(String), true]),
    );
  });

  test('a code that no table holds is taken apart, and is no error', async () => {
    const { code, out } = await explain('0x80071234', '--format', 'json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as Entries).entries[0]).toMatchObject({ known: false, id: '0x80071234' });
  });

  test('one unknown word makes it exit 64; the known ones are explained all the same', async () => {
    const { code, out, err } = await explain('0xC004F074', 'xyzzyq');
    expect([code, out.startsWith('0xC004F074')]).toEqual([64, true]);
    expect(err).toMatch(/^"xyzzyq" is no code[^\n]+\n$/);
  });

  test('without a word it says what it wants', async () => {
    expect(await explain()).toMatchObject({ code: 64, out: '', err: expect.stringMatching(/^explain needs a word[^\n]+\n$/) as string });
  });

  test.each([['--nope'], ['0xC004F074', '--format', 'yaml'], ['0xC004F074', '--format']])('a wrong option is one sentence: %s', async (...words) => {
    const { code, out, err } = await explain(...words);
    expect([code, out]).toEqual([64, '']);
    expect(err).toMatch(/^[^\n]+\n$/);
  });

  test('piped it has no colour', async () => {
    expect((await explain('0xC004F074')).out).not.toContain('\u001B');
  });
});
