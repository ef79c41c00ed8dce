import { array, assert, constantFrom, property, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { coverSymptoms } from '../../src/diagnose/cover.ts';
import type { Candidate } from '../../src/diagnose/weigh-causes.ts';
import type { Cause } from '../../src/model/cause.ts';
import type { Certainty } from '../../src/model/report.ts';

const candidate = (id: string, certainty: Certainty, explains: string[], prevalence: Cause['prevalence'] = 'common', order = 0): Candidate => ({
  cause: { id, title: id, says: id, area: 'dns', prevalence, confidence: 'high', explains, remedies: [], verifyWith: [], sources: [] },
  certainty, explains: new Set(explains), for: [], against: [], order,
});
const ids = (list: readonly Candidate[]): string[] => list.map((c) => c.cause.id);

describe('parsimonious covering', () => {
  it('prefers one cause that explains everything to two that share it', () => {
    const chosen = coverSymptoms(
      [candidate('a', 'confirmed', ['X']), candidate('b', 'confirmed', ['Y']), candidate('both', 'confirmed', ['X', 'Y'])], ['X', 'Y'],
    );
    expect(ids(chosen)).toEqual(['both']);
  });

  it('never lets a guess displace a fact, however much the guess explains', () => {
    const chosen = coverSymptoms([candidate('guess', 'possible', ['X', 'Y', 'Z']), candidate('fact', 'confirmed', ['X'])], ['X']);
    expect(ids(chosen)).toEqual(['fact']);
  });

  it('finds two faults at once where no single cause explains both', () => {
    const chosen = coverSymptoms([candidate('a', 'confirmed', ['X', 'W']), candidate('b', 'confirmed', ['Y', 'W'])], ['X', 'Y', 'W']);
    expect(ids(chosen).toSorted()).toEqual(['a', 'b']);
  });

  it('decides ties by prevalence and then by table order', () => {
    expect(ids(coverSymptoms([candidate('rare', 'possible', ['X'], 'rare'), candidate('usual', 'possible', ['X'], 'very-common', 1)], ['X']))).toEqual(['usual']);
    expect(ids(coverSymptoms([candidate('second', 'possible', ['X'], 'rare', 2), candidate('first', 'possible', ['X'], 'rare', 1)], ['X']))).toEqual(['first']);
  });

  it('takes a cause that something of its own speaks for before one for which only explained symptoms do', () => {
    const fact = { ...candidate('fact', 'confirmed', ['X']), for: ['X'] };
    const borrowed = { ...candidate('borrowed', 'likely', ['X', 'Y'], 'very-common'), for: ['X'] };
    const own = { ...candidate('own', 'likely', ['Y'], 'rare', 1), for: ['N'] };
    expect(ids(coverSymptoms([fact, borrowed, own], ['X', 'Y']))).toEqual(['fact', 'own']);
  });

  it('leaves alone what nothing explains', () => {
    expect(coverSymptoms([candidate('a', 'confirmed', ['X'])], ['Q'])).toEqual([]);
  });

  it('covers whatever can be covered and never with more causes than taking each symptom’s own', () => {
    const symptom = constantFrom('A', 'B', 'C', 'D', 'E', 'F');
    const many = array(tuple(constantFrom('confirmed', 'likely', 'possible'), uniqueArray(symptom, { minLength: 1 })), { maxLength: 9 });
    assert(property(many, uniqueArray(symptom), (rows, symptoms) => {
      const candidates = rows.map(([certainty, explains], i) => candidate(`c${i}`, certainty as Certainty, explains, 'common', i));
      const chosen = coverSymptoms(candidates, symptoms);
      const coverable = symptoms.filter((s) => candidates.some((c) => c.explains.has(s)));
      expect(coverable.every((s) => chosen.some((c) => c.explains.has(s)))).toBe(true);
      expect(chosen.length).toBeLessThanOrEqual(coverable.length);
    }));
  });
});
