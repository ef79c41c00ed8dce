import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderFor, program } from './program.ts';

const { path: cwd, put } = folderFor('selftest');
const scenario = (id: string, expected: string): string => `id: ${id}\ntitle: A record that somebody deleted\ngroup: cause\nfaults: [{ fault: srv-removed }]\nlook: { at: 2h, hosts: [KMS1] }\nexpect:\n${expected}`;
put('healthy.yaml', 'id: my-healthy\ntitle: Nothing is wrong\ngroup: healthy\nexpect: { verdict: healthy }\n');
put('wrong.yaml', scenario('my-wrong', '  verdict: healthy\n  licensed: [WS-0142]\n'));
put('broken.yaml', 'id: my-broken\ntitle: Broken\ngroup: cause\nfaults:\n  - fault: srv-remved\nexpect: { verdict: helthy }\n');
put('throws.yaml', 'id: my-throw\ntitle: No such product\ngroup: cause\nfaults: [{ fault: licence-status, machine: WS-0142, status: 5, nth: 20 }]\nexpect: { verdict: failing }\n');

type Report = { schema: string; passed: number; failed: number; scenarios: { id: string; passed: boolean; expected: string[]; diagnosed: string[]; unexpected: string[]; problems: string[]; tookMs: number }[] };
const selftest = (...args: string[]) => program(['selftest', ...args], { cwd });

describe('selftest', () => {
  test('exits 0 when all pass, with a table and the counts at the end', async () => {
    const { code, out, err } = await selftest('--scenario', 'healthy.yaml', '--scenario', 'usual-client');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/✓ ok {6}my-healthy {4}no cause, healthy\n/);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^2 passed, 0 failed in \d+\.\d+ s$/);
  });

  test('exits 1 when one fails, and says what was expected, what was said and why that is wrong', async () => {
    const { code, out } = await selftest('--scenario', 'healthy.yaml', '--scenario', 'wrong.yaml', '-q');
    expect(code).toBe(1);
    expect(out).not.toContain('my-healthy');
    expect(out).toMatch(/✗ wrong {3}my-wrong\n {12}A record that somebody deleted\n {12}expected {2}no cause, healthy\n {12}said {6}dns-srv-missing/);
    expect(out).toContain('- The verdict should be healthy, and is ');
  });

  test('gives JSON as the contract says', async () => {
    const { code, out } = await selftest('--scenario', 'wrong.yaml', '--scenario', 'healthy.yaml', '--format', 'json');
    const report = JSON.parse(out) as Report;
    expect(code).toBe(1);
    expect(report).toMatchObject({ schema: 'kmsdoctor.selftest/1', passed: 1, failed: 1, scenarios: [{ id: 'my-wrong', passed: false, expected: [] }, { id: 'my-healthy', passed: true, expected: [], diagnosed: [], unexpected: [] }] });
    expect(report.scenarios[0]?.unexpected).toEqual(report.scenarios[0]?.diagnosed);
  });

  test('writes JUnit to a file, and nothing to standard output', async () => {
    const { code, out } = await selftest('--scenario', 'healthy.yaml', '--format', 'junit', '-o', 'out.xml');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(join(cwd, 'out.xml'), 'utf8')).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="kmsdoctor selftest" tests="1" failures="0"/);
  });

  test('refuses a bad file with file, line and column, runs nothing and exits 64', async () => {
    const { code, out, err } = await selftest('--scenario', 'healthy.yaml', '--scenario', 'broken.yaml');
    expect({ code, out, err }).toEqual({
      code: 64, out: '', err: 'broken.yaml:5:12: faults[0].fault should be a fault that is known here, and is "srv-remved"; nearest: srv-removed, srv-added, srv-replaced.\n'
        + 'broken.yaml:6:20: expect.verdict should be healthy, degraded, failing or unknown, and is "helthy"; nearest: healthy.\n',
    });
  });

  test('a scenario that cannot be lived through has failed, and the others are none the worse for it', async () => {
    const { code, out } = await selftest('--scenario', 'throws.yaml', '--scenario', 'healthy.yaml', '--format', 'json');
    const { passed, failed, scenarios } = JSON.parse(out) as Report;
    expect({ code, passed, failed }).toEqual({ code: 1, passed: 1, failed: 1 });
    expect(scenarios[0]?.problems).toEqual(['It could not be lived through: WS-0142 has no such product.']);
  });

  const misuses: { name: string; args: string[]; says: string }[] = [
    { name: 'an unknown scenario', args: ['--scenario', 'usual-clinet'], says: '"usual-clinet" is no scenario, group or file; nearest: usual-client.' },
    { name: 'a file that is not there', args: ['--scenario', 'gone.yaml'], says: 'gone.yaml is not there: no file has that name.' },
    { name: 'an unknown format', args: ['--format', 'html'], says: '--format wants text, json or junit, not "html".' },
    { name: 'a word that is no option', args: ['healthy'], says: 'selftest reads options only, not "healthy": say --scenario healthy.' },
    { name: 'an option that it does not have', args: ['--scenarios', 'x'], says: "Unknown option '--scenarios' (Did you mean --scenario?)." },
  ];
  test.each(misuses)('refuses $name in one sentence and exits 64', async ({ args, says }) => {
    const { code, out, err } = await selftest(...args);
    expect({ code, out, err }).toEqual({ code: 64, out: '', err: `${says}\n` });
  });

  test('its help fits 80 columns', async () => {
    const { code, out } = await selftest('--help');
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(out).toContain('--scenario <id|file>');
  });
});
