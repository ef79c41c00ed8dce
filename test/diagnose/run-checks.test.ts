import { describe, expect, it } from 'vitest';
import { roleOf, runChecks, timeOf } from '../../src/diagnose/run-checks.ts';
import { defineCheck, type Check, type CheckResult } from '../../src/model/check.ts';
import { caseOf, collectedAt, event, evidence, hostBody, hostProduct, onlyEvidence, product, relatedHost } from '../evidence-builder.ts';
import { logged } from '../checks/host-log.ts';

const settings = { approvedHosts: [], domains: [] };
const run = (check: Check, subject = caseOf()): CheckResult => runChecks([check], subject, settings)[0] as CheckResult;
const base = { title: 'A claim', sources: [] };
const note = { SEEN: { severity: 'note' as const, says: (a: { what: string }) => `${a.what} was seen.` } };

const perHost = defineCheck({
  ...base, id: 'test/per-host', needs: ['host.service'], findings: note,
  judge: ({ host }, raise) => [raise.SEEN({ what: host.subject })],
});
const severities = (...wanted: readonly ('note' | 'warn' | 'fail')[]): Check => defineCheck({
  ...base, id: 'test/severities', needs: [],
  findings: {
    A_NOTE: { severity: 'note', says: () => 'A note.' }, A_WARN: { severity: 'warn', says: () => 'A warning.' }, A_FAIL: { severity: 'fail', says: () => 'A failure.' },
  },
  judge: (_, raise) => wanted.map((s) => ({ note: raise.A_NOTE, warn: raise.A_WARN, fail: raise.A_FAIL })[s](undefined)),
});

const unsettled = (tag: boolean): Check => defineCheck({
  ...base, id: 'test/cannot-tell', needs: [], findings: { A_WARN: { severity: 'warn', says: () => 'A warning.' } },
  judge: (_, raise, cannotTell) => [cannotTell('machine'), ...(tag ? [raise.A_WARN(undefined)] : [])],
});

describe('the sentence of a finding', () => {
  const ofHost = defineCheck({
    ...base, id: 'test/of-host', needs: ['host.service'], findings: { COUNTS: { severity: 'note', says: (a: { host: string }) => `KMS host ${a.host} counts 2, and the key of KMS host ${a.host} is old.` } },
    judge: ({ host }, raise) => [raise.COUNTS({ host: host.subject })],
  });
  const said = (subject: string) => run(ofHost, caseOf(evidence(), { related: [{ ...relatedHost(), subject }] })).notes.map((n) => n.message);

  it('does not take a file or a paste for the name of a host', () => {
    expect(said('host.txt (line 19)')).toEqual(['The KMS host in host.txt (line 19) counts 2, and the key of the KMS host in host.txt (line 19) is old.']);
    expect(said('kms1.contoso.test')).toEqual(['KMS host kms1.contoso.test counts 2, and the key of KMS host kms1.contoso.test is old.']);
  });
});

describe('the status of a check', () => {
  it.each([
    [['note'], 'pass'], [['note', 'warn'], 'warn'], [['warn', 'fail'], 'fail'], [[], 'pass'],
  ] as const)('follows from its gravest finding: %j is %s', (wanted, status) => {
    expect(run(severities(...wanted)).status).toBe(status);
  });

  it('is unknown, never pass, where needed evidence is unseen, and says what is missing', () => {
    const check = defineCheck({ ...base, id: 'test/needs', needs: ['dnsSrv', 'tcp'], findings: {}, judge: () => [] });
    expect(run(check, caseOf(evidence({ tcp: 'timeout' })))).toMatchObject({ status: 'unknown', missing: ['tcp'], findings: [] });
  });

  it('is unknown where the judge cannot tell, unless it found something wrong all the same', () => {
    expect(run(unsettled(false))).toMatchObject({ status: 'unknown', missing: ['machine'] });
    expect(run(unsettled(true))).toMatchObject({ status: 'warn', missing: ['machine'] });
  });

  it('is inapplicable where the check has nothing to say', () => {
    expect(run(defineCheck({ ...base, id: 'test/when', needs: [], findings: {}, when: () => false, judge: () => [] })).status).toBe('inapplicable');
  });

  it('is broken where the check throws, which never stops the others', () => {
    const broken = defineCheck({ ...base, id: 'test/broken', needs: [], findings: {}, judge: () => { throw new Error('our bug'); } });
    const results = runChecks([broken, severities('note')], caseOf(), settings);
    expect(results.map((r) => r.status)).toEqual(['broken', 'pass']);
    expect(results[0]?.fault).toBe('our bug');
  });

  it('is broken too where the check throws half-way through its findings', () => {
    const broken = defineCheck({
      ...base, id: 'test/broken-late', needs: [], findings: note,
      * judge(_, raise) { yield raise.SEEN({ what: 'one' }); throw new Error('later'); },
    });
    expect(run(broken)).toMatchObject({ status: 'broken', fault: 'later' });
  });
});

