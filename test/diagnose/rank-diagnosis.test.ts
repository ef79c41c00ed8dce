import { describe, expect, it } from 'vitest';
import { rankDiagnosis } from '../../src/diagnose/rank-diagnosis.ts';
import type { Candidate } from '../../src/diagnose/weigh-causes.ts';
import { candidate, signsOf } from './cause-maker.ts';

const rank = (candidates: Candidate[], signs: Parameters<typeof signsOf>[0]) => {
  const { ranked, unexplained } = rankDiagnosis(candidates, signsOf(signs));
  return { ranked: ranked.map((c) => `${c.certainty} ${c.cause.id}`), unexplained };
};

describe('the diagnosis', () => {
  it('is empty where nothing is wrong', () => {
    expect(rank([], { notes: ['N'] })).toEqual({ ranked: [], unexplained: [] });
  });

  it('puts the causes that cover everything before other confirmed ones', () => {
    const deep = candidate('deep', 'confirmed', ['X', 'Y'], { of: { prevalence: 'rare' } });
    const plain = candidate('plain', 'confirmed', ['X'], { for: ['A', 'B', 'C'] });
    expect(rank([plain, deep], { fail: ['X', 'Y'] }).ranked).toEqual(['confirmed deep', 'confirmed plain']);
  });

  it('puts what explains a failure before what explains a warning', () => {
    const mild = candidate('mild', 'confirmed', ['W'], { for: ['A', 'B'] });
    const grave = candidate('grave', 'confirmed', ['F']);
    expect(rank([mild, grave], { fail: ['F'], warn: ['W'] }).ranked).toEqual(['confirmed grave', 'confirmed mild']);
  });

  it('puts what alone explains a failure before what shares one and alone explains a warning', () => {
    const far = candidate('far', 'confirmed', ['F', 'G'], { for: ['A', 'B'] });
    const shares = candidate('shares', 'confirmed', ['F', 'W'], { for: ['W'] });
    const alone = candidate('alone', 'confirmed', ['H'], { for: ['H'] });
    expect(rank([far, shares, alone], { fail: ['F', 'G', 'H'], warn: ['W'] }).ranked).toEqual(['confirmed far', 'confirmed alone', 'confirmed shares']);
  });

  it('puts what makes a repair vain before the cause that is so repaired, where it is at least likely', () => {
    const state = candidate('state', 'confirmed', ['F'], { for: ['F', 'A'], of: { repairedAfter: ['undoes'] } });
    const undoes = candidate('undoes', 'likely', ['G'], { for: ['G'] });
    expect(rank([state, undoes], { fail: ['F', 'G'] }).ranked).toEqual(['likely undoes', 'confirmed state']);
    expect(rank([state, { ...undoes, certainty: 'possible' }], { fail: ['F', 'G'] }).ranked).toEqual(['confirmed state', 'possible undoes']);
  });

  it('puts what is no fault after what needs doing, be that only an effect', () => {
    const benign = candidate('benign', 'likely', ['W'], { for: ['W'], of: { prevalence: 'benign' } });
    const effect = candidate('effect', 'confirmed', ['V'], { for: ['V'], of: { isEffect: true } });
    expect(rank([benign, effect], { warn: ['W', 'V'] }).ranked).toEqual(['confirmed effect', 'likely benign']);
  });

  it('leaves out other explanations of what a confirmed cause explains', () => {
    const rival = candidate('rival', 'likely', ['0xC004F074'], { for: ['A'] });
    const fact = candidate('fact', 'confirmed', ['0xC004F074'], { for: ['0xC004F074'] });
    expect(rank([rival, fact], { fail: ['0xC004F074'] }).ranked).toEqual(['confirmed fact']);
  });

  it('names as possible why a confirmed cause may have come about', () => {
    const fact = candidate('no-record', 'confirmed', ['SRV_MISSING'], { for: ['SRV_MISSING'] });
    const why = candidate('scavenged', 'likely', ['SRV_MISSING'], { for: ['A'] });
    expect(rank([fact, why], { fail: ['SRV_MISSING'] }).ranked).toEqual(['confirmed no-record', 'possible scavenged']);
  });

  it('keeps rivals for what no confirmed cause explains', () => {
    const fact = candidate('fact', 'confirmed', ['X']);
    const one = candidate('one', 'likely', ['Y'], { for: ['A'] });
    const two = candidate('two', 'possible', ['Y']);
    expect(rank([two, one, fact], { fail: ['X', 'Y'] }).ranked).toEqual(['confirmed fact', 'likely one', 'possible two']);
  });

  it('adds at most ten alternatives', () => {
    const many = Array.from({ length: 30 }, (_, i) => candidate(`c${i}`, 'possible', ['X'], { order: i }));
    const { ranked } = rank(many, { fail: ['X'] });
    expect(ranked).toHaveLength(11);
    expect(ranked[0]).toBe('possible c0');
  });

  it('puts an alternative that explains what few causes explain before one that explains what all do', () => {
    const plain = candidate('plain', 'possible', ['X'], { of: { prevalence: 'very-common' }, order: 0 });
    const telling = candidate('telling', 'possible', ['X', 'CODE'], { of: { prevalence: 'rare' }, order: 2 });
    const first = candidate('first', 'possible', ['X', 'CODE'], { order: 1 });
    expect(rank([plain, telling, first], { fail: ['X', 'CODE'] }).ranked).toEqual(['possible first', 'possible telling', 'possible plain']);
  });

  it('puts a cause of the cloud that the machine names before what any machine could have', () => {
    const any = candidate('any', 'possible', ['X'], { of: { prevalence: 'very-common' }, order: 1 });
    const here = candidate('here', 'possible', ['X'], { of: { area: 'cloud', onlyWith: ['CLOUD'], prevalence: 'rare' }, order: 2 });
    const first = candidate('first', 'possible', ['X'], { of: { prevalence: 'very-common' }, order: 0 });
    expect(rank([any, here, first], { fail: ['X'] }).ranked).toEqual(['possible first', 'possible here', 'possible any']);
  });

  it('says what stays unexplained', () => {
    expect(rank([candidate('a', 'confirmed', ['X'])], { fail: ['X', 'Y'], warn: ['Z'] }).unexplained).toEqual(['Y', 'Z']);
  });

  it('is the same whatever the order of the table’s entries were looked at', () => {
    const list = [candidate('a', 'likely', ['X'], { order: 1 }), candidate('b', 'likely', ['X', 'Y'], { order: 2 }), candidate('c', 'possible', ['Y'], { order: 3 })];
    expect(rank(list.toReversed(), { fail: ['X', 'Y'] })).toEqual(rank(list, { fail: ['X', 'Y'] }));
  });
});
