import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

/**
 * Who may import whom: the architecture. A layer may import itself and what its row names; packages and node modules are
 * named as they are imported, `node:*` stands for all of them.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  knowledge: ['model', 'node:crypto'],
  // `node:crypto` for what NTLM is made of (MD5, HMAC, random octets), in `ntlm` and `spnego` alone: no codec that `check FILE` loads may name it.
  codec: ['model', 'knowledge', 'dns-packet', 'saxes', 'node:crypto'],
  checks: ['model', 'knowledge'],
  diagnose: ['model'],
  apply: ['model', 'knowledge', 'codec'],
  report: ['model', 'knowledge'],
  explain: ['model', 'knowledge', 'report'],
  runbook: ['model', 'knowledge'],
  transport: ['model', 'codec', 'node:*', 'ping', 'ldapts'],
  collect: ['model', 'knowledge', 'codec'],
  evidence: ['model', 'codec', 'valibot'],
  // A config of one's own: the current folder, a thread for its code.
  config: ['model', 'knowledge', 'evidence', 'valibot', 'node:*'],
  // Before anything else is loaded: compiled code of earlier runs.
  start: ['node:*'],
  ui: ['model', 'report', 'ink', 'react', '@inkjs/ui', 'node:stream', 'node:process'],
  estate: ['model', 'codec', 'knowledge', 'node:*', 'dns-packet', 'valibot', 'yaml'],
  commands: ['*'],
};

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'checks'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f) && !f.endsWith('.d.ts')).map((f) => join(root, folder, f)));

const layerOf = (file: string): string => {
  const [top = '', next = ''] = relative(root, file).split('/');
  return top === 'checks' ? 'checks' : next;
};

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import '|(?:import|export|\}).* from ')([^']+)';$|\bimport\('([^']+)'\)/gm)].map((m) => m[1] ?? m[2] ?? '');

function violations(file: string): string[] {
  const layer = layerOf(file);
  if (layer === 'main.ts') return [];
  const allowed = mayImport[layer];
  if (allowed === undefined) return [`${relative(root, file)}: layer ${layer} is not in the table`];
  if (allowed.includes('*')) return [];
  return importsOf(file).flatMap((specifier) => {
    const target = specifier.startsWith('.') ? layerOf(resolve(dirname(file), specifier)) : specifier.replace(/^(@[^/]+\/[^/]+|[^@/][^/]*)\/.*/, '$1');
    const fine = target === layer || allowed.includes(target) || (target.startsWith('node:') && allowed.includes('node:*'));
    return fine ? [] : [`${relative(root, file)} imports ${specifier}`];
  });
}

describe('the layers', () => {
  it('import only downwards, as the table says', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.flatMap(violations)).toEqual([]);
  });

  it('are all in the table, and the table has no layer that does not exist', () => {
    const existing = new Set(sources.map(layerOf).filter((l) => l !== 'main.ts'));
    expect([...existing].toSorted()).toEqual(Object.keys(mayImport).toSorted());
  });

  it('keep checks and causes free of clock, environment and randomness', () => {
    const impure = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bglobalThis\b|\bfetch\(/;
    const found = sources.filter((f) => layerOf(f) === 'checks' || layerOf(f) === 'diagnose').filter((f) => impure.test(readFileSync(f, 'utf8')));
    expect(found.map((f) => relative(root, f))).toEqual([]);
  });

  it('exit the process in one place', () => {
    const exits = sources.filter((f) => /\bprocess\.exit\(/.test(readFileSync(f, 'utf8'))).map((f) => relative(root, f));
    expect(exits).toEqual(['src/main.ts']);
  });
});
