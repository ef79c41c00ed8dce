// Writes src/knowledge/data/code-causes.json: which causes end in which error code, so that explaining a code loads no check.
// Run: node tools/facts/make-code-causes.mjs
// Reads the causes of every checks/<area>/causes.ts and their order of frequency in checks/cause-ranks.ts; causes
// that only the project's table of root causes has (../shared/facts, where at hand) are kept as text without an id.
// The written file is committed; run this again after a change to a cause's title, codes or checks.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readJson, writeData } from './facts-folder.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const facts = new URL('../../../shared/facts/', import.meta.url);

const areas = (await readdir(join(root, 'checks'))).filter((a) => existsSync(join(root, 'checks', a, 'causes.ts'))).toSorted();
const folder = await mkdtemp(join(tmpdir(), 'kmsdoctor-causes-'));
const bundle = join(folder, 'causes.mjs');
await build({
  stdin: {
    contents: [...areas.map((a) => `export * from './checks/${a}/causes.ts';`), `export { causeRanks } from './checks/cause-ranks.ts';`, `export { mergedCauses } from './checks/merged-causes.ts';`].join('\n'),
    resolveDir: root,
  },
  outfile: bundle, bundle: true, format: 'esm', platform: 'node', loader: { '.tsv': 'text', '.sha256': 'text', '.ps1': 'text' }, logLevel: 'warning',
});
const { causeRanks, mergedCauses, ...exported } = await import(pathToFileURL(bundle).href);
await rm(folder, { recursive: true });

const isCode = (sign) => /^0x[0-9A-F]{8}$/.test(sign);
const fromChecks = Object.values(exported)
  .filter(Array.isArray).flat()
  .map((c) => ({ id: c.id, title: c.title, verifyWith: c.verifyWith, codes: c.explains.filter(isCode) }));
const written = new Set(fromChecks.map((c) => c.id));
const fromTable = existsSync(facts)
  ? readJson(facts, 'root-causes.json')
      .filter((c) => !written.has(c.id) && !Object.hasOwn(mergedCauses, c.id))
      .map((c) => ({ id: c.id, title: c.title, verifyWith: [], codes: c.symptoms.codes }))
  : [];

const rankOf = (c) => (causeRanks.indexOf(c.id) + 1 || causeRanks.length + 1);
const causes = {};
const codes = {};
for (const c of [...fromChecks, ...fromTable].toSorted((a, b) => rankOf(a) - rankOf(b))) {
  if (c.codes.length > 0) causes[c.id] = { title: c.title, verifyWith: c.verifyWith };
  for (const code of c.codes) (codes[code] ??= []).push(c.id);
}
writeData('code-causes.json', `${JSON.stringify({
  catalogue: [...written].toSorted(),
  causes,
  codes: Object.fromEntries(Object.entries(codes).toSorted()),
}, null, 1)}\n`);
