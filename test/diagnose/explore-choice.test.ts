import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/model/cause.ts';
import { defineCheck } from '../../src/model/check.ts';
import type { Case } from '../../src/model/evidence.ts';
import { evidenceOf, seen, unseen } from '../../src/model/evidence.ts';
import type { Ask } from '../../src/model/explore.ts';
import { explore } from '../../src/diagnose/explore.ts';
import { chooseAsk } from '../../src/diagnose/explore-choice.ts';
import { signSources } from '../../src/diagnose/explore-worth.ts';
import type { Catalogue } from '../../src/diagnose/judge-case.ts';
import { reasonAbout } from '../../src/diagnose/reason-about.ts';

/** A small world: a symptom in the services, and causes that the system, the firewall or the host would confirm. */
const says = (): string => 'said.';
const check = (id: string, need: 'services' | 'machine' | 'firewallRules' | 'events' | 'host.services', tag: string, raised: (value: readonly { name: string }[]) => boolean) => defineCheck({
  id, title: `${id} holds`, sources: [], needs: [need], findings: { [tag]: { severity: 'fail' as const, says } },
  judge: (input) => {
    const value = (need === 'host.services' ? input.host : input) as unknown as Record<string, readonly { name: string }[]>;
    return raised(value[need.replace('host.', '')] ?? []) ? [{ tag, severity: 'fail' as const, message: 'said.', args: {} }] : [];
  },
});
const names = (wanted: string) => (list: readonly { name: string }[]): boolean => list.some(({ name }) => name === wanted);
const checks = [
  check('client/works', 'services', 'DOES_NOT_WORK', names('broken')),
  check('client/firewall', 'firewallRules', 'CLOSED', names('closed')),
  check('host/runs', 'host.services', 'HOST_STOPPED', names('stopped')),
];
const cause = (id: string, prevalence: Cause['prevalence'], confirm: string, explains = ['DOES_NOT_WORK', confirm]): Cause => ({
  id, title: id, says: id, area: 'client', prevalence, confidence: 'high', explains, confirm: [['DOES_NOT_WORK', confirm]], remedies: [], verifyWith: [], sources: [],
});
const catalogueOf = (...causes: Cause[]): Catalogue =>
  ({ checks, causes, remedies: [], waysToSee: { services: { how: 'x', cost: 1 }, firewallRules: { how: 'x', cost: 1 }, 'host.services': { how: 'x', cost: 3 } }, meaningOf: () => null });

const ask = (id: string, gives: Ask['gives'], but: Partial<Ask> = {}): Ask => ({ id, label: id, gives, place: 'client', takes: 'moment', after: [], ...but });
const services = ask('services', ['services']);
const firewall = ask('firewallRules', ['firewallRules']);
const host = ask('host.services', ['host.services'], { place: 'host' });

const source = { by: 'test', vantage: 'client' as const, at: null, tookMs: null };
const listed = (...found: string[]) => seen(found.map((name) => ({ name, state: null, startMode: null })), source);
const rules = (...found: string[]) => seen(found.map((name) => ({ name, enabled: true, profiles: [], activeProfile: null })), source);
const empty: Case = { subject: 'pc', via: 'file', collectedAt: '2026-01-01T00:00:00Z', redacted: false, related: [], evidence: evidenceOf({}) };
const broken: Case = { ...empty, evidence: evidenceOf({ services: listed('broken') }) };
const settings = { approvedHosts: [], domains: [] };
const choose = (subject: Case, asks: readonly Ask[], catalogue: Catalogue) => chooseAsk(reasonAbout(subject, settings, catalogue), subject, asks, catalogue, signSources(catalogue.checks));
const chosen = (...call: Parameters<typeof choose>): string => {
  const choice = choose(...call);
  return 'end' in choice ? choice.end : choice.ask.id;
};

