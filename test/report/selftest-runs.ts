import type { ScenarioOutcome, Selftest } from '../../src/model/selftest.ts';

/** One that passed, as a starting point. */
export const outcome = (but: Partial<ScenarioOutcome> = {}): ScenarioOutcome => ({
  id: 'usual-client', title: 'A client that renews every week', group: 'healthy', verdict: 'healthy', passed: true, expected: [], diagnosed: [], unexpected: [], problems: [], tookMs: 4.4, ...but,
});

export const wrongOne = outcome({
  id: 'dns-srv-missing', title: 'Somebody deleted the KMS record', group: 'cause', verdict: 'failing', passed: false, expected: ['dns-srv-missing'], diagnosed: ['dns-srv-missing', 'dns-multi-zone'],
  unexpected: ['dns-multi-zone'], problems: ['dns-multi-zone should not be named, and is (possible).'], tookMs: 7.6,
});

/** Two groups; one of three failed. */
export const mixedRun: Selftest = {
  outcomes: [outcome(), outcome({ id: 'net-1688-filtered', title: 'A firewall drops the port', group: 'cause', verdict: 'failing', expected: ['net-1688-filtered'], diagnosed: ['net-1688-filtered'] }), wrongOne],
  tookMs: 123.4,
};
