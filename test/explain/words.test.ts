import { describe, expect, test } from 'vitest';
import { runExplain } from '../../src/commands/explain.ts';
import { loadEventTable } from '../../src/knowledge/events.ts';
import { allSetupKeys } from '../../src/knowledge/setup-keys.ts';
import { splitWords } from '../../src/explain/words.ts';
import { editDistance, nearestWords } from '../../src/model/nearest.ts';
import { entriesOf, entryOf, noCatalogue, textOf, withCatalogue } from './run.ts';

const refuseToLoad = (): never => {
  throw new Error('the checks were loaded');
};

describe('events', () => {
  test('every event answers with its meaning', async () => {
    const { events } = await loadEventTable();
    expect(Object.keys(events)).toHaveLength(81);
    for (const [id, facts] of Object.entries(events)) {
      const [entry] = await entriesOf(id);
      expect(entry).toMatchObject({ kind: 'event', id, known: true, decoded: null });
      expect(entry?.meaning.startsWith(facts.meaning)).toBe(true);
    }
  });

  test.each([
    ['12288', /client's own record/], ['12289', /record of the host's answer/], ['12290', /for every request, good or bad/], ['12291', /KMS failed to start/],
    ['12292', /gone since Windows 8/], ['12309', /Automatic Virtual Machine Activation/], ['12310', /Automatic Virtual Machine Activation/], ['8198', /KMS is TCP/], ['8200', /could not be fetched/],
  ])('what guides say wrongly of %s is said', async (id, words) => {
    expect((await entriesOf(id))[0]?.avoid.join(' ')).toMatch(words);
  });

  test('12290 is not a failure, and 12309 is no event of Active Directory', async () => {
    expect((await entryOf('12290')).meaning).toContain('(success or failure)');
    expect((await entryOf('12309')).meaning).toContain('Automatic VM Activation');
  });

  test('12288 explains its fields and status flags', async () => {
    const { evidence } = await entryOf('12288');
    expect(evidence).toContain('flag 0x04000000: SL_VL_BINDING_ERROR_NOT_ENOUGH_COUNT, error');
    expect(evidence.some((line) => line.startsWith('field 3 kms_host_port'))).toBe(true);
  });

  test('a number that is both an event and a Win32 error gives both, the event first', async () => {
    expect((await entriesOf('1058')).map((e) => [e.kind, e.id])).toEqual([['event', '1058'], ['code', '0x80070422']]);
  });

  test('a known code is no message id, although its low half may be an event', async () => {
    expect((await entriesOf('0x80004005')).map((e) => e.kind)).toEqual(['code']);
  });

  test('the message id of the classic log is its event', async () => {
    expect((await entriesOf('1073754112')).map((e) => e.id)).toEqual(['12288']);
    expect((await entriesOf('0xC0002006')).map((e) => e.id)).toEqual(['8198']);
  });
});

describe('setup keys', () => {
  test('every published key is explained, whole and by its last five characters', async () => {
    for (const { key, last5, product } of allSetupKeys()) {
      for (const word of [key, last5, key.toLowerCase(), key.replaceAll('-', '')]) {
        const entry = await entryOf(word);
        expect(entry).toMatchObject({ kind: 'key', id: key, known: true });
        expect(entry.meaning).toContain(product);
      }
    }
  });

  test('a withdrawn key is recognised and not recommended', async () => {
    const withdrawn = allSetupKeys().find((k) => k.withdrawn);
    const entry = await entryOf(withdrawn?.last5 ?? '');
    expect(entry.remedies).toEqual([]);
    expect(entry.avoid.join(' ')).toContain('no longer prints');
  });

  const own = 'QQQQ2-WWWW3-TTTT4-YYYY6-PPPP7';
  test.each([
    ['with hyphens', [own]], ['in lower case', [own.toLowerCase()]], ['without hyphens', [own.replaceAll('-', '')]], ['with spaces', [own.replaceAll('-', ' ')]],
    ['as five words', own.split('-')], ['with long hyphens', [own.replaceAll('-', '\u2013')]], ['a letter short', [own.slice(1)]], ['a letter long', [`2${own}`]],
    ['in a sentence', [`the key ${own}, please`]], ['after a colon', [`/ipk:${own}`]],
  ])('a key of one\'s own, %s, is refused and never repeated', async (_, words) => {
    for (const format of ['text', 'json'] as const) {
      const { out, err, exitCode } = await runExplain(words, { ...withCatalogue, format });
      expect(exitCode).toBe(64);
      expect(out).toBe('');
      for (const group of own.split('-').slice(0, 4)) expect(err.toUpperCase()).not.toContain(group);
      expect(err).toContain('PPPP7');
    }
  });

  test.each(['3V66T', '3v66t', 'QQQQ2-WWWW3-TTTT4-YYYY6-3V66T'])('the generic retail key that Windows shows, %s, is said to be none of one\'s own', async (word) => {
    const { err, exitCode } = await runExplain([word], noCatalogue);
    expect([exitCode, err]).toEqual([64, expect.stringMatching(/^3V66T ends the generic retail key of Windows Pro, .* asks no KMS host\.\n$/)]);
  });

  test('a published key with a typing slip is named', async () => {
    expect((await runExplain(['VDYBN-27WPP-V4HQT-9VMD4-VMK7B'], noCatalogue)).err).toContain('VDYBN-27WPP-V4HQT-9VMD4-VMK7H');
  });
});

