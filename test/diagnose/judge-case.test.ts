import { describe, expect, it } from 'vitest';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import type { Case } from '../../src/model/evidence.ts';
import { attempt, caseOf, event, evidence, hostBody, onlyEvidence, product, requestEvent, srv, tcpProbe, type Changes } from '../evidence-builder.ts';
import { catalogue, causesOf, diagnose } from './diagnose.ts';
import { unreached } from './story.ts';

const operator = { vantage: 'operator' } as const;
const silentResolver = srv({ resolver: '10.0.0.6', rcode: null, outcome: 'timeout', answers: [] });
const dead: Changes = { ...unreached('0x8007232B'), dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })], addresses: 'not-asked', tcp: 'not-asked', rpcBind: 'not-asked', icmp: 'not-asked', clock: 'not-asked' };
const only = (subject: Case, id: string): Diagnosis => judgeCase(subject, { approvedHosts: [], domains: [] }, catalogue, (check) => check === id);

describe('the verdict', () => {
  it('is failing where anything fails, whatever else is in order', () => {
    expect(diagnose(caseOf(evidence(dead))).verdict).toBe('failing');
  });

  it('is degraded where there are warnings alone', () => {
    expect(diagnose(caseOf(evidence({ dnsSrv: [srv(), silentResolver] }))).verdict).toBe('degraded');
  });

  it.each([
    ['a client without a licence state, though its network is in order', evidence({ licensingProducts: 'denied', service: 'denied', events: 'denied', activationAttempts: 'denied' })],
    ['a text without a licence state or an attempt', onlyEvidence({ events: [event(8230)] })],
    ['a look at the network in which no port was tried', onlyEvidence({ dnsSrv: [srv(operator)], tcp: [] })],
    ['a look at the network in which no bind was tried', onlyEvidence({ dnsSrv: [srv(operator)], tcp: [tcpProbe(operator)] })],
    ['nothing at all', onlyEvidence({})],
  ])('is unknown for %s', (_, of) => {
    const said = diagnose(caseOf(of));
    expect(said.verdict).toBe('unknown');
    expect(said.causes).toEqual([]);
    expect(said.nextEvidence.length).toBeGreaterThan(0);
  });

  it('is healthy for a saved status that is licensed, though nothing was asked of the network', () => {
    expect(diagnose(caseOf(onlyEvidence({ licensingProducts: [product()] }))).verdict).toBe('healthy');
  });

  it('is healthy in the first grace with nothing wrong on the path', () => {
    expect(diagnose(caseOf(evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 28_800, lastActivationType: 'none' })], events: [requestEvent()] }))).verdict).toBe('healthy');
  });

  it('is failing for a failed attempt alone, with nothing confirmed', () => {
    const said = diagnose(caseOf(onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F074' })] })));
    expect({ verdict: said.verdict, confirmed: causesOf(said, 'confirmed') }).toEqual({ verdict: 'failing', confirmed: [] });
    expect(said.nextEvidence.map((n) => n.kind)).toContain('events');
  });

  it('is unknown for a host whose licence was not seen', () => {
    expect(diagnose(caseOf(hostBody({ licensingProducts: 'denied' }))).verdict).toBe('unknown');
  });

  it('of selected checks is theirs alone: what was not asked for is not missed', () => {
    expect(only(caseOf(evidence()), 'dns/srv-record-found').verdict).toBe('healthy');
    expect(only(caseOf(evidence({ dnsSrv: 'timeout' })), 'dns/srv-record-found').verdict).toBe('unknown');
    expect(only(caseOf(evidence()), 'dns/srv-target-approved').verdict).toBe('unknown');
  });
});

describe('a diagnosis', () => {
  it('gives each cause a reason', () => {
    for (const of of [evidence(dead), onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F074' })] })]) {
      for (const cause of diagnose(caseOf(of)).causes) expect(cause.because.length).toBeGreaterThan(0);
    }
  });

  it('holds every remedy that its causes name', () => {
    const said = diagnose(caseOf(evidence(dead)));
    expect(Object.keys(said.remedies).toSorted()).toEqual([...new Set(said.causes.flatMap((c) => c.remedies))].toSorted());
  });

  it('is the same whenever the same case is judged', () => {
    expect(diagnose(caseOf(evidence(dead)))).toEqual(diagnose(caseOf(evidence(dead))));
  });

  it('of two clients in one input judges each by itself and names each', () => {
    const second = { role: 'client' as const, subject: 'ws-0200.contoso.test', evidence: evidence({ ...dead, machine: { hostName: 'WS-0200' } }) };
    const said = diagnose(caseOf(evidence(), { related: [second] }));
    expect(said.verdict).toBe('failing');
    expect(said.headline).toMatch(/WS-0142 is activated.*WS-0200 does not activate/);
    const messages = said.checks.flatMap((c) => c.findings).map((f) => f.message);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((m) => !m.includes('WS-0200'))).toEqual([]);
    expect(causesOf(said, 'confirmed')).toEqual(['dns-srv-missing']);
  });
});