describe('the next ask', () => {
  const two = catalogueOf(cause('closed', 'common', 'CLOSED'), cause('host-stopped', 'common', 'HOST_STOPPED'));

  test('a person is asked last, and never about faults of which nothing was seen', () => {
    const byHand = ask('person firewall', ['firewallRules'], { place: 'person' });
    expect(chosen(broken, [byHand, host], two)).toBe('host.services');
    expect(chosen(broken, [byHand], two)).toBe('person firewall');
    expect(chosen(empty, [byHand], two)).toBe('nothing-would-tell');
  });

  test('a second look that may contradict what was found is made once that was found, even where one cause stands', () => {
    const found: Case = { ...broken, evidence: { ...broken.evidence, firewallRules: rules('closed') } };
    const again = ask('firewall again', ['firewallRules'], { place: 'desk', contests: ['CLOSED'] });
    expect(chosen(found, [again], catalogueOf(cause('closed', 'common', 'CLOSED')))).toBe('firewall again');
    expect(chosen(broken, [again], two)).toBe('nothing-would-tell');
  });

  test('a cause of surroundings that nobody looked for is still open; once they were looked for and are not there, it is not', () => {
    const inContainer: Cause = { ...cause('in-container', 'benign', 'CLOSED'), onlyWith: ['CLOSED'] };
    const catalogue = catalogueOf(inContainer);
    expect(chosen(broken, [firewall], catalogue)).toBe('firewallRules');
    expect(chosen({ ...broken, evidence: { ...broken.evidence, firewallRules: rules('open') } }, [firewall], catalogue)).toBe('nothing-would-tell');
  });

  test('is the read of the client before that of another machine, where both would decide as much', () => {
    expect(chosen(broken, [host, firewall], two)).toBe('firewallRules');
  });

  test('is the dearer one where its causes are that much more common', () => {
    expect(chosen(broken, [firewall, host], catalogueOf(cause('closed', 'rare', 'CLOSED'), cause('host-stopped', 'very-common', 'HOST_STOPPED')))).toBe('host.services');
  });

  test('goes to a person last', () => {
    expect(chosen(broken, [ask('asked', ['firewallRules'], { place: 'person' }), host], two)).toBe('host.services');
  });

  test('says which causes it would split, the more common first', () => {
    const three = catalogueOf(cause('closed-seldom', 'rare', 'CLOSED'), cause('closed', 'common', 'CLOSED'), cause('host-stopped', 'common', 'HOST_STOPPED'));
    expect(choose(broken, [firewall, host], three)).toMatchObject({ wouldSplit: ['closed', 'closed-seldom'] });
  });

  test('is never one for what is at hand, nor one that bears on no open cause', () => {
    expect(chosen(broken, [services], two)).toBe('nothing-would-tell');
    expect(chosen(broken, [ask('clock', ['clock'])], two)).toBe('nothing-would-tell');
  });

  test('waits for its forerunner as long as that can still be had', () => {
    const later = ask('firewallRules', ['firewallRules'], { after: ['host.services'] });
    expect(chosen(broken, [later, host], two)).toBe('host.services');
    expect(chosen(broken, [later], two)).toBe('firewallRules');
  });

  test('is none once a confirmed cause explains all and nothing could lie behind it', () => {
    const found: Case = { ...broken, evidence: evidenceOf({ services: listed('broken'), firewallRules: rules('closed') }) };
    const one = catalogueOf(cause('closed', 'common', 'CLOSED'), cause('host-stopped', 'common', 'HOST_STOPPED', ['HOST_STOPPED']));
    expect(chosen(found, [host], one)).toBe('one-cause-stands');
  });

  test('goes on behind a confirmed cause where another may be why it came about', () => {
    const found: Case = { ...broken, evidence: evidenceOf({ services: listed('broken'), firewallRules: rules('closed') }) };
    const deeper = catalogueOf(cause('closed', 'common', 'CLOSED'), { ...cause('host-stopped', 'common', 'HOST_STOPPED', ['CLOSED']) });
    expect(chosen(found, [host], deeper)).toBe('host.services');
  });

  test('goes on where another cause would make the repair of the confirmed one vain, though nothing of it was seen', () => {
    const found: Case = { ...broken, evidence: evidenceOf({ services: listed('broken'), firewallRules: rules('closed') }) };
    const vain = catalogueOf({ ...cause('closed', 'common', 'CLOSED'), repairedAfter: ['host-stopped'] }, cause('host-stopped', 'common', 'HOST_STOPPED', ['HOST_STOPPED']));
    expect(chosen(found, [host], vain)).toBe('host.services');
  });

  test('looks for a symptom while there is none', () => {
    expect(chosen(empty, [host, services], two)).toBe('services');
  });
});

describe('the loop', () => {
  const two = catalogueOf(cause('closed', 'common', 'CLOSED'), cause('host-stopped', 'common', 'HOST_STOPPED'));
  const limits = { mostSteps: 20, mostMs: 1000, now: () => 0, signal: new AbortController().signal };
  const answers: Record<string, Partial<Case['evidence']>> = { services: { services: listed('broken') }, firewallRules: { firewallRules: unseen('denied', 'no right') }, 'host.services': {} };
  const look = ({ id }: Ask, subject: Case): Promise<Case> => Promise.resolve({ ...subject, evidence: { ...subject.evidence, ...answers[id] } });
  const run = (but: Partial<typeof limits> = {}) => explore(empty, { settings, catalogue: two, selected: () => true, asks: [services, firewall, host], limits: { ...limits, ...but }, look });

  test('asks each thing once, also what was denied or brought nothing, and tells why nothing came', async () => {
    const { trace } = await run();
    expect(trace.steps.map((s) => s.ask)).toEqual(['services', 'firewallRules', 'host.services']);
    expect(trace.steps[1]?.came).toEqual([{ kind: 'firewallRules', outcome: 'denied', items: null, detail: 'no right' }]);
    expect(trace).toMatchObject({ end: 'nothing-would-tell', leftOut: [] });
  });

  test('takes the same steps each time', async () => {
    expect(await run()).toEqual(await run());
  });

  test('keeps to its limits of steps and of time, and stops when it is told to', async () => {
    expect((await run({ mostSteps: 1 })).trace).toMatchObject({ end: 'limit-of-steps', leftOut: ['firewallRules', 'host.services'] });
    let now = 0;
    expect((await run({ now: () => (now += 600) })).trace).toMatchObject({ end: 'limit-of-time', steps: [{ ask: 'services' }] });
    const stop = new AbortController();
    stop.abort();
    expect((await run({ signal: stop.signal })).trace).toMatchObject({ end: 'stopped', steps: [] });
  });

  test('says at each step what rose and what fell, and why', async () => {
    const ruled = catalogueOf({ ...cause('closed', 'common', 'CLOSED'), ruleOut: ['passed:client/firewall'] }, cause('host-stopped', 'common', 'HOST_STOPPED'));
    const open = { firewallRules: { firewallRules: rules('open') } };
    const { trace } = await explore(broken, {
      settings, catalogue: ruled, selected: () => true, asks: [firewall], limits,
      look: ({ id }, subject) => Promise.resolve({ ...subject, evidence: { ...subject.evidence, ...open[id as 'firewallRules'] } }),
    });
    expect(trace.steps).toMatchObject([{ fell: [{ cause: 'closed', why: 'It is ruled out: client/firewall holds (checked).' }], first: { cause: 'host-stopped', certainty: 'possible' } }]);
  });
});
