import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/commands/catalogue.ts';
import { pageOnTerminal } from '../../src/commands/runbook-on-terminal.ts';
import { procedureFor } from '../../src/runbook/procedure-for.ts';
import { renderMarkdown } from '../../src/runbook/render-markdown.ts';

const pageOf = async (typed: string): Promise<string> => {
  const understood = await procedureFor(typed, catalogue);
  if (!understood.ok) throw new Error(understood.refusal);
  return renderMarkdown(understood.procedure);
};
const codesIn = (text: string): string[] => text.match(/`[^`\n]+`/g) ?? [];

describe('a page on a terminal', () => {
  it.each(['new laptop does not activate', '0xC004F074', 'set-up-host', 'dns-srv-missing'])('of %s is wrapped between words, its commands whole, without the marks of Markdown', async (typed) => {
    const page = await pageOf(typed);
    for (const width of [60, 80, 100]) {
      const shown = pageOnTerminal(page, width);
      expect(codesIn(shown)).toEqual(codesIn(page));
      expect(shown).not.toMatch(/\*\*|\\_/);
      const tooLong = shown.split('\n').filter((line) => line.length > width && !page.split('\n').includes(line) && !line.trim().includes('`') && line.trim().includes(' ') && !line.trim().startsWith('http'));
      expect(tooLong).toEqual([]);
    }
  });

  it('keeps what follows a dash or a number under its words', () => {
    expect(pageOnTerminal('- **one two** three four', 12)).toBe('- one two\n  three four');
    expect(pageOnTerminal('12. one two three', 12)).toBe('12. one two\n    three');
    expect(pageOnTerminal('## one two three', 12)).toBe('## one two\n   three');
  });

  it('leaves blocks of code as they are', () => {
    const block = '```\nAdd-Something -Very -Long -Command\n```';
    expect(pageOnTerminal(block, 12)).toBe(block);
  });
});
