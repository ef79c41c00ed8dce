import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Cause } from '../../src/model/cause.ts';
import { causesOfCode } from '../../src/knowledge/code-causes.ts';
import table from '../../src/knowledge/data/code-causes.json';

const checks = new URL('../../checks/', import.meta.url);

async function allCauses(): Promise<Cause[]> {
  const files = readdirSync(checks).map((area) => new URL(`${area}/causes.ts`, checks)).filter((file) => existsSync(file));
  const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ file.pathname) as Promise<Record<string, readonly Cause[]>>));
  return modules.flatMap((m) => Object.values(m).filter((v) => Array.isArray(v)).flat());
}

describe('causes of codes', () => {
  test('0xC004F074 has many causes, a code that no cause explains has none', () => {
    expect(causesOfCode('0xC004F074').length).toBeGreaterThan(30);
    expect(causesOfCode('0x4004F040')).toEqual([]);
    expect(causesOfCode('constructor')).toEqual([]);
  });

  test('the short table agrees with the catalogue (else run: node tools/facts/make-code-causes.mjs)', async () => {
    const causes = await allCauses();
    expect(table.catalogue).toEqual(causes.map((c) => c.id).toSorted());
    const short: Record<string, { title: string; verifyWith: readonly string[] }> = table.causes;
    const codes: Record<string, readonly string[]> = table.codes;
    for (const cause of causes) {
      const explained = cause.explains.filter((s) => /^0x[0-9A-F]{8}$/.test(s));
      for (const code of explained) {
        expect(codes[code]).toContain(cause.id);
        expect(short[cause.id]).toEqual({ title: cause.title, verifyWith: cause.verifyWith });
      }
    }
  });
});
