import { SaxesParser } from 'saxes';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderSelftestJson } from '../../src/report/selftest-json.ts';
import { renderSelftestJunit } from '../../src/report/selftest-junit.ts';
import { mixedRun, outcome } from './selftest-runs.ts';

describe('JSON', () => {
  test('is as the contract says: counts, and each scenario with what was expected and said', () => {
    expect(JSON.parse(renderSelftestJson(mixedRun, '1.2.3'))).toEqual({
      schema: 'kmsdoctor.selftest/1', tool: { name: 'kmsdoctor', version: '1.2.3' }, passed: 2, failed: 1, tookMs: 123,
      scenarios: [
        { id: 'usual-client', group: 'healthy', title: 'A client that renews every week', passed: true, expected: [], diagnosed: [], unexpected: [], problems: [], tookMs: 4 },
        { id: 'net-1688-filtered', group: 'cause', title: 'A firewall drops the port', passed: true, expected: ['net-1688-filtered'], diagnosed: ['net-1688-filtered'], unexpected: [], problems: [], tookMs: 4 },
        {
          id: 'dns-srv-missing', group: 'cause', title: 'Somebody deleted the KMS record', passed: false, expected: ['dns-srv-missing'], diagnosed: ['dns-srv-missing', 'dns-multi-zone'],
          unexpected: ['dns-multi-zone'], problems: ['dns-multi-zone should not be named, and is (possible).'], tookMs: 8,
        },
      ],
    });
  });
});

type Element = { name: string; attributes: Record<string, string>; text: string };

/** Every element in the order of its start; throws where the text is no well-formed XML. */
function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: { ...attributes }, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return elements;
}

const keepsMarks = (wild: string, marks: string): boolean => {
  const xml = renderSelftestJunit({ outcomes: [outcome({ group: wild, title: `${wild}${marks}`, passed: false, problems: [marks] })], tookMs: 1 });
  const failure = elementsOf(xml).find((e) => e.name === 'failure');
  return failure?.attributes['message'] === marks && failure.text.includes(marks);
};

describe('JUnit', () => {
  test('is a testsuite for each group and a testcase for each scenario, times in seconds', () => {
    const [root, ...rest] = elementsOf(renderSelftestJunit(mixedRun));
    expect(root).toMatchObject({ name: 'testsuites', attributes: { tests: '3', failures: '1', errors: '0', time: '0.123' } });
    expect(rest.map(({ name, attributes }) => [name, attributes['name']])).toEqual([
      ['testsuite', 'healthy'], ['testcase', 'usual-client'], ['testsuite', 'cause'], ['testcase', 'net-1688-filtered'], ['testcase', 'dns-srv-missing'], ['failure', undefined],
    ]);
    expect(rest[2]?.attributes).toMatchObject({ tests: '2', failures: '1', time: '0.012' });
  });

  test('a failure says what was expected, what was said and each thing that is wrong', () => {
    const failure = elementsOf(renderSelftestJunit(mixedRun)).find((e) => e.name === 'failure');
    expect(failure?.attributes['message']).toBe('dns-multi-zone should not be named, and is (possible).');
    expect(failure?.text).toBe('Somebody deleted the KMS record\nexpected: dns-srv-missing\nsaid: dns-srv-missing, dns-multi-zone\ndns-multi-zone should not be named, and is (possible).');
  });

  test('is well-formed whatever stands in a scenario, and keeps all that XML can hold', () => {
    const marked = fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\r', '\n', '\t', 'a', ' ') });
    expect(fc.check(fc.property(fc.string({ unit: 'binary' }), marked, keepsMarks), { seed: 4 })).toMatchObject({ failed: false });
  });

  test('control characters and halves of surrogate pairs are left out: XML has no way to write them', () => {
    const failure = elementsOf(renderSelftestJunit({ outcomes: [outcome({ passed: false, problems: ['a\u0000b\u001B[31mc\uD800d\uFFFEe\uDC00😀'] })], tookMs: 1 })).find((e) => e.name === 'failure');
    expect(failure?.attributes['message']).toBe('ab[31mcde😀');
  });
});
