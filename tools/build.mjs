// Bundles the program, one file for each way in, so that every command loads only what it needs and starts as fast as it
// can. CommonJS for what is called often: Node's module loader costs a millisecond for each ES module, which is a tenth of
// what explaining a code may take (ARCHITECTURE.md, "Start-up", has the figures). The session stays ESM, because Ink is.
//
//   main.cjs      --version, the Node check; loads one of the next two
//   explain.cjs   explain; its tables in data/*.cjs, one sixteenth of them read for a code; words.cjs for causes and checks
//   program.cjs   every other command; beside it what only some calls need (read-text, read-evidence, network, …)
//   session.mjs   the interactive session (Ink, React)
//
// Run by `npm ci` (prepare), `npm run build`, `npm start` and `npm test`.
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { writeTypes } from './build/write-types.mjs';
import { writeScenarios } from './build/write-scenarios.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** Tables are text to V8, not code: JSON.parse of a string is several times faster than an object literal. */
const tableSource = async (path) => {
  const text = await readFile(path, 'utf8');
  return path.endsWith('.json') ? `JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(text)))})` : JSON.stringify(text);
};

const tables = {
  name: 'tables',
  setup(b) {
    b.onLoad({ filter: /\.(json|tsv|sha256|ps1)$/ }, async ({ path }) => ({ contents: `export default ${await tableSource(path)};`, loader: 'js' }));
  },
};

/** Tables that are asked for at run time stand in files of their own, read when asked for. */
const tablesApart = {
  name: 'tables-apart',
  setup(b) {
    b.onResolve({ filter: /\.(json|tsv)$/ }, async (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const source = join(args.resolveDir, args.path);
      const name = relative(join(root, 'src/knowledge/data'), source).replaceAll(/[^a-z0-9]+/gi, '-');
      await mkdir(join(dist, 'data'), { recursive: true });
      await writeFile(join(dist, 'data', `${name}.cjs`), `module.exports=${await tableSource(source)};`);
      return { path: `./data/${name}.cjs`, external: true };
    });
  },
};

/**
 * Commander loads child_process for subcommands that are programs of their own. There are none here, and loading it takes
 * a tenth of what starting may take.
 */
const noSubprograms = {
  name: 'no-subprograms',
  setup(b) {
    b.onResolve({ filter: /^node:child_process$/ }, ({ importer }) => (/[\\/]commander[\\/]/.test(importer) ? { path: 'none', namespace: 'no-subprograms' } : undefined));
    b.onLoad({ filter: /.*/, namespace: 'no-subprograms' }, () => ({ contents: 'export default {};' }));
  },
};

/** Modules that are bundles of their own. */
const bundles = (names) => ({
  name: 'bundles',
  setup(b) {
    b.onResolve({ filter: /\.tsx?$/ }, (args) => {
      const file = names[basename(args.path)];
      return args.kind === 'dynamic-import' && file !== undefined ? { path: `./${file}`, external: true } : undefined;
    });
  },
});

const common = {
  absWorkingDir: root, bundle: true, platform: 'node', target: 'node22', minify: true, charset: 'ascii', legalComments: 'none', logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', KMSDOCTOR_VERSION: JSON.stringify(version) },
};
/** `import()` becomes `require()`, which finds a CommonJS file in a tenth of the time. */
const commonjs = { ...common, format: 'cjs', supported: { 'dynamic-import': false } };
const out = (file) => join(dist, file);

