import { describe, expect, test } from 'vitest';
import { renderSelftestText } from '../../src/report/selftest-text.ts';
import { columnsOf } from '../../src/report/wrap.ts';
import { mixedRun, outcome } from './selftest-runs.ts';

const options = { version: '1.2.3', width: 80, color: false, quiet: false, verbose: false };

test('a line for each scenario by group with what was expected; one that failed whole; counts at the end', () => {
  expect(renderSelftestText(mixedRun, options)).toBe(`kmsdoctor 1.2.3   selftest   the reference estate, in memory

            scenario           expected (and said, where ok)
Healthy estates: nothing may be named
  ✓ ok      usual-client       no cause, healthy

One cause each
  ✓ ok      net-1688-filtered  net-1688-filtered
  ✗ wrong   dns-srv-missing
            Somebody deleted the KMS record
            expected  dns-srv-missing
            said      dns-srv-missing, dns-multi-zone
            - dns-multi-zone should not be named, and is (possible).

2 passed, 1 failed in 0.12 s
`);
});

test('quiet shows what failed and the counts alone', () => {
  const text = renderSelftestText(mixedRun, { ...options, quiet: true });
  expect(text).not.toContain('usual-client');
  expect(text).toContain('✗ wrong   dns-srv-missing');
  expect(text.trimEnd().split('\n').at(-1)).toBe('2 passed, 1 failed in 0.12 s');
});

test('verbose adds titles and times', () => {
  expect(renderSelftestText(mixedRun, { ...options, verbose: true })).toContain('  ✓ ok      usual-client       no cause, healthy\n            A client that renews every week (4.4 ms)\n');
});

describe('a table', () => {
  const causes = Array.from({ length: 9 }, (_, i) => `a-cause-with-a-long-name-${i}`);
  const long = { outcomes: [outcome({ id: 'x'.repeat(70), expected: causes, diagnosed: causes, group: 'several' }), outcome({ id: 'short', title: 'words '.repeat(30), passed: false, problems: ['words '.repeat(40)] })], tookMs: 1 };

  test.each([60, 80, 120])('keeps within %i columns, but for an id that is longer', (width) => {
    const wide = renderSelftestText(long, { ...options, width, verbose: true }).split('\n').filter((line) => columnsOf(line) > width && !line.includes('xxx'));
    expect(wide).toEqual([]);
  });

  test('says with glyph and word what colour says', () => {
    const plain = renderSelftestText(mixedRun, options);
    const coloured = renderSelftestText(mixedRun, { ...options, color: true });
    expect(coloured.replaceAll(/\u001B\[\d+m/g, '')).toBe(plain);
  });

  test('draws no control characters of a scenario’s own', () => {
    const text = renderSelftestText({ outcomes: [outcome({ title: 'red \u001B[31m\u0007', passed: false, problems: ['\u001B]0;x\u0007'] })], tookMs: 1 }, options);
    expect(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/.test(text)).toBe(false);
  });
});
