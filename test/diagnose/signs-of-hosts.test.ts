import { describe, expect, it } from 'vitest';
import { placesOf, tellsOf } from '../../src/diagnose/signs-of-hosts.ts';
import { weighCauses } from '../../src/diagnose/weigh-causes.ts';
import type { Cause } from '../../src/model/cause.ts';
import type { Finding } from '../../src/model/check.ts';
import { cause, signsOf } from './cause-maker.ts';

/** Signs, each with the hosts that its findings name; an empty name is a finding that names none. */
const behind = (hosts: Record<string, readonly string[]>): Map<string, Finding[]> =>
  new Map(Object.entries(hosts).map(([tag, names]) => [tag, names.map((host) => ({ tag, severity: 'note', message: '', args: host === '' ? {} : { host } }))]));

describe('signs of several hosts', () => {
  it('stand together only where one host shows them all', () => {
    const of = behind({ SHORT: ['kms1.corp.example', 'kms2.corp.example'], RESTARTED: ['kms2.corp.example'], IDLE: ['kms3.corp.example'], ANY: [''] });
    expect(placesOf(['SHORT', 'RESTARTED', 'ANY'], of)).toEqual(['kms2.corp.example']);
    expect(placesOf(['SHORT', 'IDLE'], of)).toEqual([]);
    expect(placesOf(['ANY', 'passed:a/b'], of)).toEqual([null]);
  });

  it.each([
    ['the same name in other letters', 'KMS1.corp.example.', 'kms1.corp.example'],
    ['a short name and the long one', 'kms1', 'kms1.corp.example'],
    ['an address and any name', '10.0.0.11', 'kms1.corp.example'],
    ['two addresses, which one host may have', '10.0.0.11', 'fd12::11'],
  ])('may be of one host: %s', (_, one, other) => {
    expect(placesOf(['A', 'B'], behind({ A: [one], B: [other] }))).not.toEqual([]);
  });

  it.each([['kms1.corp.example', 'kms2.corp.example'], ['kms1', 'kms2.corp.example'], ['kms1.corp.example', 'kms1.lab.example']])('are of two hosts: %s and %s', (one, other) => {
    expect(placesOf(['A', 'B'], behind({ A: [one], B: [other] }))).toEqual([]);
  });

  it('tell of a host that they name, and of every one where a finding names none', () => {
    const of = behind({ OPEN: ['kms1.corp.example'], MIXED: ['kms1.corp.example', ''] });
    expect(tellsOf('OPEN', 'kms1.corp.example', of)).toBe(true);
    expect(tellsOf('OPEN', 'kms2.corp.example', of)).toBe(false);
    expect(tellsOf('MIXED', 'kms2.corp.example', of)).toBe(true);
    expect(tellsOf('OPEN', null, of)).toBe(true);
  });
});

const shut: Partial<Cause> = { explains: ['SHUT'], confirm: [['SHUT']], ruleOut: ['OPEN', 'NOT_THIS'] };
const weigh = (but: Partial<Cause>, hosts: Record<string, readonly string[]>) => {
  const signs = signsOf({ fail: ['SHUT'], notes: Object.keys(hosts).filter((tag) => tag !== 'SHUT') });
  // Another cause explains the symptom too, so that nothing brings this one back.
  return weighCauses([cause('c', [], but), cause('other', ['SHUT'])], { ...signs, behind: behind(hosts) }).find((c) => c.cause.id === 'c')?.certainty;
};

describe('a cause that lies at a host', () => {
  it('is not ruled out by what another host shows', () => {
    expect(weigh(shut, { SHUT: ['kms1.corp.example'], OPEN: ['kms2.corp.example'] })).toBe('confirmed');
    expect(weigh(shut, { SHUT: ['kms1.corp.example', 'kms2.corp.example'], OPEN: ['kms2.corp.example'] })).toBe('confirmed');
  });

  it('is ruled out by what its own host shows, or by what tells of the whole case', () => {
    expect(weigh(shut, { SHUT: ['kms1.corp.example'], OPEN: ['kms1.corp.example'] })).toBeUndefined();
    expect(weigh(shut, { SHUT: ['kms1.corp.example'], OPEN: ['kms2.corp.example'], NOT_THIS: [''] })).toBeUndefined();
  });

  it('is ruled out where each of its hosts shows something against it', () => {
    expect(weigh(shut, { SHUT: ['kms1.corp.example', 'kms2.corp.example'], OPEN: ['kms1.corp.example'], NOT_THIS: ['kms2.corp.example'] })).toBeUndefined();
  });

  it('is ruled out by any host where nothing confirms it: a guess needs no second look', () => {
    expect(weigh({ ...shut, confirm: [] }, { SHUT: ['kms1.corp.example'], OPEN: ['kms2.corp.example'] })).toBeUndefined();
  });

  it('is not confirmed by signs of two hosts', () => {
    expect(weigh({ ...shut, ruleOut: [], confirm: [['SHUT', 'NEW']] }, { SHUT: ['kms1.corp.example'], NEW: ['kms2.corp.example'] })).toBe('possible');
  });
});
