import { expect, test } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { repairOf } from '../../src/runbook/repair.ts';
import { whatProves, whatProvesForOffice } from '../../src/runbook/what-proves.ts';

const verifying = new Set(catalogue.causes.flatMap((c) => c.verifyWith));

test('every check that proves a repair is told in words that a person finds in the output', () => {
  expect([...verifying].filter((id) => whatProves[id] === undefined)).toEqual([]);
});

test('no words stand for a check that proves nothing', () => {
  expect([...Object.keys(whatProves), ...Object.keys(whatProvesForOffice)].filter((id) => !verifying.has(id))).toEqual([]);
});

test('what is seen on the KMS host is said to be looked at there', () => {
  expect(Object.entries(whatProves).filter(([id, { where }]) => id.startsWith('host/') && where !== 'host')).toEqual([]);
});

test('Office is proven by Office’s own commands', () => {
  const office = catalogue.causes.filter((c) => c.area === 'office').flatMap((c) => repairOf(c, catalogue).proof);
  expect(office.filter((p) => p.where === 'client' && /slmgr\.vbs \/(?:ato|dlv)$/.test(p.run))).toEqual([]);
});

test('a check of one’s own is told by its title', () => {
  const own = { ...catalogue.checks[0]!, id: 'own/printer-on', title: 'The printer is on' };
  const cause = { ...catalogue.causes[0]!, verifyWith: ['own/printer-on'] };
  expect(repairOf(cause, { ...catalogue, checks: [own] }).proof.map((p) => p.shows)).toEqual(['that The printer is on']);
});
