import { describe, expect, test } from 'vitest';

import { readReport } from '../report-shape.ts';
import { failedAto, hostDlv, licensedDlv, notificationDlv, nslookupFound, officeWithLeftover } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('exit-codes');
put('licensed.txt', licensedDlv);
put('notification.txt', notificationDlv);
put('ato.txt', failedAto('0xC004F074'));
put('leftover.txt', officeWithLeftover);
put('nslookup.txt', nslookupFound);
put('host.txt', hostDlv(50));
put('short-host.txt', hostDlv(3));

const verdictOf = (out: string): string => readReport(out).verdict;

describe('the exit code says the verdict', () => {
  test.concurrent.each([
    ['0: licensed, with nothing wrong', ['licensed.txt'], 'healthy', 0],
    ['0: a KMS host that has counted enough', ['host.txt'], 'healthy', 0],
    ['1: notifications', ['notification.txt'], 'failing', 1],
    ['1: a failed attempt alone', ['ato.txt'], 'failing', 1],
    ['1: a KMS host below its threshold', ['short-host.txt'], 'failing', 1],
    ['2: DNS alone tells nothing of a licence', ['nslookup.txt'], 'unknown', 2],
    ['0: a warning is no fault', ['leftover.txt'], 'degraded', 0],
    ['1: a warning for those who ask for it', ['leftover.txt', '--fail-on', 'warn'], 'degraded', 1],
    ['0: nothing wrong is nothing wrong at any level', ['licensed.txt', '--fail-on', 'warn'], 'healthy', 0],
  ])('%s', async (_, args, verdict, code) => {
    const outcome = await program(['check', ...args, '--format', 'json'], { cwd });
    expect([verdictOf(outcome.out), outcome.code, outcome.err]).toEqual([verdict, code, '']);
  });

  test('a code alone confirms nothing, and asks for what would decide', async () => {
    const { out } = await program(['check', 'ato.txt', '--format', 'json'], { cwd });
    const report = readReport(out);
    expect(report.diagnosis.filter((d) => d.certainty === 'confirmed')).toEqual([]);
    expect(report.nextEvidence).not.toEqual([]);
  });

  test('the text report and the JSON report exit alike', async () => {
    expect((await program(['check', 'notification.txt'], { cwd })).code).toBe(1);
  });
});

describe('without a terminal', () => {
  test('the program alone prints the help and exits 64', async () => {
    const { code, out } = await program([]);
    expect(code).toBe(64);
    expect(out).toMatch(/^Usage: kmsdoctor/);
  });

  test('session says that it needs one, and what to use instead', async () => {
    expect(await program(['session'])).toMatchObject({ code: 64, out: '', err: 'The session needs a terminal; in a pipeline use kmsdoctor check.\n' });
  });

  test('demo reports on the reference estate and names its fault first', async () => {
    const { code, out, err } = await program(['demo', '--format', 'json']);
    const report = readReport(out);
    expect([code, err, report.subject.via, report.verdict]).toEqual([1, '', 'estate', 'failing']);
    expect(report.diagnosis[0]).toMatchObject({ cause: 'dns-srv-missing', certainty: 'confirmed' });
  });
});
