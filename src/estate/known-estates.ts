import * as v from 'valibot';
import { scenarioSpec } from './scenario/scenario-spec.ts';
import type { ScenarioSpec } from './scenario/scenario-spec.ts';

/** The estate that `estate` starts where no scenario is named: nothing is wrong in it, and its hosts publish for themselves. */
export const healthyEstate = (): ScenarioSpec => v.parse(scenarioSpec, {
  id: 'estate', title: 'An estate in which nothing is wrong', group: 'healthy',
  estate: { dns: { updates: 'open' }, hosts: [{ name: 'KMS1', address: '10.0.0.11' }, { name: 'KMS2', address: '10.0.0.12' }], crowd: { clients: 70, servers: 6 } },
  look: { at: '1d' }, expect: { verdict: 'healthy' },
});

/** The same with one fault, for the demonstration: somebody deleted the KMS record, and a new machine finds no host. */
export const estateWithoutRecord = (): ScenarioSpec => v.parse(scenarioSpec, {
  id: 'demo', title: 'The KMS record was deleted', group: 'cause',
  estate: { machines: [{ name: 'WS-0142', windows: { state: 'notification' } }] },
  faults: [{ fault: 'srv-removed' }], look: { at: '4h', tries: ['windows'] },
  expect: { verdict: 'failing', causes: { 'dns-srv-missing': 'confirmed' } },
});
