import { describe, expect, test } from 'vitest';
import { allCodeMeanings } from '../../src/knowledge/code-meanings.ts';
import { allSymbols } from '../../src/knowledge/symbols.ts';
import { explainCode } from '../../src/explain/explain-code.ts';
import { entriesOf, entryOf, textOf } from './run.ts';

describe('known codes', () => {
  test('all 494 explained codes answer with their meaning and sources', async () => {
    for (const { code, meaning } of allCodeMeanings()) {
      const entry = await entryOf(code);
      expect(entry).toMatchObject({ kind: 'code', id: code, known: true });
      expect(entry.meaning.slice(0, meaning.length)).toBe(meaning);
      expect(entry.sources.length).toBeGreaterThan(0);
      expect(entry.decoded).not.toBeNull();
    }
  });

  test('every number of the table of symbols is known, by at least one of its names', async () => {
    const rows = allSymbols();
    const namesOf = Map.groupBy(rows, (r) => r.code);
    const lacking: string[] = [];
    for (const [code, named] of namesOf) {
      const entry = await explainCode(code, null);
      if (!entry.known || !named.some((r) => entry.symbols.includes(r.symbol))) lacking.push(code);
    }
    expect(lacking).toEqual([]);
    expect(namesOf.size).toBeGreaterThan(3800);
  });

  test.each(['0xC004F074', 'c004f074', '3221549172', '-1073418124', 'SL_E_VL_BINDING_SERVICE_UNAVAILABLE', 'sl_e_vl_binding_service_unavailable', '0xFFFFFFFFC004F074', '"0xC004F074".', 'hr=0xC004F074'])(
    '%s is 0xC004F074', async (word) => {
      expect(await entryOf(word)).toMatchObject({ id: '0xC004F074', known: true, symbols: ['SL_E_VL_BINDING_SERVICE_UNAVAILABLE'] });
    });

  test('the causes of 0xC004F074 are links to causes and lines of text, and it says that it hides others', async () => {
    const entry = await entryOf('0xC004F074');
    expect(entry.causes.some((c) => c.cause === null)).toBe(true);
    expect(entry.causes.map((c) => c.cause)).toContain('dns-srv-missing');
    expect(entry.meaning).toContain('event 12288');
    expect(entry.decoded).toEqual({ severity: 'error', facility: 'software licensing (4)', code: 0xf074 });
  });

  test.each([['1722', '0x800706BA'], ['0x6BA', '0x800706BA'], ['0x000006BA', '0x800706BA'], ['9003', '0x8007232B'], ['5', '0x80070005'], ['0', '0x00000000'], ['12007', '0x80072EE7']])(
    'the Win32 number %s is %s', async (word, id) => {
      expect(await entryOf(word)).toMatchObject({ kind: 'code', id, known: true });
    });

  test('a symbol of WS-Management leads to its fault', async () => {
    expect(await entryOf('ERROR_WSMAN_NETWORK_TIMEDOUT')).toMatchObject({ id: '0x80338126', known: true });
    expect((await entryOf('2150859046')).id).toBe('0x80338126');
  });

  test('a number whose name is all that is known is told by its name', async () => {
    expect(await entryOf('0x80070435')).toMatchObject({ known: true, symbols: ['ERROR_SERVICE_NEVER_STARTED'] });
    expect((await entryOf('0x800704F0')).meaning).toMatch(/its name says: "/);
  });
});

describe('unknown codes are taken apart', () => {
  test.each([
    ['0x80077777', 'Win32 error 30583', { severity: 'error', facility: 'Win32 (7)', code: 30583 }],
    ['0x80072454', 'DNS code 9300', { severity: 'error', facility: 'Win32 (7)', code: 9300 }],
    ['0x800707C0', 'RPC code 1984', { severity: 'error', facility: 'Win32 (7)', code: 1984 }],
    ['0x80072F60', 'WinHTTP code 12128', { severity: 'error', facility: 'Win32 (7)', code: 12128 }],
    ['0x80044FFF', 'WMI code 0x80044FFF', { severity: 'error', facility: 'WMI (4)', code: 0x4fff }],
    ['0x803380FF', 'WS-Management fault', { severity: 'error', facility: 'WS-Management (51)', code: 0x80ff }],
    ['0xC0000999', 'NT status', { severity: 'error', facility: 'NT (NT 0)', code: 0x999 }],
    ['0xC0020010', '0x800706B3 RPC_S_NOT_LISTENING', { severity: 'error', facility: 'RPC runtime (NT 2)', code: 16 }],
    ['0xD0000034', 'STATUS_OBJECT_NAME_NOT_FOUND', { severity: 'error', facility: 'NT (NT 0)', code: 0x34 }],
    ['0xC004F999', 'software licensing code F999', { severity: 'error', facility: 'software licensing (4)', code: 0xf999 }],
    ['0xDEADBEEF', 'NT status 0xCEADBEEF', { severity: 'error' }],
  ])('%s is %s inside', async (word, words, decoded) => {
    const entry = await entryOf(word);
    expect(entry).toMatchObject({ kind: 'code', id: word, known: false, decoded });
    expect(entry.meaning).toContain(words);
  });

  test('a small number that is neither event nor error says both', async () => {
    const entry = await entryOf('12299');
    expect(entry).toMatchObject({ kind: 'code', known: false });
    expect(entry.evidence.join(' ')).toContain('event 12299');
  });
});

describe('severities and slips', () => {
  test.each([
    ['0xC004F065', 'SL_I_NONGENUINE_GRACE_PERIOD'], ['0x4004F065', 'SL_I_NONGENUINE_GRACE_PERIOD'], ['0xC004F068', 'SL_I_NONGENUINE_GRACE_PERIOD_2'],
    ['0xC004F040', 'SL_E_VL_INFO_PRODUCT_USER_RIGHT'], ['0xC004F00C', 'SL_I_OOB_GRACE_PERIOD'], ['0xC004F00D', 'SL_I_OOT_GRACE_PERIOD'],
  ])('%s is known as %s with either severity', async (word, symbol) => {
    expect(await entryOf(word)).toMatchObject({ id: word, known: true, symbols: [symbol] });
  });

  test('a twin says under which number the header has it', async () => {
    expect((await entryOf('0xC004F068')).avoid.join(' ')).toContain('0x4004F068');
    expect((await entryOf('0xC004F068')).decoded?.severity).toBe('error');
  });

  test.each(['0x80092328', '0x80072328'])('%s is explained as a probable slip for 0x8007232B', async (word) => {
    const entry = await entryOf(word);
    const meant = await entryOf('0x8007232B');
    expect(entry.avoid.join(' ')).toContain('slip for 0x8007232B');
    for (const cause of meant.causes) expect(entry.causes).toContainEqual(cause);
    for (const remedy of meant.remedies) expect(entry.remedies).toContain(remedy);
  });
});

describe('what guides and Microsoft disagree about is said', () => {
  test.each([
    ['0xC004F042', /host key is blocked. It is not/], ['0xC004F042', /"cannot be read"/], ['0xC004F069', /No key at all is 0xC004F014 or 0xC004F213/], ['0xC004F069', /that is 0xC004F06C/],
    ['0xC004F068', /that is 0xC004F06B/], ['0xC004F066', /SKU not found is 0xC004F069/], ['0xC004F025', /administrator is needed/], ['0xC004D302', /trusted store was just rearmed/],
    ['0x803F7001', /no valid digital licence/], ['0x803FA071', /unlock limit/], ['0xC004F074', /Read event 12288/], ['0xC004F034', /key and the edition first/],
    ['0xC004F035', /BIOS/], ['0xC004F039', /F041: it is a KMS host that is not activated/], ['0xC004F041', /no KMS host at all/], ['0x80092328', /no Windows header defines it/],
    ['0xC004C008', /Decide by the channel/], ['0xC004C008', /10 activations on at most 6/], ['0xC004C003', /damaged tokens.dat/], ['0xC004F00F', /Decide by the channel/],
    ['0x8007232A', /Both happen/], ['0x8007007B', /Check the channel before DNS/], ['0x8004FE21', /KB3004394/], ['0xC0020017', /KMS is TCP/],
    ['0x803FA068', /symbol is believed/], ['0xC004F210', /lacks the word "not"/], ['0x80072F8F', /activation uses WinHTTP/], ['0x4004F041', /third-party listings/],
  ])('%s: %s', async (word, words) => {
    expect((await entryOf(word)).avoid.join('\n')).toMatch(words);
    expect((await textOf(word)).replace(/\s+/g, ' ')).toMatch(words);
  });

  test('0xC004F042 is not a blocked key', async () => {
    expect((await entryOf('0xC004F042')).meaning).not.toMatch(/blocked/);
  });

  test('0xC004F069 is not a missing key', async () => {
    expect((await entryOf('0xC004F069')).meaning).toMatch(/There is a key/);
  });

  test('no advice ever removes a key with /upk', async () => {
    for (const { code } of allCodeMeanings()) expect((await entryOf(code)).remedies.join(' ')).not.toContain('/upk');
  });
});

describe('several words', () => {
  test('each is explained, in order and once', async () => {
    expect((await entriesOf('0xC004F074,12290', '0xc004f074', 'error 0xC004F038')).map((e) => e.id)).toEqual(['0xC004F074', '12290', '0xC004F038']);
  });
});
