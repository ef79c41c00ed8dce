import { describe, expect, test } from 'vitest';
import { allCodeMeanings, meaningOf } from '../../src/knowledge/code-meanings.ts';
import { loadCodeFacts, twinsOf } from '../../src/knowledge/codes.ts';
import { allSymbols, codesOfSymbol, symbolsOf } from '../../src/knowledge/symbols.ts';
import { symbolsOfWords, wordsOf } from '../../src/knowledge/code-words.ts';
import { factJson, factText, hasFacts } from './shared-facts.ts';

describe('meanings of codes', () => {
  test('a code has its first symbol and its meaning, in any letter case', () => {
    expect(meaningOf('0xC004F038')).toEqual({ symbol: 'SL_E_VL_NOT_ENOUGH_COUNT', meaning: 'KMS host answered, but its client count is below the threshold for this product' });
    expect(meaningOf('0xc004f038')).toEqual(meaningOf('0xC004F038'));
    expect(meaningOf('0x00000000')?.meaning).toBe('Success');
  });

  test('what is no explained code has no meaning, and no part of a row passes for one', () => {
    for (const word of ['0xC004F999', '', '0x', 'C004F038', 'meaning', '0xC004F03', '0xC004F0380']) expect(meaningOf(word)).toBeNull();
  });

  test('the small table and the whole one say the same of all 494 codes', async () => {
    const all = allCodeMeanings();
    expect(all.length).toBe(494);
    for (const { code, symbol, meaning } of all) {
      const facts = await loadCodeFacts(code);
      expect(facts).toMatchObject({ meaning });
      expect(facts?.symbols[0] ?? null).toBe(symbol);
      expect(facts?.sources.length).toBeGreaterThan(0);
    }
  });

  test('a member of every object is no code', async () => {
    expect(await loadCodeFacts('constructor')).toBeNull();
    expect(await loadCodeFacts('__proto__')).toBeNull();
  });
});

describe('the same number with another severity', () => {
  test('licensing codes have twins, others have none', () => {
    expect(twinsOf('0xC004F065')).toEqual(['0x4004F065', '0x8004F065']);
    expect(twinsOf('0x4004F065')).toEqual(['0xC004F065', '0x8004F065']);
    expect(twinsOf('0x8007232B')).toEqual([]);
    expect(twinsOf('0x00000000')).toEqual([]);
  });
});

describe('symbols', () => {
  test('a number has every name that the tables give it', () => {
    expect(symbolsOf('0x80072EE7').map((r) => r.symbol)).toEqual(['ERROR_WINHTTP_NAME_NOT_RESOLVED', 'ERROR_INTERNET_NAME_NOT_RESOLVED']);
    expect(symbolsOf('0xC004F999')).toEqual([]);
  });

  test('a name leads to its number in any letter case; a part of a name leads nowhere', () => {
    expect(codesOfSymbol('rpc_s_server_unavailable').map((r) => r.code)).toEqual(['0x800706BA']);
    for (const word of ['RPC_S_SERVER', 'symbol', 'w', '', 'no such', 'columns']) expect(codesOfSymbol(word)).toEqual([]);
  });

  test('words stand beside numbers that have a symbol, here or in the table of symbols', () => {
    expect(wordsOf('0x80338012')).toMatchObject({ symbol: 'ERROR_WSMAN_DESTINATION_UNREACHABLE', meaning: 'destination not reachable' });
    expect(wordsOf('0x80070020')).toMatchObject({ symbol: null, meaning: 'file is in use by another process' });
    expect(wordsOf('0xC004F999')).toBeNull();
    expect(symbolsOfWords().filter((w) => w.symbol === '' && symbolsOf(w.code).length === 0)).toEqual([]);
  });
});

describe.skipIf(!hasFacts)('against the shared facts', () => {
  type Row = { code: string; symbols: string[]; scope: string[]; meaning: string; causes: string[]; evidence: string[]; remedies: string[]; avoid: string[]; sources: string[]; confidence: string };
  const errors = hasFacts ? factJson<Row[]>('errors.json') : [];
  const symbolRows = hasFacts ? factText('symbols.tsv').trimEnd().split('\n').slice(1).map((l) => l.split('\t')) : [];

  test('nothing of the 494 entries was lost', async () => {
    expect(errors.length).toBe(494);
    for (const e of errors) {
      const { scope, meaning, causes, evidence, remedies, avoid, sources, confidence } = e;
      const facts = await loadCodeFacts(e.code);
      expect(facts).toMatchObject({ scope, meaning, causes, evidence, remedies, avoid, sources, confidence });
      expect(facts?.symbols).toEqual(e.symbols.map((s) => s.replace(/ \(.*/, '')));
    }
  });

  test('nothing of the 3930 symbols was lost', () => {
    const severities: Record<string, string> = { i: 'information', w: 'warning', e: 'error' };
    expect(symbolRows.length).toBe(3930);
    expect(allSymbols()).toEqual(symbolRows.map(([code, symbol, severity, , zone, source]) => ({ code, symbol, severity: severities[(severity ?? '').charAt(0)], zone, source })));
  });

  test('every WS-Management fault has its words', () => {
    const { wsman } = factJson<{ wsman: { hex: string; name: string; meaning: string; likelyCause: string | null }[] }>('wsman-faults.json');
    for (const f of wsman) expect(wordsOf(f.hex)).toMatchObject({ symbol: f.name, meaning: f.meaning, likelyCause: f.likelyCause });
  });
});
