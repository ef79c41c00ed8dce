import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/model/cause.ts';
import { compareCandidates, weighCauses } from '../../src/diagnose/weigh-causes.ts';
import { candidate, cause, signsOf } from './cause-maker.ts';

const weigh = (but: Partial<Cause>, signs: Parameters<typeof signsOf>[0]) => weighCauses([cause('c', ['X'], but)], signsOf(signs))[0];

describe('a cause', () => {
  it('that explains nothing present is not thought of, whatever speaks for it', () => {
    expect(weigh({ confirm: [['N']] }, { fail: ['Y'], notes: ['N'] })).toBeUndefined();
  });

  it('is confirmed where one of its confirming lists is wholly present', () => {
    expect(weigh({ confirm: [['A', 'B'], ['C']] }, { fail: ['X'], notes: ['C'] })).toMatchObject({ certainty: 'confirmed', for: ['C'] });
  });

  it('is not confirmed by half a list', () => {
    expect(weigh({ confirm: [['A', 'B']] }, { fail: ['X'], notes: ['A'] })?.certainty).toBe('possible');
  });

  it('is never confirmed by an empty list', () => {
    expect(weigh({ confirm: [[]] }, { fail: ['X'] })?.certainty).toBe('possible');
  });

  it.each(['medium', 'low'] as const)('of %s confidence is at most likely', (confidence) => {
    expect(weigh({ confidence, confirm: [['A']] }, { fail: ['X'], notes: ['A'] })?.certainty).toBe('likely');
  });

  it('is likely with any support', () => {
    expect(weigh({ support: ['A', 'B'] }, { fail: ['X'], notes: ['B'] })).toMatchObject({ certainty: 'likely', for: ['B'] });
  });

  it('is possible where it merely explains', () => {
    expect(weigh({}, { warn: ['X'] })).toMatchObject({ certainty: 'possible', for: [] });
  });

  it('falls where anything rules it out, confirmed or not', () => {
    expect(weigh({ confirm: [['A']], ruleOut: ['N'] }, { fail: ['X'], notes: ['A', 'N'] })).toBeUndefined();
  });

  it('that fell comes back as possible where a symptom that is its own sign would be left without any, with what speaks against it', () => {
    const own: Partial<Cause> = { confirm: [['X', 'A']], ruleOut: ['N'] };
    expect(weigh(own, { fail: ['X'], notes: ['A', 'N'] })).toMatchObject({ certainty: 'possible', for: ['X', 'A'], against: ['N'] });
    expect(weigh({ support: ['X'], onlyWith: ['B'] }, { fail: ['X'] })).toMatchObject({ certainty: 'possible', for: ['X'] });
    expect(weigh(own, { fail: ['X'], notes: ['N'] })).toBeUndefined();
    expect(weighCauses([cause('c', ['X'], own), cause('other', ['X'])], signsOf({ fail: ['X'], notes: ['A', 'N'] })).map((c) => c.cause.id)).toEqual(['other']);
  });

  it('gives way to a better one all the same', () => {
    expect(weigh({ support: ['Y'], yieldsTo: ['Z'] }, { fail: ['X', 'Z'] })).toBeUndefined();
  });

  it('that needs a sign is thought of only with one of them', () => {
    expect(weigh({ onlyWith: ['A', 'B'] }, { fail: ['X'] })).toBeUndefined();
    expect(weigh({ onlyWith: ['A', 'B'] }, { fail: ['X'], notes: ['B'] })?.certainty).toBe('possible');
  });

  it('merely possible falls where all checks that decide it are settled', () => {
    expect(weigh({ decidedBy: ['a/b', 'c/d'] }, { fail: ['X'], settled: ['a/b', 'c/d'] })).toBeUndefined();
    expect(weigh({ decidedBy: ['a/b', 'c/d'] }, { fail: ['X'], settled: ['a/b'] })?.certainty).toBe('possible');
  });

  it('with support stands though the checks that decide it are settled', () => {
    expect(weigh({ support: ['A'], decidedBy: ['a/b'] }, { fail: ['X'], notes: ['A'], settled: ['a/b'] })?.certainty).toBe('likely');
  });

  it('yields to another fault where it has no sign of its own, be it possible or told by a code alone', () => {
    expect(weigh({ yieldsTo: ['U'] }, { fail: ['X', 'U'] })).toBeUndefined();
    expect(weigh({ yieldsTo: ['U'], support: ['0x800705B4'] }, { fail: ['X', 'U', '0x800705B4'] })).toBeUndefined();
  });

  it('stands beside another fault by a sign of its own, so that two faults do not hide each other', () => {
    expect(weigh({ yieldsTo: ['U'], support: ['A'] }, { fail: ['X', 'U', 'A'] })?.certainty).toBe('likely');
    expect(weigh({ yieldsTo: ['U'], confirm: [['A', 'B']] }, { fail: ['X', 'U', 'A'], notes: ['B'] })?.certainty).toBe('confirmed');
  });

  it('keeps what speaks against it without falling', () => {
    expect(weigh({ against: ['N'] }, { fail: ['X'], notes: ['N'] })?.against).toEqual(['N']);
  });
});

describe('the order of causes', () => {
  it('is by certainty, then by what speaks for each, then by how often it is met, then by the table', () => {
    const list = [
      candidate('table', 'possible', ['X'], { order: 2 }),
      candidate('rare', 'possible', ['X'], { of: { prevalence: 'rare' }, order: 0 }),
      candidate('first', 'possible', ['X'], { order: 1 }),
      candidate('more', 'likely', ['X'], { for: ['A', 'B'] }),
      candidate('fewer', 'likely', ['X'], { for: ['A'], of: { prevalence: 'very-common' } }),
      candidate('sure', 'confirmed', ['X'], { of: { prevalence: 'rare' } }),
    ];
    expect(list.toSorted(compareCandidates).map((c) => c.cause.id)).toEqual(['sure', 'more', 'fewer', 'first', 'table', 'rare']);
  });
});

const failing = (but: Partial<Cause>) => {
  const finding = { tag: 'RENEWAL', severity: 'warn', message: '', args: { code: '0xC004F06C' } } as const;
  // As a symptom it stands as its code, which some other cause explains.
  return weighCauses([cause('latent', ['RENEWAL'], but)], { ...signsOf({ warn: ['0xC004F06C'], notes: ['RENEWAL'] }), behind: new Map([['RENEWAL', [finding]], ['0xC004F06C', [finding]]]) })[0];
};

describe('a finding that reports a code', () => {
  it('is explained by the cause that it confirms, whatever the code', () => {
    expect(failing({ confirm: [['RENEWAL']] })).toMatchObject({ certainty: 'confirmed', explains: new Set(['0xC004F06C']) });
  });

  it('is not explained by every cause that knows findings of its kind', () => {
    expect(failing({})).toBeUndefined();
    expect(failing({ support: ['RENEWAL'] })).toBeUndefined();
  });
});