/** What program.cjs loads only when a call needs it; each is a bundle of its own, complete in itself. */
const parts = {
  'read-text.ts': { file: 'read-text.cjs', entry: 'src/codec/text/read-text.ts' },
  'read-file.ts': { file: 'read-evidence.cjs', entry: 'src/evidence/read-file.ts' },
  'write-file.ts': { file: 'write-evidence.cjs', entry: 'src/evidence/write-file.ts' },
  'redact.ts': { file: 'redact.cjs', entry: 'src/commands/redact.ts' },
  'json.ts': { file: 'report-json.cjs', entry: 'src/report/json.ts' },
  'network.ts': { file: 'network.cjs', entry: 'src/transport/network.ts' },
  'estate.ts': { file: 'estate.cjs', entry: 'src/commands/estate.ts' },
  'gather-demo.ts': { file: 'gather-demo.cjs', entry: 'src/commands/gather-demo.ts' },
  'collector.ts': { file: 'collector.cjs', entry: 'src/commands/collector.ts' },
  'read-live-machines.ts': { file: 'live.cjs', entry: 'src/commands/read-live-machines.ts' },
  'explore-case.ts': { file: 'explore.cjs', entry: 'src/commands/explore-case.ts' },
  'apply-remedy.ts': { file: 'apply.cjs', entry: 'src/commands/apply-remedy.ts' },
  'ask-directory.ts': { file: 'directory.cjs', entry: 'src/commands/ask-directory.ts' },
  'simulate.ts': { file: 'simulate.cjs', entry: 'src/commands/simulate.ts' },
  'runbook.ts': { file: 'runbook.cjs', entry: 'src/commands/runbook.ts' },
  'selftest.ts': { file: 'selftest.cjs', entry: 'src/commands/selftest.ts' },
  'read-config.ts': { file: 'config.cjs', entry: 'src/config/read-config.ts' },
  'read-scenario-file.ts': { file: 'read-scenario.cjs', entry: 'src/commands/scenario/read-scenario-file.ts' },
};
/** What more than one part needs, and then only for some calls. */
const ofParts = bundles({ 'built-in-scenarios.ts': 'data/scenarios.cjs', 'read-scenario-file.ts': 'read-scenario.cjs' });
const partFiles = Object.fromEntries(Object.entries(parts).map(([name, { file }]) => [name, file]));

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
// First, so that a bad scenario ends the build before the rest has begun.
await writeScenarios(out('data/scenarios.cjs'));
await Promise.all([
  build({ ...commonjs, entryPoints: ['src/commands/explain-call.ts'], outfile: out('explain.cjs'), plugins: [bundles({ 'explain-words.ts': 'words.cjs' }), tablesApart, tables] }),
  build({ ...commonjs, entryPoints: ['src/commands/explain-words.ts'], outfile: out('words.cjs'), plugins: [tables] }),
  build({
    ...commonjs, entryPoints: ['src/commands/program.ts'], outfile: out('program.cjs'),
    plugins: [bundles({ 'session.ts': 'open-session.cjs', 'explain-call.ts': 'explain.cjs', ...partFiles }), noSubprograms, tables],
  }),
  ...Object.values(parts).map(({ file, entry }) => build({ ...commonjs, entryPoints: [entry], outfile: out(file), plugins: [ofParts, noSubprograms, tables] })),
  build({ ...commonjs, entryPoints: ['tools/samples.ts'], outfile: out('samples.cjs'), plugins: [tables] }),
  build({
    ...common, format: 'esm', entryPoints: { session: 'src/commands/session.ts' }, outdir: dist, outExtension: { '.js': '.mjs' }, splitting: true,
    chunkNames: 'session/[name]-[hash]', plugins: [tables],
    // CommonJS packages inside an ES module still say require for Node's own modules.
    banner: { js: "import{createRequire as kdRequire}from'node:module';const require=kdRequire(import.meta.url);" },
    // Ink imports it only for development; as an external it would break the bundle at load.
    alias: { 'react-devtools-core': './tools/no-devtools.mjs' },
  }),
  // The one true import() that CommonJS needs: Ink waits for its layout engine as it loads, so it cannot be required.
  // A config's code runs in a thread of its own, where import() is the real one; it imports the package, which is the second file.
  build({ ...common, format: 'esm', entryPoints: ['src/config/own-checks-thread.ts'], outfile: out('own-checks.mjs') }),
  build({ ...common, format: 'esm', minify: false, entryPoints: ['src/config/public.ts'], outfile: out('index.mjs') }),
  writeTypes(root, out('types')),
  writeFile(out('open-session.cjs'), "exports.runSessionCommand=async(...call)=>(await import('./session.mjs')).runSessionCommand(...call);\n"),
]);
/** Compiled code that is kept belongs to exactly these files. */
const digest = createHash('sha256');
for (const file of (await readdir(dist)).filter((f) => f.endsWith('.cjs')).toSorted()) digest.update(await readFile(out(file)));
const main = { ...commonjs.define, KMSDOCTOR_BUILD: JSON.stringify(digest.digest('hex').slice(0, 16)) };
await build({ ...commonjs, define: main, entryPoints: ['src/main.ts'], outfile: out('main.cjs') });
await chmod(out('main.cjs'), 0o755);
