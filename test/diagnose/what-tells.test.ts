import { describe, expect, it } from 'vitest';
import type { Signs } from '../../src/diagnose/signs.ts';
import { stillTold } from '../../src/diagnose/what-tells.ts';
import { cause as makeCause } from './cause-maker.ts';

const signs = (present: string[], symptoms: string[] = present): Signs => ({ present: new Set(present), symptoms, settled: new Set(), grave: new Set(), behind: new Map() });
const cause = makeCause('filtered', ['TIMEOUT', '0xC004F074'], { confirm: [['TIMEOUT', 'OPEN_FOR_OTHERS']], support: ['TIMEOUT', '0x800705B4'] });
const alone = signs(['TIMEOUT', 'OPEN_FOR_OTHERS', '0x800705B4', '0xC004F074']);

describe('a fault beside another', () => {
  it('is proven where a list that confirmed it alone stands', () => {
    expect(stillTold(cause, alone, alone, [])).toBe('proven');
  });

  it('is told where only a sign in support is left', () => {
    expect(stillTold(cause, alone, signs(['TIMEOUT']), [])).toBe('told');
  });

  it('is hidden where nothing of it came about, where its symptom did not, and where a code is all that is left', () => {
    expect(stillTold(cause, alone, signs(['OTHER']), [])).toBe('hidden');
    expect(stillTold(cause, alone, signs(['TIMEOUT', 'OPEN_FOR_OTHERS'], []), [])).toBe('hidden');
    expect(stillTold(cause, alone, signs(['0x800705B4', '0xC004F074']), [])).toBe('hidden');
  });

  it('is hidden where the other shows the same by itself', () => {
    expect(stillTold(cause, alone, signs(['TIMEOUT']), [signs(['TIMEOUT'])])).toBe('hidden');
  });
});
