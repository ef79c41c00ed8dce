import { lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { writeEvidence } from '../../src/evidence/write-file.ts';
import { caseOf, evidence, relatedHost } from '../evidence-builder.ts';
import { readReport } from '../report-shape.ts';
import { hostDlv, licensedDlv, notificationDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('check-output');
put('licensed.txt', licensedDlv);
put('notification.txt', notificationDlv);
put('host.txt', hostDlv(50));
put('case.json', writeEvidence(caseOf(evidence(), { related: [relatedHost()] })));

const check = (...args: string[]) => program(['check', ...args], { cwd });
const escapes = /\u001B|\r/;

const ran = async (...args: string[]): Promise<string[]> => readReport((await check('licensed.txt', '--format', 'json', ...args)).out).checks.map((c) => c.id);

describe('standard output holds the report alone', () => {
  test('piped: no colour, no progress, nothing on standard error', async () => {
    const { out, err } = await check('notification.txt');
    expect(err).toBe('');
    expect(out).toMatch(/^kmsdoctor \d/);
    expect(out).not.toMatch(escapes);
  });

  test.each([['NO_COLOR', { NO_COLOR: '1' }], ['FORCE_COLOR, which is not ours', { FORCE_COLOR: '1' }], ['TERM=dumb', { TERM: 'dumb' }]])('%s changes nothing in a pipe', async (_, env) => {
    expect((await program(['check', 'licensed.txt', '-q'], { cwd, env })).out).not.toMatch(escapes);
  });

  test('COLUMNS sets the width where there is no terminal', async () => {
    const { out } = await program(['check', 'notification.txt'], { cwd, env: { COLUMNS: '60' } });
    const prose = out.split('\n').filter((l) => !/^ {6,7}\S/.test(l));
    expect(Math.max(...prose.map((l) => l.length))).toBeLessThanOrEqual(60);
  });

  test('-q is the verdict alone', async () => {
    expect((await check('licensed.txt', '-q')).out).toMatch(/^✓ HEALTHY {2}[^\n]+\n$/);
  });

  test('-v lists every check, with those that did not run', async () => {
    const [normal, verbose] = await Promise.all([check('licensed.txt'), check('licensed.txt', '-v')]);
    expect(normal.out).not.toContain('· not seen');
    expect(verbose.out).toContain('· not seen');
  });
});

describe('--format json', () => {
  test('is the shape of the contract', async () => {
    const [file, pasted] = await Promise.all([check('case.json', '--format', 'json'), check('notification.txt', '--format', 'json')]);
    expect(readReport(file.out)).toMatchObject({ subject: { label: 'ws-0142.contoso.test', via: 'file' }, verdict: 'healthy', diagnosis: [] });
    expect(readReport(pasted.out)).toMatchObject({ subject: { label: 'notification.txt', via: 'file' }, verdict: 'failing' });
  });

  test('every remedy and check that a diagnosis names is in the report', async () => {
    const report = readReport((await check('notification.txt', '--format', 'json')).out);
    for (const id of report.diagnosis.flatMap((d) => d.remedies)) expect(Object.keys(report.remedies)).toContain(id);
    for (const id of report.diagnosis.flatMap((d) => d.verifyWith)) expect(report.checks.map((c) => c.id)).toContain(id);
  });

  test('--include-evidence puts the bodies of an evidence file into it', async () => {
    const { out } = await check('case.json', '--format', 'json', '--include-evidence');
    const saved = JSON.parse(readFileSync(join(cwd, 'case.json'), 'utf8')) as { evidence: unknown; related: unknown };
    const report = readReport(out);
    expect(report.evidence).toEqual(saved.evidence);
    expect(report.related).toEqual(saved.related);
  });
});

describe('--only and --skip', () => {
  test('choose by id, and by * for anything', async () => {
    expect(await ran('--only', 'client/licensed')).toEqual(['client/licensed']);
    const [clients, some, rest] = await Promise.all([ran('--only', 'client/*'), ran('--only', '*/licensed', '--only', 'dns/srv-*'), ran('--skip', 'client/*', '--skip', 'host/licensed')]);
    expect(clients.length).toBeGreaterThan(5);
    expect(clients.every((id) => id.startsWith('client/'))).toBe(true);
    expect(some).toContain('host/licensed');
    expect(some.every((id) => id.endsWith('/licensed') || id.startsWith('dns/srv-'))).toBe(true);
    expect(rest).toContain('dns/srv-record-found');
    expect(rest.some((id) => id.startsWith('client/') || id === 'host/licensed')).toBe(false);
  });

  test('what is skipped is skipped also where it was chosen', async () => {
    expect(await ran('--only', '*/licensed', '--skip', 'host/*')).toEqual(['client/licensed']);
  });
});

describe('-o FILE', () => {
  test('gets the whole report, without colour, and standard output nothing', async () => {
    expect(await check('licensed.txt', '--format', 'json', '-o', 'report.json')).toEqual({ code: 0, signal: null, out: '', err: '' });
    expect(readReport(readFileSync(join(cwd, 'report.json'), 'utf8')).verdict).toBe('healthy');
  });

  test('exits with the verdict all the same', async () => {
    expect((await check('notification.txt', '-o', 'report.txt')).code).toBe(1);
  });

  test('-o - is standard output', async () => {
    expect((await check('licensed.txt', '-q', '-o', '-')).out).toMatch(/HEALTHY/);
  });

  test.skipIf(process.platform === 'win32')('a link stays a link, and a device a device', async () => {
    put('target.txt', 'old');
    symlinkSync('target.txt', join(cwd, 'link.txt'));
    await Promise.all([check('licensed.txt', '-q', '-o', 'link.txt'), check('licensed.txt', '-o', devNull)]);
    expect(lstatSync(join(cwd, 'link.txt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'target.txt'), 'utf8')).toMatch(/HEALTHY/);
    expect(statSync(devNull).isCharacterDevice()).toBe(true);
  });
});
