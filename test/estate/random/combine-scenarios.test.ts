import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Lived, Timing } from '../../../src/estate/random/combine-scenarios.ts';
import { combineScenarios } from '../../../src/estate/random/combine-scenarios.ts';
import { scenarioSpec } from '../../../src/estate/scenario/scenario-spec.ts';

const lived = (raw: Record<string, unknown>): Lived => v.parse(scenarioSpec, { id: 'one', title: 'One', group: 'cause', expect: { verdict: 'failing' }, ...raw });
const combine = (one: Lived, other: Lived, timing: Timing = 'begin-together'): Lived => {
  const combined = combineScenarios(one, other, timing);
  if (!combined.ok) throw new Error(combined.why);
  return combined.lived;
};
const whyNot = (one: Lived, other: Lived): string | null => {
  const combined = combineScenarios(one, other, 'begin-together');
  return combined.ok ? null : combined.why;
};

const recordGone = lived({ faults: [{ fault: 'srv-removed', at: '1h' }], look: { at: '9h', hosts: ['KMS1'] } });
const clockOff = lived({ estate: { machines: [{ name: 'PC7', system: 'win10', windows: { state: 'new' } }] }, faults: [{ fault: 'clock', machine: 'PC7', aheadSeconds: 20_000, at: '0m' }], look: { at: '2d', client: 'PC7', desk: true, without: ['clock'] } });

describe('two scenarios as one estate', () => {
  it('have one client, called as in the first, with the peculiarities of the second', () => {
    const { estate, faults } = combine(recordGone, clockOff);
    expect(estate.machines).toMatchObject([{ name: 'WS-0142', system: 'win10', windows: { state: 'new' } }]);
    expect(faults).toMatchObject([{ fault: 'srv-removed' }, { fault: 'clock', machine: 'WS-0142' }]);
  });

  it('are seen by whoever sees more: what the one does not look at, the other does', () => {
    expect(combine(recordGone, clockOff).look).toMatchObject({ client: 'WS-0142', hosts: ['KMS1'], desk: true });
    expect(combine(recordGone, clockOff).look).not.toHaveProperty('without');
  });

  it.each<[Timing, string, string[]]>([['begin-together', '2880m', ['1h', '0m']], ['end-together', '2880m', ['2400m', '0m']], ['look-early', '540m', ['1h', '0m']]])('are laid in time: %s', (timing, at, begins) => {
    const { look, faults } = combine(recordGone, clockOff, timing);
    expect({ at: look.at, begins: faults.map((f) => f.at) }).toEqual({ at, begins });
  });

  it('each with a host of its own have one, called as in the first', () => {
    const renamed = lived({ estate: { hosts: [{ name: 'HOST-A', keys: [{ windows: 'ws2022', activated: false }] }] }, look: { hosts: ['HOST-A'] } });
    const { estate, look } = combine(recordGone, renamed);
    expect(estate.hosts).toMatchObject([{ name: 'KMS1', keys: [{ activated: false }] }]);
    expect(look.hosts).toEqual(['KMS1']);
  });

  it('cannot be one where they want different things, and that is said', () => {
    const seven = lived({ estate: { machines: [{ name: 'OLD', system: 'win7' }] } });
    const nobody = lived({ estate: { hosts: [] } });
    expect(whyNot(clockOff, seven)).toBe('each wants another Windows on the client');
    expect(whyNot(lived({ estate: { crowd: { clients: 12 } } }), lived({ estate: { crowd: { clients: 40 } } }))).toBe('each wants another crowd of machines');
    expect(whyNot(nobody, recordGone)).toBe('the one lacks what the other has a fault in');
  });

  it('withhold no approval from a host that only the other one has', () => {
    const judged = lived({ look: { approvedHosts: ['kms1.corp.example'] } });
    const two = lived({ estate: { hosts: [{ name: 'KMS1' }, { name: 'KMS2' }] } });
    expect(combine(judged, two).look.approvedHosts).toEqual(['kms1.corp.example', 'kms2.corp.example']);
  });
});
