import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/commands/catalogue.ts';
import check from '../../checks/host/requests-accepted.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import { runChecks } from '../../src/diagnose/run-checks.ts';
import { readEvidenceJson } from '../../src/evidence/read-file.ts';
import { writeEvidence } from '../../src/evidence/write-file.ts';
import type { Case } from '../../src/model/evidence.ts';
import { renderText } from '../../src/report/text.ts';
import { attempt, caseOf, evidence, hostBody, onlyEvidence, relatedHost, tcpProbe } from '../evidence-builder.ts';
import { clientNumber, logged } from '../checks/host-log.ts';
import { run } from '../report/run-builder.ts';

const codeOf = (i: number): string => `0x${(0xc000_0000 + i).toString(16).toUpperCase()}`;

const settings = { approvedHosts: [], domains: [] };

/** The report of a case with everything in it; throws where a check is broken. */
function told(subject: Case): string {
  const diagnosis = judgeCase(subject, settings, catalogue);
  expect(diagnosis.checks.filter((c) => c.status === 'broken')).toEqual([]);
  return renderText({ ...run(diagnosis), subject }, { width: 80, color: false, detail: 'verbose' });
}

/** What breaks sums, dates, lists and terminals. */
const hostile = [
  0, -1, 0.5, 1e15, 1e308, -1e308, 4_294_967_295, '', 'NaN', '__proto__', '$&$\'$`', '\u001B]8;;http://x\u0007X\u001B[31m\u202E\u009B', '+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '9'.repeat(400), [], null,
];

describe('evidence that nobody could have collected', () => {
  const texts = [caseOf(evidence(), { related: [relatedHost()] }), caseOf(hostBody({ events: [1, 2, 3].map((n) => logged(clientNumber(n))) }))].map((c) => writeEvidence(c));
  const places = texts.flatMap((text) => [...text.matchAll(/(?<=: )(?:"[^"]*"|-?\d+|null|true|false)/g)].map((m) => ({ text, at: m.index, length: m[0].length })));

  test('whatever stands in place of a member, no check breaks and the report is clean', () => {
    expect(() => fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom(...hostile), ({ text, at, length }, value) => {
      const read = readEvidenceJson(text.slice(0, at) + JSON.stringify(value) + text.slice(at + length));
      return !read.ok || !/(?!\n)[\p{Cc}\u202E]/u.test(told(read.value));
    }), { numRuns: 300 })).not.toThrow();
  });

  // Each of these took the square of its length; the requests more arguments than a call takes.
  test.each([
    ['attempts, each with a code of its own', onlyEvidence({ activationAttempts: Array.from({ length: 40_000 }, (_, i) => attempt({ product: `p${i}`, activationId: null, code: codeOf(i) })) })],
    ['connections, each to another host', onlyEvidence({ tcp: Array.from({ length: 20_000 }, (_, i) => tcpProbe({ host: `h${i}.contoso.test`, outcome: i % 2 === 0 ? 'open' : 'timeout' })) })],
  ])('tens of thousands of %s', (_, body) => {
    expect(told(caseOf(body))).toMatch(/kmsdoctor/);
  });

  test('a hundred thousand requests, each refused with a code of its own', () => {
    const subject = caseOf(hostBody({ events: Array.from({ length: 150_000 }, (_, i) => logged({ ...clientNumber(i), resultCode: codeOf(i) })) }));
    const [result] = runChecks([check], subject, settings);
    expect(result).toMatchObject({ status: 'fail', fault: null });
  });
});
