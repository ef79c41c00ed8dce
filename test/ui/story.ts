import type { CheckResult, CheckStatus, Need } from '../../src/model/check.ts';
import { evidenceOf, seen, type Case, type Source } from '../../src/model/evidence.ts';
import type { DiagnosedCause, Diagnosis } from '../../src/model/report.ts';
import type { KnownCheck, SessionEvent } from '../../src/ui/session-effects.ts';

/** A small story in the shapes of the model: a client that finds no SRV record. Tests change what they are about. */

const source: Source = { by: 'dns', vantage: 'operator', at: '2026-02-03T10:00:00Z', tookMs: 8 };

export const aCase: Case = {
  subject: 'WS-0500.contoso.test', via: 'file', collectedAt: '2026-02-03T10:00:00Z', redacted: false, related: [],
  evidence: evidenceOf({
    dnsSrv: seen([{
      name: '_vlmcs._tcp.contoso.test', resolver: '192.0.2.53', vantage: 'operator', rcode: 'NXDOMAIN', outcome: 'answered', answers: [], truncatedThenTcp: false,
    }], source),
  }),
};

const known = (id: string, title: string, looksAt: Need[]): KnownCheck => ({ id, title, area: id.split('/')[0] ?? id, looksAt });

export const knownChecks: readonly KnownCheck[] = [
  known('client/kms-client-key', 'The machine has a KMS client key', ['licensingProducts']),
  known('client/licensed', 'Windows is licensed', ['licensingProducts']),
  known('dns/resolver-answers', 'Every DNS server answers', ['dnsSrv']),
  known('dns/srv-record-found', 'An SRV record names the KMS host', ['dnsSrv']),
  known('host/count-reaches-threshold', 'The KMS host has counted enough', ['host.service']),
];

const statuses: Readonly<Record<string, CheckStatus>> = {
  'client/kms-client-key': 'pass', 'client/licensed': 'fail', 'dns/resolver-answers': 'pass', 'dns/srv-record-found': 'fail',
  'host/count-reaches-threshold': 'unknown',
};

export const resultOf = (check: KnownCheck, status: CheckStatus): CheckResult => ({
  id: check.id, title: check.title, status, notes: [], missing: status === 'unknown' ? [...check.looksAt] : [], fault: null,
  findings: check.id === 'dns/srv-record-found' && status === 'fail'
    ? [{ tag: 'SRV_MISSING', severity: 'fail', message: 'No DNS server has _vlmcs._tcp.contoso.test.', args: {} }]
    : [],
});

export const srvMissing: DiagnosedCause = {
  cause: 'dns-srv-missing', title: 'No SRV record in contoso.test', says: 'No DNS record tells it where the KMS host is.', certainty: 'confirmed',
  explains: ['SRV_MISSING', '0xC004F074'], because: ['192.0.2.53 answers NXDOMAIN'], against: [], remedies: ['publish-srv', 'name-host'],
  verifyWith: ['dns/srv-record-found'],
};

const wrongResolver: DiagnosedCause = {
  ...srvMissing, cause: 'dns-wrong-resolver', title: 'The client asks another DNS server', certainty: 'possible', remedies: [], against: ['192.0.2.53 holds the zone'],
};

export const firstCommand = 'Add-DnsServerResourceRecord -Srv -ZoneName contoso.test -Name _vlmcs._tcp';
export const secondCommand = 'slmgr.vbs /skms kms1.contoso.test:1688';

export const aDiagnosis: Diagnosis = {
  verdict: 'failing', headline: 'WS-0500 does not activate: no DNS record tells it where the KMS host is.', causes: [srvMissing, wrongResolver],
  unexplained: ['ODD_TAG'], nextEvidence: [{ kind: 'addresses', how: 'Paste what nslookup kms1.contoso.test prints.', wouldDecide: ['dns-wrong-resolver'] }],
  checks: knownChecks.map((c) => resultOf(c, statuses[c.id] ?? 'unknown')),
  remedies: {
    'publish-srv': { id: 'publish-srv', title: 'Publish the record', risk: 'changes-dns', where: 'dns', steps: [{ say: 'Add it:', run: firstCommand }] },
    'name-host': { id: 'name-host', title: 'Name the host by hand', risk: 'changes-client', where: 'client', steps: [{ say: 'Name it:', run: secondCommand }] },
  },
  remarks: [], outlook: { forecasts: [], untold: [] },
};

/** What effects emit for the story, in order. */
export const storyEvents = (diagnosis: Diagnosis = aDiagnosis, theCase: Case = aCase): SessionEvent[] => [
  { type: 'checks-known', checks: knownChecks },
  { type: 'progress', event: { type: 'started', step: 'srv', kind: 'dnsSrv', label: 'SRV from 192.0.2.53', at: 0 } },
  { type: 'diagnosis', diagnosis, case: theCase },
  { type: 'done', durationMs: 1200 },
];
