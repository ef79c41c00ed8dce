import { expect, test } from 'vitest';
import { catalogue } from '../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../src/commands/scenario/built-in-scenarios.ts';
import { settingsOf } from '../src/commands/scenario/draw-faults.ts';
import { gatherScenario } from '../src/commands/scenario/gather-scenario.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';

const why = {
  true: 'what is named first is confirmed and true as well; the scenario’s own cause is a reason of it, or comes with it',
  evidence: 'what this scenario shows does not tell the two apart, and both are named',
} as const;

/** Scenarios with a single fault whose own cause is not named first: what is, and why that is right. */
const firstInstead: Readonly<Record<string, readonly [first: string, why: string]>> = {
  'client-adba-active': ['host-idle', why.true], 'client-key-blocked': ['client-not-gvlk', why.true],
  'client-online-unreachable': ['client-not-gvlk', why.true],
  'dns-scavenged': ['dns-srv-missing', why.true], 'dns-update-refused': ['dns-srv-missing', why.true],
  'latent-renewal-failure': ['net-1688-filtered', why.true],
  'client-netsvc-acl': ['client-dcom-self', why.evidence], 'client-sppsvc-stuck-by-rpc-code': ['client-egress-fw', why.evidence], 'net-timeout': ['client-egress-fw', why.evidence],
  'host-key-group-old-seen-from-client': ['host-update-missing', why.evidence], 'host-refuses-some': ['host-update-missing', why.evidence],
};

const scenarios = (await loadBuiltInScenarios()).filter((s) => s.group === 'cause');
const named = new Map<string, { own: string; first: string | undefined; certainty: string | undefined; expected: readonly string[] }>();
for (const scenario of scenarios) {
  const { id, look, expect: { causes } } = scenario;
  const { case: subject } = await gatherScenario(scenario);
  const [first] = judgeCase(subject, settingsOf(look), catalogue).causes;
  named.set(id, { own: causes[id] === undefined ? Object.keys(causes)[0] ?? '' : id, first: first?.cause, certainty: first?.certainty, expected: Object.keys(causes) });
}

test('every scenario with a single fault names its cause first, or one of which it is said here why', () => {
  const wrong = [...named].filter(([id, { own, first }]) => first !== (firstInstead[id]?.[0] ?? own)).map(([id, { first }]) => `${id}: ${first ?? 'nothing'}`);
  expect(wrong).toEqual([]);
});

test('what is named first instead is expected of that scenario, and confirmed where it is said to be true', () => {
  const wrong = Object.entries(firstInstead).filter(([id, [first, reason]]) => {
    const found = named.get(id);
    return found === undefined || found.own === first || !found.expected.includes(first) || (reason === why.true && found.certainty !== 'confirmed');
  });
  expect(wrong.map(([id]) => id)).toEqual([]);
});
