import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { writeEvidence } from '../../src/evidence/write-file.ts';
import { caseOf, evidence, product, relatedHost, srv } from '../evidence-builder.ts';
import { readReport } from '../report-shape.ts';
import { licensedDlv } from './outputs.ts';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('redact');
const failing = evidence({
  licensingProducts: [product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0, adObjectName: 'Contoso object' })],
  dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })],
});
put('WS-0142-jdoe.json', writeEvidence(caseOf(failing, { related: [relatedHost()] })));
put('WS-0142-jdoe.txt', licensedDlv);

/** Every name, address and id of the made-up case. */
const originals = /ws-0142|jdoe|contoso|kms1|10\.0\.0\.\d|5b9e6f10-2c47-4d0b-8a31|000-000001-03/i;

describe('--redact', () => {
  test('no original name, address or id is left: not in the text, not in JSON with evidence, not in the file of collect', async () => {
    const [text, json, wholeText, file, pasted] = await Promise.all([
      program(['check', 'WS-0142-jdoe.json', '--redact', '--domain', 'contoso.test', '--offline'], { cwd }),
      program(['check', 'WS-0142-jdoe.json', '--redact', '--format', 'json', '--include-evidence'], { cwd }),
      program(['check', 'WS-0142-jdoe.json', '--redact', '-v'], { cwd }),
      program(['collect', 'WS-0142-jdoe.json', '--redact'], { cwd }),
      program(['collect', 'WS-0142-jdoe.txt', '--redact'], { cwd }),
    ]);
    for (const { out, err } of [text, json, wholeText, file, pasted]) {
      expect(out).not.toBe('');
      expect(originals.exec(out)?.[0]).toBeUndefined();
      expect(err).toBe('');
    }
  });

  test('the verdict, the cause and the reasons stay, with other names', async () => {
    const [open, masked] = await Promise.all([program(['check', 'WS-0142-jdoe.json', '--format', 'json'], { cwd }), program(['check', 'WS-0142-jdoe.json', '--redact', '--format', 'json'], { cwd })]);
    const [a, b] = [readReport(open.out), readReport(masked.out)];
    expect(b.verdict).toBe(a.verdict);
    expect(b.diagnosis.map((d) => [d.cause, d.certainty])).toEqual(a.diagnosis.map((d) => [d.cause, d.certainty]));
    expect(b.diagnosis[0]?.because.length).toBe(a.diagnosis[0]?.because.length);
    expect(b.checks.map((c) => [c.id, c.status])).toEqual(a.checks.map((c) => [c.id, c.status]));
    expect(masked.code).toBe(open.code);
  });

  test('what collect redacted is said to be redacted, and judged as before', async () => {
    await program(['collect', 'WS-0142-jdoe.json', '--redact', '-o', 'case.json'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'case.json'), 'utf8'))).toMatchObject({ redacted: true });
    const { verdict, diagnosis } = readReport((await program(['check', 'case.json', '--format', 'json'], { cwd })).out);
    expect([verdict, diagnosis[0]?.cause]).toEqual(['failing', 'dns-srv-missing']);
  });

  test('an approved host is approved under its mask too, and another one is not', async () => {
    put('approved.json', writeEvidence(caseOf(evidence())));
    const [approved, short, foreign] = await Promise.all(['kms1.contoso.test', 'kms1', 'kms9.contoso.test'].map((host) =>
      program(['check', 'approved.json', '--redact', '--approved-host', host, '--format', 'json'], { cwd })));
    for (const outcome of [approved, short]) expect(readReport(outcome?.out ?? '').verdict).toBe('healthy');
    expect(JSON.stringify(readReport(foreign?.out ?? '').checks)).toContain('SRV_TARGET_NOT_APPROVED');
  });
});
