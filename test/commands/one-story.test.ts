import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readReport } from '../report-shape.ts';
import type { Report } from '../report-shape.ts';
import { failedAto, hostDlv, licensedDlv, notificationDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('one-story');
put('client.txt', notificationDlv);
put('ato.txt', failedAto('0xC004F038'));
put('host.txt', hostDlv(12));
put('other-client.txt', licensedDlv.replaceAll('5b9e6f10-2c47-4d0b-8a31-6f0d9c7e1b22', '5b9e6f10-2c47-4d0b-8a31-6f0d9c7e1b77')
  .replace('Enterprise edition', 'Professional edition').replace('2YT43', 'T83GX').replace('1d2f3a01', '1d2f3a09'));

const report = async (...args: string[]): Promise<Report> => readReport((await program(['check', ...args, '--format', 'json'], { cwd })).out);
const finding = (r: Report, tag: string) => r.checks.flatMap((c) => c.findings).find((f) => f.tag === tag);

/** What was judged, without when and from what. */
const judged = ({ verdict, headline, diagnosis, unexplained, nextEvidence, checks, remedies, remarks }: Report) =>
  ({ verdict, headline, diagnosis, unexplained, nextEvidence, checks, remedies, remarks });

describe('several inputs are one story', () => {
  test('a client and its KMS host: the count of the one is judged by the need of the other', async () => {
    const r = await report('client.txt', 'ato.txt', '--kms-host-target', 'host.txt');
    expect(r.subject.label).toBe('client.txt');
    expect(finding(r, 'HOST_COUNT_BELOW_THRESHOLD')?.message).toMatch(/host\.txt has counted 12 machines; Windows\(R\), Enterprise edition needs 25/);
    expect(r.diagnosis[0]).toMatchObject({ cause: 'host-count-short' });
    expect(r.diagnosis[0]?.explains).toContain('0xC004F038');
  });

  test('the same in one paste, and as several files', async () => {
    put('both.txt', `${notificationDlv}\n${failedAto('0xC004F038')}\n${hostDlv(12)}`);
    for (const r of await Promise.all([report('both.txt'), report('client.txt', 'ato.txt', 'host.txt')])) {
      expect(r.diagnosis[0]).toMatchObject({ cause: 'host-count-short' });
      expect(r.notes.join(' ')).toMatch(/two machines/);
    }
  });

  test('the host is in the report beside the client', async () => {
    const { out } = await program(['check', 'client.txt', '--kms-host-target', 'host.txt', '--format', 'json', '--include-evidence'], { cwd });
    expect(readReport(out).related?.map((r) => [r.role, r.subject])).toEqual([['host', 'host.txt']]);
  });

  test('a KMS host alone is judged as what it is, and no packet is sent', async () => {
    put('new-host.txt', hostDlv(3));
    const r = await report('--kms-host-target', 'new-host.txt');
    expect(r.subject).toEqual({ label: 'new-host.txt', via: 'file' });
    expect(finding(r, 'HOST_COUNT_BELOW_THRESHOLD')).toMatchObject({ severity: 'fail' });
  });

  test('two clients in one paste: both are judged and both are named, in text and in JSON', async () => {
    put('two.txt', `${notificationDlv}${'\n'.repeat(3)}${readFileSync(join(cwd, 'other-client.txt'), 'utf8')}`);
    const [r, { out }] = await Promise.all([report('two.txt'), program(['check', 'two.txt'], { cwd })]);
    expect(r.subject.label).toMatch(/^two\.txt and two\.txt\W+line \d+\W*$/);
    expect(r.notes.join(' ')).toMatch(/two\.txt holds two machines/);
    expect(out).toContain(`${r.subject.label} via file`);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('two.txt holds two machines');
    expect(finding(r, 'LICENSE_NOTIFICATION')?.message).toMatch(/^two\.txt: /);
  });
});

describe('standard input', () => {
  test('is a file like any other', async () => {
    const { code, out } = await program(['check', '-', '--format', 'json'], { stdin: notificationDlv });
    expect(code).toBe(1);
    expect(readReport(out).subject).toEqual({ label: 'pasted text', via: 'file' });
  });

  test('in UTF-16, as PowerShell redirects', async () => {
    expect((await program(['check', '-', '-q'], { stdin: Buffer.from(`\uFEFF${licensedDlv}`, 'utf16le') })).out).toMatch(/HEALTHY/);
  });

  test('a text cut short is read as far as it goes', async () => {
    const { code, out } = await program(['check', '-', '--format', 'json'], { stdin: notificationDlv.slice(0, notificationDlv.indexOf('Remaining')) });
    expect([code, readReport(out).verdict]).toEqual([1, 'failing']);
  });
});

describe('collect, then check', () => {
  test('give the same diagnosis as check at once', async () => {
    const collected = await program(['collect', 'client.txt', 'ato.txt', '--kms-host-target', 'host.txt', '-o', 'case.json'], { cwd });
    expect(collected).toEqual({ code: 0, signal: null, out: '', err: '' });
    const [now, later] = await Promise.all([report('client.txt', 'ato.txt', '--kms-host-target', 'host.txt'), report('case.json')]);
    expect(judged(later)).toEqual(judged(now));
  });

  test('collect judges nothing: it exits 0 whatever it found', async () => {
    const { code, out, err } = await program(['collect', 'client.txt'], { cwd });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ schema: 'kmsdoctor.evidence/1', subject: 'client.txt', redacted: false });
  });

  test('a pipe between the two works', async () => {
    const { out } = await program(['collect', 'client.txt'], { cwd });
    expect(readReport((await program(['check', '-', '--format', 'json'], { stdin: out })).out)).toMatchObject({ verdict: 'failing', subject: { label: 'client.txt' } });
  });
});
