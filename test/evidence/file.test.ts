import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import { evidenceKinds } from '../../src/model/evidence.ts';
import { caseOf, evidence, relatedHost } from '../evidence-builder.ts';

const filesIn = (folder: URL): { name: string; text: string }[] =>
  readdirSync(folder).filter((f) => f.endsWith('.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

const reasonOf = (json: string): string => {
  const read = readEvidenceJson(json);
  return read.ok ? 'was read' : read.reason;
};

/** A small file with one member of it changed. */
const fileWith = (change: Record<string, unknown>): string =>
  JSON.stringify({ schema: 'kmsdoctor.evidence/1', subject: 'ws-1', collectedAt: '2026-11-20T09:00:00Z', redacted: false, evidence: {}, ...change });

const seenKind = (value: unknown): unknown => ({ state: 'seen', value, source: { by: 'test', vantage: 'client', at: null, tookMs: null } });

describe('an evidence file', () => {
  test('says again what was read, for every kind and every related machine', () => {
    const whole = caseOf(evidence({ activationAttempts: 'timeout' }), { related: [relatedHost()] });
    expect(readEvidenceJson(writeEvidence(whole))).toEqual({ ok: true, value: whole });
  });

  test('lists every kind, and related only where there is one', () => {
    const file = JSON.parse(writeEvidence(caseOf())) as { evidence: object; related?: unknown };
    expect(Object.keys(file.evidence)).toEqual([...evidenceKinds]);
    expect(file).not.toHaveProperty('related');
  });

  test.each(filesIn(new URL('../../fixtures/evidence/', import.meta.url)))('$name of the fixtures is read and written unchanged', ({ text }) => {
    const read = readEvidenceJson(text);
    expect(read.ok && JSON.parse(writeEvidence(read.value))).toEqual(JSON.parse(text));
  });

  const examples = new URL('../../../shared/evidence-examples/', import.meta.url);
  describe.skipIf(!existsSync(examples))('of the shared examples', () => {
    test.each(existsSync(examples) ? filesIn(examples) : [])('$name is read, and what it says is written again', ({ text }) => {
      const read = readEvidenceJson(text);
      expect(read.ok && JSON.parse(writeEvidence(read.value))).toMatchObject(JSON.parse(text) as object);
    });
  });

  test('a kind or a member that is absent is unseen or null', () => {
    const read = readEvidenceJson(fileWith({ evidence: { activationAttempts: seenKind([{ code: '0xC004F074' }]) } }));
    expect(read.ok && read.value.evidence.tcp).toEqual({ state: 'unseen', reason: 'not-asked', detail: null });
    expect(read.ok && read.value.evidence.activationAttempts).toMatchObject({ value: [{ at: null, product: null, activationId: null, succeeded: null, code: '0xC004F074' }] });
  });

  test('kinds and members of a later version are passed over', () => {
    const read = readEvidenceJson(fileWith({ mood: 'good', evidence: { quantum: seenKind([1]), clock: seenKind([{ reference: 'dc1', vantage: 'client', offsetMs: 4, drift: 1 }]) } }));
    expect(read.ok && read.value.evidence).not.toHaveProperty('quantum');
    expect(read.ok && read.value.evidence.clock).toMatchObject({ value: [{ reference: 'dc1', vantage: 'client', offsetMs: 4 }] });
  });

  test('further members of the licensing service are kept where they are plain values', () => {
    const read = readEvidenceJson(fileWith({ evidence: { service: seenKind({ tokenActivationILVID: 4, policy: { deep: true } }) } }));
    expect(read.ok && read.value.evidence.service).toMatchObject({ value: { tokenActivationILVID: 4, version: null } });
    expect(read.ok && JSON.stringify(read.value)).not.toContain('deep');
  });

  test('codes in any letter case and length become 0x and eight upper-case digits', () => {
    const read = readEvidenceJson(fileWith({ evidence: { activationAttempts: seenKind([{ code: '0XC004f074' }, { code: '0x5' }]) } }));
    expect(read.ok && read.value.evidence.activationAttempts).toMatchObject({ value: [{ code: '0xC004F074' }, { code: '0x00000005' }] });
  });

  test('times with a zone become UTC, and others stay as found', () => {
    const read = readEvidenceJson(fileWith({ evidence: { activationAttempts: seenKind([{ at: '2026-11-20T10:00:00.1234567+01:00' }, { at: '20.11.2026 10:00' }]) } }));
    expect(read.ok && read.value.evidence.activationAttempts).toMatchObject({ value: [{ at: '2026-11-20T09:00:00.123Z' }, { at: '20.11.2026 10:00' }] });
  });

  test('no control character and no whole private key comes out of it', () => {
    const read = readEvidenceJson(fileWith({ subject: 'ws\u001b[31m-1\u202e' }), (t) => t.replace('ws', 'masked'));
    expect(read.ok && read.value.subject).toBe('masked-1');
  });

  test('a report that includes its evidence is read as that evidence', () => {
    const { schema: _, ...file } = JSON.parse(writeEvidence(caseOf(evidence(), { related: [relatedHost()] }))) as Record<string, unknown>;
    const report = { schema: 'kmsdoctor.report/1', subject: { label: file['subject'], via: 'file' }, startedAt: file['collectedAt'], evidence: file['evidence'], related: file['related'] };
    expect(readEvidenceJson(JSON.stringify(report))).toEqual({ ok: true, value: caseOf(evidence(), { related: [relatedHost()] }) });
  });
});

describe('what is no evidence file says so with the place', () => {
  test('cut short', () => {
    expect(reasonOf('{\n "schema": "kmsdoctor.evidence/1",\n "evidence": { "tcp": [')).toBe('is an evidence file cut short: it ends at line 3, column 24 (in evidence.tcp[0])');
  });

  test.each(['"subject": "ws', '"subject": tru', '"subject": -', '"subject"', '', '"subject": {'])('cut short after %s', (end) => {
    expect(reasonOf(`{ "schema": "kmsdoctor.evidence/1", ${end}`)).toMatch(/^is an evidence file cut short: it ends at line 1, column \d+/);
  });

  test('JSON broken in the middle', () => {
    expect(reasonOf('{ "schema": "kmsdoctor.evidence/1",\n  "subject": \'ws-1\' }')).toBe('is an evidence file whose JSON is broken at line 2, column 14 (in subject)');
  });

  test.each([
    ['another version', fileWith({ schema: 'kmsdoctor.evidence/9' }), 'has the schema "kmsdoctor.evidence/9", and this version reads kmsdoctor.evidence/1 and kmsdoctor.report/1'],
    ['no schema', '{}', 'is JSON, but no evidence file: it has no "schema" (kmsdoctor.evidence/1)'],
    ['no object', '[1]', 'is JSON, but no evidence file: an evidence file is one object'],
    ['a report without evidence', '{"schema":"kmsdoctor.report/1"}', 'is a report without its evidence: make it again with --include-evidence'],
    ['no subject', '{"schema":"kmsdoctor.evidence/1"}', 'is an evidence file that cannot be read: subject is missing'],
    ['a wrong state', fileWith({ evidence: { tcp: { state: 'guessed' } } }), 'is an evidence file that cannot be read: evidence.tcp.state should be "seen" or "unseen", and is "guessed"'],
    ['a wrong type', fileWith({ evidence: { clock: seenKind([{ reference: 'a', vantage: 'client', offsetMs: '4' }]) } }), 'is an evidence file that cannot be read: evidence.clock.value[0].offsetMs should be a number, and is "4"'],
    ['an infinite number', fileWith({ evidence: { clock: seenKind([{ reference: 'a', vantage: 'client', offsetMs: 0 }]) } }).replace(':0}', ':1e999}'), 'is an evidence file that cannot be read: evidence.clock.value[0].offsetMs should be a finite number, and is Infinity'],
    ['a wrong word', fileWith({ evidence: { tcp: seenKind([{ host: 'a', port: 1, vantage: 'moon', outcome: 'open' }]) } }), 'is an evidence file that cannot be read: evidence.tcp.value[0].vantage should be "operator", "client" or "host", and is "moon"'],
    ['a wrong code', fileWith({ evidence: { activationAttempts: seenKind([{ code: 'F074' }]) } }), 'is an evidence file that cannot be read: evidence.activationAttempts.value[0].code should be a code such as 0xC004F074, and is "F074"'],
    ['a wrong time', fileWith({ collectedAt: 'yesterday' }), 'is an evidence file that cannot be read: collectedAt should be a time such as 2026-01-31T12:00:00.000Z, and is "yesterday"'],
    ['too many items', fileWith({ evidence: { services: seenKind(Array.from({ length: 200_001 }, () => ({ name: 'a' }))) } }), 'is an evidence file that cannot be read: evidence.services.value should be at most 200000 items long, and is an array of 200001'],
  ])('%s', (_, json, reason) => {
    expect(reasonOf(json)).toBe(reason);
  });

  test('whatever the JSON, nothing is thrown', () => {
    fc.assert(fc.property(fc.json(), fc.nat(), (json, at) => {
      for (const input of [json, json.slice(0, at % (json.length + 1)), fileWith({ evidence: JSON.parse(json) })]) expect(reasonOf(input)).toMatch(/^(?:was|is|has) /);
    }));
  });

  test('whatever is put in place of a member, nothing is thrown', () => {
    const text = writeEvidence(caseOf(evidence(), { related: [relatedHost()] }));
    const places = [...text.matchAll(/(?<=: )(?:"[^"]*"|-?\d+|null|true|false)/g)];
    fc.assert(fc.property(fc.nat(places.length - 1), fc.json({ maxDepth: 2 }), (at, json) => {
      const place = places[at];
      const changed = place === undefined ? text : text.slice(0, place.index) + json + text.slice(place.index + place[0].length);
      expect(reasonOf(changed)).toMatch(/^(?:was|is|has) /);
    }));
  });

  test('a file cut at any byte says that it is cut', () => {
    const text = writeEvidence(caseOf()).trimEnd();
    for (let end = 60; end < text.length; end += 7) expect(reasonOf(text.slice(0, end))).toMatch(/^is an evidence file cut short/);
  });

  test('members nested a hundred thousand deep are passed over or refused', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(readEvidenceJson(`{"schema":"kmsdoctor.evidence/1","subject":"a","collectedAt":"2026-01-01","evidence":{},"x":${deep}}`).ok).toBe(true);
    expect(readEvidenceJson(`{"schema":"kmsdoctor.evidence/1","subject":"a","collectedAt":"2026-01-01","evidence":{"tcp":${deep}}}`).ok).toBe(false);
    // Further members of WMI are taken as they come.
    expect(readEvidenceJson(`{"schema":"kmsdoctor.evidence/1","subject":"a","collectedAt":"2026-01-01","evidence":{"service":{"state":"seen","value":{"further":${deep}},"source":{"by":"x","vantage":"client"}}}}`).ok).toBe(true);
    expect(reasonOf(`{"schema":${'['.repeat(100_000)}`)).toMatch(/cut short/);
  });
});
