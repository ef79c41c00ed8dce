// Bundles the program with splitting, so that every command loads only what it needs: `--version` reads one
// small file, and ink is read only by commands that draw. Run by `npm ci` (prepare), `npm run build` and `npm start`.
import { readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
const root = new URL('..', import.meta.url).pathname;

/** Tables are text to V8, not code: JSON.parse of a string is several times faster than an object literal. */
const jsonAsText = {
  name: 'json-as-text',
  setup(b) {
    b.onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const compact = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(compact)});`, loader: 'js' };
    });
  },
};

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts', samples: 'tools/samples.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  keepNames: false,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.tsv': 'text', '.sha256': 'text', '.txt': 'text', '.ps1': 'text' },
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', KMSDOCTOR_VERSION: JSON.stringify(version) },
  // Ink imports it only for development; as an external it would break the bundle at load (DEPENDENCIES §1).
  alias: { 'react-devtools-core': './tools/no-devtools.mjs' },
  plugins: [jsonAsText],
  metafile: true,
  logLevel: 'warning',
});
await chmod(new URL('../dist/main.js', import.meta.url), 0o755);
if (process.argv.includes('--meta')) await writeFile(new URL('../dist/meta.json', import.meta.url), JSON.stringify(result.metafile));
