import { nearestWords } from '../../model/nearest.ts';
import type { Expectation } from './scenario-spec.ts';
import type { WrongName } from './names-in-estate.ts';
import { pathInWords } from './scenario-place.ts';
import type { ScenarioPath } from './scenario-place.ts';

/** What may be expected: ids of causes and checks, tags of findings of severity warn or fail. They are not the estate's to know. */
export type KnownWords = { causes: readonly string[]; checks: readonly string[]; tags: readonly string[] };

/** Whatever is expected that nobody can say. */
export function unknownWords(expect: Expectation, known: KnownWords): WrongName[] {
  const found: WrongName[] = [];
  const need = (path: ScenarioPath, word: string, words: readonly string[], what: string, part: 'key' | 'value'): void => {
    if (words.includes(word)) return;
    const near = nearestWords(word, words, 3);
    found.push({ path, part, message: `${pathInWords(path)} should be ${what}, and "${word.slice(0, 60)}" is none${near.length === 0 ? '' : `; nearest: ${near.join(', ')}`}.` });
  };
  for (const cause of Object.keys(expect.causes)) need(['expect', 'causes', cause], cause, known.causes, 'a cause that kmsdoctor knows', 'key');
  expect.findings?.forEach((tag, i) => need(['expect', 'findings', i], tag, known.tags, 'the tag of a finding (warn or fail, no note)', 'value'));
  expect.passes?.forEach((id, i) => need(['expect', 'passes', i], id, known.checks, 'a check', 'value'));
  expect.unexplained.forEach((sign, i) => {
    if (!/^0x[0-9A-F]{8}$/.test(sign)) need(['expect', 'unexplained', i], sign, known.tags, 'a code or the tag of a finding', 'value');
  });
  return found;
}