describe('evidence of a KMS host', () => {
  it('is missing where no host is at hand', () => {
    expect(run(perHost)).toMatchObject({ status: 'unknown', missing: ['host.service'] });
  });

  it('is judged once for each host, and the gravest status stands', () => {
    const hosts = [relatedHost(), { ...relatedHost({ service: 'denied' }), subject: 'kms2.contoso.test' }];
    const result = run(perHost, caseOf(evidence(), { related: hosts }));
    expect(result.notes.map((n) => n.message)).toEqual(['kms1.contoso.test was seen.']);
    expect(result).toMatchObject({ status: 'unknown', missing: ['host.service'] });
  });

  it('is the subject’s own where the subject is a host', () => {
    expect(run(perHost, caseOf(hostBody())).notes.map((n) => n.message)).toEqual(['kms1.contoso.test was seen.']);
  });

  it('that is merely wanted makes nothing unknown', () => {
    const check = defineCheck({ ...base, id: 'test/wants', needs: [], wants: ['host.events'], findings: note, judge: ({ host }, raise) => [raise.SEEN({ what: host.events.state })] });
    expect(run(check)).toMatchObject({ status: 'pass', notes: [{ message: 'unseen was seen.' }] });
  });

  it('that says the same of two hosts is said once', () => {
    const check = defineCheck({ ...base, id: 'test/same', needs: ['host.service'], findings: note, judge: (_, raise) => [raise.SEEN({ what: 'The same' })] });
    expect(run(check, caseOf(evidence(), { related: [relatedHost(), { ...relatedHost(), subject: 'kms2' }] })).notes).toHaveLength(1);
  });
});

describe('what the subject is', () => {
  it.each([
    ['client', onlyEvidence({ activationAttempts: [] })],
    ['network', onlyEvidence({ dnsSrv: [], tcp: [], clock: [] })],
    ['host', hostBody().evidence],
    ['host', onlyEvidence({ events: [logged()] })],
    ['client', onlyEvidence({ events: [event(8198)] })],
  ] as const)('%s', (role, of) => {
    expect(roleOf({ evidence: of })).toBe(role);
  });

  it('is a client though its listing holds the host row that every Windows Server has', () => {
    const row = hostProduct({ partialProductKey: null, licenseStatus: 'unlicensed' });
    expect(roleOf({ evidence: evidence({ licensingProducts: [product(), row] }) })).toBe('client');
  });
});

describe('the time of a body', () => {
  it('is the machine’s own clock where it gave one', () => {
    expect(timeOf({ evidence: evidence({ machine: { time: '2026-01-01T00:00:00.000Z' } }) })).toBe('2026-01-01T00:00:00.000Z');
  });

  it('is when its facts were observed where no clock was read', () => {
    expect(timeOf({ evidence: evidence({ machine: 'denied' }) })).toBe(collectedAt);
  });

  it('is not known for text that somebody pasted', () => {
    const seen = { state: 'seen', value: [product()], source: { by: 'slmgr /dlv', vantage: 'client', at: null, tookMs: null } } as const;
    expect(timeOf({ evidence: { ...onlyEvidence({}), licensingProducts: { ...seen, value: [...seen.value] } } })).toBeNull();
  });
});