describe('channels', () => {
  test.each([
    ['Volume:GVLK', 'kms-client'], ['VOLUME_KMSCLIENT', 'kms-client'], ['RETAIL(MAK)', 'mak'], ['OEM:DM', 'oem'], ['"Windows(R) Operating System, VOLUME_KMSCLIENT channel"', 'kms-client'],
  ])('%s is %s', async (word, id) => {
    expect(await entryOf(word)).toMatchObject({ kind: 'channel', id, known: true });
  });

  test('RETAIL(MAK) is not a retail licence', async () => {
    expect((await entryOf('RETAIL(MAK)')).avoid.join(' ')).toContain('Do not take RETAIL(MAK) for a retail licence');
  });
});

describe('causes, checks and tags', () => {
  test('a cause tells what it explains, what decides it, and its remedies', async () => {
    const entry = await entryOf('made-up-cause');
    expect(entry).toMatchObject({ kind: 'cause', id: 'made-up-cause', verifyWith: ['dns/thing-there'], meaning: 'A made-up cause. It is only here for tests. An old cause looks the same.' });
    expect(entry.evidence).toEqual(['explains THING_MISSING, 0xC004F074', 'confirmed by THING_MISSING with THING_KNOWN', 'made likely by THING_KNOWN', 'ruled out by THING_FOUND']);
    expect(entry.remedies).toEqual(['Put it back (in DNS; changes DNS)', 'Add the thing: Add-Thing -Zone ZONE', 'Wait']);
  });

  test('in text each command stands whole on a line of its own', async () => {
    const { out } = await runExplain(['made-up-cause'], { ...withCatalogue, format: 'text' });
    expect(out).toContain('\nDo this: Put it back (in DNS; changes DNS)\n  - Add the thing\n      Add-Thing -Zone ZONE\n  - Wait\n');
  });

  test('a merged cause stays known under its old id', async () => {
    expect((await entryOf('old-cause')).id).toBe('made-up-cause');
  });

  test('a check tells what it needs, what it raises and which causes speak of it', async () => {
    const entry = await entryOf('dns/thing-there');
    expect(entry).toMatchObject({ kind: 'check', causes: [{ cause: 'made-up-cause', text: 'A made-up cause' }] });
    expect(entry.evidence).toEqual(['needs dnsSrv', 'also looks at machine', 'raises THING_MISSING (fail)', 'raises THING_KNOWN (note)', 'raises THING_LATE (warn)']);
  });

  test('a tag tells its sentence with the names of what stands in it', async () => {
    expect((await entryOf('thing_missing')).meaning).toBe('Zone [zone] has lacked the thing for [days late] days. A finding of dns/thing-there: something is wrong.');
  });

  test('a tag whose sentence lists its arguments tells their name', async () => {
    expect((await entryOf('THING_KNOWN')).meaning).toBe('Known as [names]. A finding of dns/thing-there: a fact, neither good nor bad.');
  });

  test('a tag whose sentence reckons with its arguments is told by its check', async () => {
    expect((await entryOf('THING_LATE')).meaning).toBe('Raised where this does not hold: The thing is there. A finding of dns/thing-there: a warning.');
  });

  test('codes, events, keys, channels and symbols never load the checks', async () => {
    const words = ['0xC004F074', '12290', 'VMK7H', 'Volume:GVLK', 'SL_E_VL_NOT_ENOUGH_COUNT', '0xC004F999', '1058'];
    expect((await runExplain(words, { ...noCatalogue, loadCatalogue: refuseToLoad })).exitCode).toBe(0);
  });
});

