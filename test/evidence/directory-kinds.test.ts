import { describe, expect, it } from 'vitest';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import { redactCase } from '../../src/evidence/redact.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import type { DirectoryReading, DnsUpdateProbe, SeenCertificate } from '../../src/model/evidence.ts';
import { caseOf, evidence, onlyEvidence } from '../evidence-builder.ts';

const reading: DirectoryReading = {
  server: 'dc1.contoso.test', port: 636, vantage: 'operator', outcome: 'found', domain: 'contoso.test', detail: 'asked at dc1.contoso.test as CONTOSO\\helpdesk',
  objects: [{ name: 'KMS AD Activation of Contoso', activationId: '7a1c0d52-3b1e-4f60-9a55-0e4c1d2f3a03', extendedPid: '06401-00206-563-100001-03-1033-20348.0000-1122026', partialProductKey: 'QQ7H2', kmsIdCount: 2 }],
};
const probe: DnsUpdateProbe = { zone: 'contoso.test', server: '10.0.0.5', vantage: 'operator', verdict: 'refused', rcode: 'REFUSED', detail: null };

const certificate: SeenCertificate = {
  host: 'dc1.contoso.test', port: 636, protocol: 'ldap', vantage: 'operator', subjectName: 'dc1.contoso.test', selfSigned: false, notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z',
};

const kinds = (text: string): string[] => Object.keys((JSON.parse(text) as { evidence: object }).evidence);

describe('what the directory says, in an evidence file', () => {
  it('is read as it was written', () => {
    const subject = caseOf(evidence({ directory: [reading], dnsUpdate: [probe], certificates: [certificate] }));
    expect(readEvidenceJson(writeEvidence(subject))).toMatchObject({ ok: true, value: { evidence: { directory: { state: 'seen', value: [reading] }, dnsUpdate: { state: 'seen', value: [probe] }, certificates: { state: 'seen', value: [certificate] } } } });
  });

  it('does not stand there where nobody asked, as in the files of before; where the asking failed, the reason does', () => {
    expect(kinds(writeEvidence(caseOf(onlyEvidence({}))))).not.toEqual(expect.arrayContaining(['directory']));
    expect(kinds(writeEvidence(caseOf(onlyEvidence({ directory: 'denied' }))))).toContain('directory');
  });

  it('names nobody once redacted: neither server nor domain, object, user or key', () => {
    const masked = writeEvidence(redactCase(caseOf(onlyEvidence({ directory: [reading], dnsUpdate: [probe], certificates: [certificate] })), { isPublicLast5: () => false, keepName: () => false }));
    for (const name of [/dc1/i, /contoso/i, /helpdesk/i, /QQ7H2/, /563-100001/, /10\.0\.0\.5/]) expect(masked).not.toMatch(name);
    expect(JSON.parse(masked)).toMatchObject({ evidence: { directory: { value: [{ outcome: 'found', port: 636, objects: [{ name: 'ad-object-1', kmsIdCount: 2 }] }] }, dnsUpdate: { value: [{ verdict: 'refused', rcode: 'REFUSED' }] }, certificates: { value: [{ protocol: 'ldap', port: 636, notAfter: '2027-01-01T00:00:00.000Z' }] } } });
  });
});
