import { describe, expect, it } from 'vitest';
import type { AnswerLines } from '../../src/commands/answer-lines.ts';
import { askOn } from '../../src/commands/ask-at-terminal.ts';
import type { Given } from '../../src/commands/follow-offer.ts';
import type { Offer } from '../../src/commands/offers.ts';

const offer = (kind: Offer['kind']): Offer => ({
  kind, ask: { id: 'x', label: 'x', gives: [], place: 'person', takes: 'long', after: [] }, question: 'Can you paste it?', why: 'It tells more.', run: kind === 'paste' ? 'slmgr.vbs /dlv' : null, suggests: '', wouldSplit: [],
});

/** What arrives at once, chunk by chunk: the first line of a chunk is the answer, and the others are waiting behind it. */
async function asked(kind: Offer['kind'], ...chunks: string[][]): Promise<{ given: Given | null; said: string[]; left: string[] }> {
  const waiting: string[] = [];
  const said: string[] = [];
  const lines: AnswerLines = {
    next: async () => {
      if (waiting.length === 0) waiting.push(...chunks.shift() ?? []);
      return waiting.shift() ?? null;
    },
    hasWaiting: () => waiting.length > 0,
    dropWaiting: () => waiting.splice(0).length > 0,
    rest: () => undefined,
  };
  const given = await askOn(lines, offer(kind), { say: (sentence) => void said.push(sentence), show: () => undefined });
  return { given, said, left: [...waiting, ...chunks.flat()] };
}

describe('a question at the terminal', () => {
  it('takes y, and no for anything else', async () => {
    expect((await asked('zone-servers', ['y'])).given).toEqual({});
    for (const no of ['', 'n', 'what?']) expect((await asked('zone-servers', [no])).given).toBeNull();
  });

  it('for a paste takes what is pasted straight away: it is no answer to the questions that follow', async () => {
    for (const first of ['Software licensing service version: 10.0', '']) {
      const { given, said, left } = await asked('paste', [first, 'Name: Windows', 'License Status: Notification', '.']);
      expect(given).toEqual({ text: `${first}\nName: Windows\nLicense Status: Notification` });
      expect(said.at(-1)).toBe('Taken as the paste; end it with a line that holds a single dot.');
      expect(left).toEqual([]);
    }
  });

  it('for anything else takes nothing of a paste, says so, and waits for the answer', async () => {
    const { given, said } = await asked('zone-servers', ['Software licensing service', 'Name: Windows'], ['y']);
    expect(given).toEqual({});
    expect(said.at(-1)).toBe('That looks like pasted text, and none of it was taken: answer y or n.');
  });

  it('says that nothing was pasted', async () => {
    const { given, said } = await asked('paste', ['y'], ['.']);
    expect(given).toBeNull();
    expect(said.at(-1)).toBe('Nothing was pasted.');
  });
});