describe('nonsense', () => {
  test.each([
    ['SL_E_VL_NOT_ENOUGH_COUNTS', 'SL_E_VL_NOT_ENOUGH_COUNT'], ['SL_E_VL_NOT_ENUOGH_COUNT', 'SL_E_VL_NOT_ENOUGH_COUNT'], ['F074', '0xC004F074'], ['0xC004FO74', '0xC004F074'], ['C004F0744', '0xC004F074'],
    ['made-up-caus', 'made-up-cause'], ['THING_MISING', 'THING_MISSING'], ['dns/thing-ther', 'dns/thing-there'], ['VOLUME_KMSCLEINT', 'VOLUME_KMSCLIENT'], ['VMK7', 'VMK7H'],
  ])('%s is refused with %s as nearest', async (word, near) => {
    const { out, err, exitCode } = await runExplain([word], withCatalogue);
    expect(exitCode).toBe(64);
    expect(out).toBe('');
    expect(err).toContain(near);
    expect(err.endsWith('\n')).toBe(true);
  });

  test('what resembles nothing is refused with what would work', async () => {
    expect(await runExplain(['frobnicate'], noCatalogue)).toEqual({
      out: '', exitCode: 64,
      err: '"frobnicate" is no code, event, key, channel, cause, check or tag that kmsdoctor knows. Try a code (0xC004F074), an event id (12290), a channel (VOLUME_KMSCLIENT) or a published setup key.\n',
    });
  });

  test('one unknown word among known ones: the known are printed, and it exits 64', async () => {
    const { out, err, exitCode } = await runExplain(['0xC004F074', 'frobnicate', '12290'], noCatalogue);
    expect(exitCode).toBe(64);
    expect((JSON.parse(out) as { entries: { id: string }[] }).entries.map((e) => e.id)).toEqual(['0xC004F074', '12290']);
    expect(err.split('\n')).toHaveLength(2);
  });

  test('no word at all is a usage error', async () => {
    for (const words of [[], [''], [' ,; ']]) expect(await runExplain(words, noCatalogue)).toMatchObject({ out: '', exitCode: 64 });
  });

  test('hostile words neither hang nor reach the terminal', async () => {
    const words = ['\u001B[2J\u202Eevil', 'x'.repeat(100_000), 'a-'.repeat(10_000), '__proto__', 'constructor', '(((((', '-'.repeat(500), '0x'.repeat(200)];
    for (const word of words) {
      const { out, err, exitCode } = await runExplain([word], withCatalogue);
      expect(exitCode).toBe(64);
      expect(out).toBe('');
      expect(err.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(err.length).toBeLessThan(600);
    }
  });
});

describe('splitting and nearness', () => {
  test('fillers fall away beside other words, and only there', () => {
    expect(splitWords(['event', '12288'])).toEqual(['12288']);
    expect(splitWords(['Error code: 0xC004F074.'])).toEqual(['0xC004F074']);
    expect(splitWords(['event'])).toEqual(['event']);
  });

  test('brackets that belong to a word stay', () => {
    expect(splitWords(['(RETAIL(MAK)).', "'0xC004F074'", '[12290]'])).toEqual(['RETAIL(MAK)', '0xC004F074', '12290']);
  });

  test('distance counts letters put in, left out, changed and swapped, and stops at its limit', () => {
    expect([editDistance('abc', 'abc', 3), editDistance('abc', 'abxc', 3), editDistance('abc', 'acb', 3), editDistance('kitten', 'sitting', 4), editDistance('aaaa', 'bbbb', 2)]).toEqual([0, 1, 1, 3, 3]);
  });

  test('the nearest come first, and nothing is near a word of hundreds of letters', () => {
    expect(nearestWords('dns-srv', ['dns-srv-missing', 'dns-srw', 'clock'])).toEqual(['dns-srw', 'dns-srv-missing']);
    expect(nearestWords('a'.repeat(500), ['a'])).toEqual([]);
  });
});

test('text answers leave out what the JSON form has for programs', async () => {
  expect(await textOf('12290')).not.toContain('null');
});
