import { describe, expect, test } from 'vitest';
import {
  allSetupKeys, isSetupKey, maskKeys, publishedKeyByLast5, setupKeyByLast5, setupKeyForInstalled, setupKeysFor,
} from '../../src/knowledge/setup-keys.ts';
import { factJson, hasFacts } from './shared-facts.ts';

/** Five groups of letters that keys use, made up for these tests. */
const ownKey = 'QQQQ2-WWWW3-TTTT4-YYYY6-PPPP7';

describe('published setup keys', () => {
  test('every key has five groups of five and is found by its last five characters, in any letter case', () => {
    expect(allSetupKeys().length).toBe(146);
    for (const key of allSetupKeys()) {
      expect(key.key).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/);
      expect(publishedKeyByLast5(key.last5.toLowerCase())).toBe(key);
      expect(isSetupKey(key.key.toLowerCase())).toBe(true);
      expect(key.source).not.toBe('');
    }
  });

  test('an AVMA key is published, but is no GVLK', () => {
    const avma = allSetupKeys().find((k) => k.use === 'avma');
    expect(avma).toMatchObject({ kind: 'server', threshold: null });
    expect(setupKeyByLast5(avma?.last5 ?? '')).toBeNull();
  });

  test('an unknown end of a key belongs to no key', () => {
    expect(setupKeyByLast5('ZZZZZ')).toBeNull();
    expect(isSetupKey(ownKey)).toBe(false);
  });

  test('client, server and Office products need 25, 5 and 5 machines', () => {
    const wanted = { client: 25, server: 5, office: 5 };
    for (const k of allSetupKeys().filter((each) => each.use === 'kms-client')) expect(k.threshold).toBe(wanted[k.kind]);
  });

  test('keys are recommended by product, edition, kind and edition id, withdrawn ones never', () => {
    expect(setupKeysFor({ product: 'windows server 2022', edition: 'standard' }).map((k) => k.last5)).toEqual(['VMK7H']);
    expect(setupKeysFor({ kind: 'office', generation: '2024' }).every((k) => k.product.includes('2024'))).toBe(true);
    expect(setupKeysFor({}).some((k) => k.withdrawn)).toBe(false);
    expect(allSetupKeys().some((k) => k.withdrawn)).toBe(true);
    expect(setupKeysFor({ editionId: 'NoSuchEdition' })).toEqual([]);
  });

  test.each([
    ['Enterprise', 22631, '2YT43'], ['Enterprise', 7601, 'HVTHH'], ['EnterpriseS', 17763, 'J462D'], ['EnterpriseS', 14393, 'QJ4BJ'],
    ['ServerStandard', 20348, 'VMK7H'], ['serverdatacenter', 17763, '63DFG'], ['ServerStandard', 26100, 'MY832'],
  ])('the key for %s on build %i ends in %s', (editionId, build, last5) => {
    expect(setupKeyForInstalled(editionId, build)?.last5).toBe(last5);
  });

  test('no key is proposed for an edition without one, an evaluation, or where several would fit', () => {
    expect(setupKeyForInstalled('Core', 22631)).toBeNull();
    expect(setupKeyForInstalled('ServerStandardEval', 20348)).toBeNull();
    expect(setupKeyForInstalled('EnterpriseS', 22631)).toBeNull();
    expect(setupKeyForInstalled('ServerStandardACor', 17763)).toBeNull();
  });
});

describe('masking', () => {
  const masked = 'XXXXX-XXXXX-XXXXX-XXXXX-PPPP7';

  test('a whole key that is not published keeps only its last five characters, wherever it stands', () => {
    expect(maskKeys(`key: ${ownKey}, again ${ownKey.toLowerCase()}.`)).toBe(`key: ${masked}, again ${masked}.`);
    expect(maskKeys(`(${ownKey})`)).toBe(`(${masked})`);
  });

  test('a published setup key stays', () => {
    expect(maskKeys('slmgr /ipk VDYBN-27WPP-V4HQT-9VMD4-VMK7H')).toBe('slmgr /ipk VDYBN-27WPP-V4HQT-9VMD4-VMK7H');
  });

  test('typographic hyphens, a line break inside, and no hyphens at all do not save a key from its mask', () => {
    expect(maskKeys(ownKey.replaceAll('-', '\u2013'))).toBe(masked);
    expect(maskKeys(ownKey.replace('-T', '-\r\n> T'))).toBe(masked);
    expect(maskKeys(ownKey.replaceAll('-', ''))).toBe(masked);
  });

  test('what only resembles a key stays: ids, product ids, extended PIDs, words', () => {
    const text = '55c92734-d682-4d71-983e-d6ec3f16059f 00330-80000-00000-AA535 03612-00206-471-452343-03-1033-9600.0000-2672014 XXXXX';
    expect(maskKeys(text)).toBe(text);
  });

  test('a hostile text is masked to its end', () => {
    expect(maskKeys('AAAAA-'.repeat(100_000))).not.toMatch(/(?:AAAAA-){4}AAAAA/);
    expect(maskKeys(`${'A'.repeat(500_000)}-`)).toHaveLength(500_001);
  });
});

describe.skipIf(!hasFacts)('against the shared facts', () => {
  type Row = { gvlk?: string; key?: string; product: string; edition: string; threshold?: number; editionIds?: string[]; source: string };
  const facts = hasFacts ? factJson<{ keys: Row[]; avma: Row[] }>('gvlk.json') : { keys: [], avma: [] };

  test('no key was lost or changed', () => {
    const ours = allSetupKeys().map((k) => ({ key: k.key, product: k.product, edition: k.edition, source: k.source }));
    expect(ours).toEqual([...facts.keys, ...facts.avma].map((k) => ({ key: k.gvlk ?? k.key, product: k.product, edition: k.edition, source: k.source })));
    expect(allSetupKeys().slice(0, facts.keys.length).map((k) => [k.threshold, k.editionIds])).toEqual(facts.keys.map((k) => [k.threshold, k.editionIds]));
  });
});
