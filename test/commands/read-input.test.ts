import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyFragment } from '../../src/codec/text-format.ts';
import { readInputs, readPasted } from '../../src/commands/read-input.ts';
import type { InputReading, ReadOptions, TextReader } from '../../src/commands/read-input.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import { attempt, caseOf, evidence, product, relatedHost } from '../evidence-builder.ts';

const folder = mkdtempSync(join(tmpdir(), 'kmsdoctor-read-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Stands in for the text codecs: each line `code …` is an attempt, `key …` a product, `note …` a note. */
const readText: TextReader = (text) => {
  const fragments = text.split('\n').flatMap((words, at) => {
    const [kind, word = ''] = words.trim().split(/ (.*)/s);
    const f = emptyFragment('slmgr', 'slmgr /ato', at + 1);
    if (kind === 'code') f.attempts.push(attempt({ code: word, at: null }));
    else if (kind === 'key') f.products.push(product({ partialProductKey: word }));
    else if (kind === 'note') f.notes.push({ line: at + 1, text: word });
    return kind === 'code' || kind === 'key' || kind === 'note' ? [f] : [];
  });
  return { fragments, notes: [] };
};

const now = new Date('2026-11-21T10:00:00Z');
const read = (paths: string[], options: ReadOptions = {}): Promise<InputReading> => readInputs(paths, { readText, now, ...options });
const messageOf = async (path: string, options: ReadOptions = {}): Promise<string> => {
  const reading = await read([path], options);
  return reading.ok ? 'was read' : reading.message.replace(folder, '');
};
async function* stream(...chunks: (string | Buffer)[]): AsyncGenerator<string | Buffer> {
  yield* chunks;
}

describe('what can be read is one case', () => {
  test('text, called after its file and dated by it', async () => {
    const path = put('dlv.txt', 'code 0xC004F074\n');
    utimesSync(path, new Date(), new Date('2026-11-20T08:00:00Z'));
    expect(await read([path])).toMatchObject({
      ok: true, notes: [], case: { subject: 'dlv.txt', via: 'file', collectedAt: '2026-11-20T08:00:00.000Z', evidence: { activationAttempts: { value: [{ code: '0xC004F074' }] } } },
    });
  });

  test('standard input, called pasted text', async () => {
    expect(await read(['-'], { stdin: stream('code 0xC0', Buffer.from('04F074')) })).toMatchObject({ ok: true, case: { subject: 'pasted text', collectedAt: now.toISOString() } });
  });

  test('an evidence file, as it is', async () => {
    expect(await read([put('x.json', writeEvidence(caseOf()))])).toEqual({ ok: true, case: caseOf(), notes: [] });
    expect(await read([put('y.txt', Buffer.from(`\ufeff${writeEvidence(caseOf())}`, 'utf16le'))])).toEqual({ ok: true, case: caseOf(), notes: [] });
  });

  test('an evidence file and text after it, pasted together', async () => {
    expect(await read([put('both.txt', `${writeEvidence(caseOf(evidence({ activationAttempts: 'not-asked' })))}\ncode 0xC004F038\n`)])).toMatchObject({
      ok: true, case: { subject: 'ws-0142.contoso.test', evidence: { activationAttempts: { state: 'seen', value: [{ code: '0xC004F038' }] }, machine: { state: 'seen' } } },
    });
  });

  test('several files, as if pasted together, with a note where they hold two machines', async () => {
    const reading = await read([put('a.txt', 'code 0xC004F074'), put('b.json', writeEvidence(caseOf(evidence(), { related: [relatedHost()] })))]);
    expect(reading).toMatchObject({ ok: true, case: { subject: 'ws-0142.contoso.test', related: [{ role: 'host', subject: 'kms1.contoso.test' }] } });
    expect(reading.ok && reading.notes).toEqual(['a.txt and b.json hold two machines: ws-0142.contoso.test and KMS host kms1.contoso.test; ws-0142.contoso.test is judged, the other stands beside it.']);
  });

  test('text pasted into a session', async () => {
    expect(await readPasted('code 0xC004F074', { readText, now })).toMatchObject({ ok: true, case: { subject: 'pasted text', collectedAt: now.toISOString() } });
    expect(await readPasted(' \n', { readText })).toEqual({ ok: false, message: 'The pasted text is empty.' });
  });

  test('notes of the reading stand behind, with their lines and, of several files, the file', async () => {
    const path = put('n.txt', 'code 0xC004F074\nnote a line that was cut off');
    expect(await read([path])).toMatchObject({ notes: ['Line 2: a line that was cut off'] });
    const two = await read([path, put('m.txt', 'code 0xC004F074')]);
    expect(two.ok && two.notes).toEqual([`${path}: Line 2: a line that was cut off`]);
  });

  test('whole product keys are masked to their last five characters, control characters are gone', async () => {
    const reading = await read([put('keys.txt', 'key ABCDE-FGHJK-MNPQR-TVWXY-QQ7H2\u001b[31m\nnote key ABCDE-FGHJK-MNPQR-TVWXY-QQ7H2\n')]);
    expect(JSON.stringify(reading)).not.toMatch(/ABCDE|FGHJK|\\u001b/);
    expect(JSON.stringify(reading)).toContain('QQ7H2');
  });
});

describe('what cannot be read is one sentence with place and reason', () => {
  test.each([
    ['empty.txt', '', '/empty.txt is empty.'],
    ['blank.txt', ' \r\n', '/blank.txt is empty: it holds nothing but blanks.'],
    ['app.evtx', 'ElfFile\0\0\0', `/app.evtx is an .evtx log, which this version does not read: export it as XML with wevtutil qe ${folder}/app.evtx /lf:true /f:xml.`],
    ['shot.png', Buffer.from([0x89, 0x50, 0x4e, 0x47]), '/shot.png is a picture, not text: paste or save the text itself.'],
    ['bin', Buffer.from([1, 2, 3]), '/bin is binary, not text: byte 0 of it is 0x01.'],
    ['cut.json', writeEvidence(caseOf()).slice(0, 100), '/cut.json is an evidence file cut short: it ends at line 4, column 28 (in collectedAt).'],
    ['nine.json', '{"schema":"kmsdoctor.evidence/9"}', '/nine.json has the schema "kmsdoctor.evidence/9", and this version reads kmsdoctor.evidence/1 and kmsdoctor.report/1.'],
    ['some.json', '{"a":1}', '/some.json is JSON, but no evidence file: it has no "schema" (kmsdoctor.evidence/1).'],
    ['idle.txt', 'note 2 licences were left out.', '/idle.txt holds nothing that kmsdoctor can read as evidence: it read one line, the first is "note 2 licences were left out." (Line 1: 2 licences were left out).'],
    ['poem.txt', '\n\n  Roses are red\nviolets are blue\n', '/poem.txt holds nothing that kmsdoctor can read as evidence: it read 4 lines, the first is "Roses are red".'],
    ['mail.txt', 'We get 0xC004F074 here', '/mail.txt holds nothing that kmsdoctor can read as evidence: it read one line, the first is "We get 0xC004F074 here"; it names 0xC004F074, and "kmsdoctor explain 0xC004F074" says what that means.'],
    ['key.txt', 'our key is ABCDE-FGHJK-MNPQR-TVWXY-QQ7H2\u001b[2J', '/key.txt holds nothing that kmsdoctor can read as evidence: it read one line, the first is "our key is XXXXX-XXXXX-XXXXX-XXXXX-QQ7H2".'],
  ])('%s', async (name, content, message) => {
    expect(await messageOf(put(name, content))).toBe(message);
  });

  test('an evidence file within a paste names its line there', async () => {
    expect(await messageOf(put('later.txt', 'code 0xC004F074\n\n{ "schema": "kmsdoctor.evidence/1",\n'))).toBe('/later.txt is an evidence file cut short: it ends at line 4, column 1.');
  });

  test('a device that gives nothing', async () => {
    expect(await messageOf(devNull)).toBe(`${devNull} is empty.`);
  });

  test('a file that is not there, a directory, a circle of links, a name that no file has', async () => {
    mkdirSync(join(folder, 'dir'));
    symlinkSync('loop', join(folder, 'loop'));
    expect(await messageOf(join(folder, 'no.txt'))).toBe('/no.txt is not there: no file has that name.');
    expect(await messageOf(join(folder, 'dir'))).toBe('/dir is a directory: name a file in it.');
    expect(await messageOf(join(folder, 'loop'))).toBe('/loop cannot be read: its links lead in a circle.');
    expect(await messageOf(join(folder, 'x'.repeat(300)))).toMatch(/is not there: the name is too long for a file\.$/);
    expect(await messageOf('a\0b\u001b[31m')).toBe('ab is not there: no file can have that name.');
  });

  test.skipIf(process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = put('secret.txt', 'code 0xC004F074');
    chmodSync(path, 0);
    expect(await messageOf(path)).toBe('/secret.txt cannot be read: permission denied.');
  });

  test('more than the limit, of a file before it is read and of a stream while it is', async () => {
    expect(await messageOf(put('big.txt', 'x'.repeat(3 * 1024 * 1024)), { maxBytes: 2 * 1024 * 1024 })).toBe('/big.txt is larger than the limit: 3 MiB, and the limit is 2 MiB.');
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1024, 0x61);
      }
    }
    expect(await messageOf('-', { stdin: endless(), maxBytes: 10_000 })).toBe('standard input goes beyond the limit of 10000 bytes.');
    expect(given).toBe(10);
  });

  test('one input of several that cannot be read ends it', async () => {
    expect(await read([put('ok.txt', 'code 0xC004F074'), join(folder, 'no.txt')])).toMatchObject({ ok: false });
  });

  test('whatever the bytes, nothing is thrown', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const reading = await read(['-'], { stdin: stream(Buffer.from(bytes)) });
      expect(reading.ok || reading.message.endsWith('.')).toBe(true);
    }));
  });
});
