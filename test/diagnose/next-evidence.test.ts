import { describe, expect, it } from 'vitest';
import { chooseNextEvidence } from '../../src/diagnose/next-evidence.ts';
import type { Need } from '../../src/model/check.ts';
import type { Certainty } from '../../src/model/report.ts';
import { caseOf, evidence, hostBody, onlyEvidence, relatedHost } from '../evidence-builder.ts';
import { candidate } from './cause-maker.ts';

const ways = { tcp: { how: 'Try the port.', cost: 1 }, dnsSrv: { how: 'Ask DNS.', cost: 1 }, events: { how: 'Read the log.', cost: 1 }, clock: { how: 'Compare.', cost: 1 }, machine: { how: 'Ask the machine.', cost: 1 }, 'host.events': { how: 'Read the host’s log.', cost: 3 } };
const open = (id: string, decisiveEvidence: Need[], certainty: Certainty = 'possible') => candidate(id, certainty, ['X'], { of: { decisiveEvidence } });
const nothing = caseOf(onlyEvidence({}));
const kinds = (...args: Parameters<typeof chooseNextEvidence>): string[] => chooseNextEvidence(...args).map((n) => n.kind);

describe('the next evidence', () => {
  it('is what would decide most of the causes still open', () => {
    expect(chooseNextEvidence([open('a', ['tcp']), open('b', ['tcp', 'dnsSrv'])], nothing, ways)).toEqual([
      { kind: 'tcp', how: 'Try the port.', wouldDecide: ['a', 'b'] }, { kind: 'dnsSrv', how: 'Ask DNS.', wouldDecide: ['b'] },
    ]);
  });

  it('weighs what it costs: a look at the client before a way to the host', () => {
    expect(kinds([open('a', ['host.events']), open('b', ['host.events', 'tcp'])], nothing, ways)).toEqual(['tcp', 'host.events']);
  });

  it('is never what was seen already', () => {
    expect(kinds([open('a', ['tcp', 'clock'])], caseOf(evidence({ clock: 'timeout' })), ways)).toEqual(['clock']);
    expect(kinds([open('a', ['host.events'])], caseOf(evidence(), { related: [relatedHost()] }), ways)).toEqual([]);
    expect(kinds([open('a', ['host.events'])], caseOf(hostBody()), ways)).toEqual([]);
  });

  it('is asked for again where no host shows it', () => {
    expect(kinds([open('a', ['host.events'])], caseOf(evidence(), { related: [relatedHost({ events: 'denied' })] }), ways)).toEqual(['host.events']);
  });

  it('is nothing for causes that are confirmed', () => {
    expect(kinds([open('a', ['tcp'], 'confirmed')], nothing, ways)).toEqual([]);
  });

  it('is only what a person can see with this version', () => {
    expect(kinds([open('a', ['icmp'])], nothing, ways)).toEqual([]);
  });

  it('is four things at most', () => {
    expect(kinds([open('a', ['tcp', 'dnsSrv', 'events', 'clock', 'machine', 'host.events'])], nothing, ways)).toEqual(['clock', 'dnsSrv', 'events', 'machine']);
  });
});
