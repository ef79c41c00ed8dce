import { describe, expect, it } from 'vitest';
import { pastedHere } from '../../src/commands/session-advice.ts';
import { waysToSee } from '../../src/knowledge/ways-to-see.ts';

const said = (kind: string): string => pastedHere(waysToSee[kind]?.how ?? '');

describe('advice in a session on pasted text', () => {
  it('asks for a paste where it asked for the client’s output to be added', () => {
    expect(said('licensingProducts')).toMatch(/, and paste the output here\.$/);
    expect(Object.keys(waysToSee).filter((kind) => said(kind).includes('add the output'))).toEqual([]);
  });

  it('asks for no paste of another machine, which would be taken for the client’s', () => {
    for (const kind of Object.keys(waysToSee).filter((k) => k.startsWith('host.'))) expect(said(kind)).not.toContain('paste');
  });
});
