import { describe, expect, it } from 'vitest';
import { wordsInSession } from '../../src/commands/session-words.ts';

const said = async (typed: string): Promise<string> => (await wordsInSession(typed.split(' '))).text;

describe('what a person types in the session as a code or words', () => {
  it('a code is explained, and words around it take nothing from that', async () => {
    for (const typed of ['0xC004F074', 'error 0xC004F074 at login', 'my laptop says 0xC004F074']) {
      const text = await said(typed);
      expect(text).toContain('No KMS host could be used');
      expect(text).not.toContain('is no code');
    }
  });

  it('plain words are a symptom: what was understood, what to paste, what may be behind it, and the walk', async () => {
    const text = await said('my new laptop does not activate');
    expect(text.split('\n')[0]).toBe('A machine does not activate, and nothing more is known yet');
    expect(text).toContain('Understood "my new laptop does not activate" as');
    expect(text).toMatch(/Paste here what this prints.*\n +wevtutil qe Application/);
    expect(text).toContain('(client-not-gvlk)');
    expect(text).toContain('kmsdoctor runbook "my new laptop does not activate" --walk');
    for (const noise of ['is no code', '**', '`']) expect(text).not.toContain(noise);
  });

  it('the command to paste from can be copied', async () => {
    const { text, commands } = await wordsInSession(['laptop', 'does', 'not', 'activate']);
    expect(commands).toHaveLength(1);
    expect(text).toContain(commands[0]);
    expect((await wordsInSession(['set', 'up', 'a', 'kms', 'host'])).commands).toEqual([]);
  });

  it('a procedure without a fault is its steps', async () => {
    const text = await said('set up a kms host');
    expect(text).toContain('Set up a KMS host');
    expect(text).toMatch(/ {2}1\. /);
    expect(text).toContain('kmsdoctor runbook set-up-host --walk');
  });

  it('a key stays masked, and quotes in what was typed end no command', async () => {
    const key = ['ABCDE', 'FGHJK', 'LMNPQ', 'RTVWX', 'Y2346'].join('-');
    const text = await said(`product key ${key} "wrong"; rm`);
    expect(text).not.toContain('ABCDE');
    expect(text).toMatch(/kmsdoctor runbook "[^"]*" --walk/);
  });

  it('words that tell nothing are one sentence with the nearest that would', async () => {
    const text = await said('the printer is on fire');
    expect(text.split('\n')).toHaveLength(1);
    expect(text).toContain('matches no known symptom');
    expect(text).not.toContain('kmsdoctor runbook');
  });

  it('is not wrapped: the screen lays it out', async () => {
    expect((await said('0xC004F074')).split('\n').some((line) => line.length > 150)).toBe(true);
  });
});
