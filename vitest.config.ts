import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// One more than the processors of a small CI machine: much of what tests do is to wait for programs and for ports.
const maxWorkers = Math.max(3, availableParallelism());

export default defineConfig({
  define: { KMSDOCTOR_VERSION: JSON.stringify('0.0.0-test') },
  plugins: [
    {
      name: 'tables-as-text',
      enforce: 'pre',
      load(id: string) {
        const path = id.split('?')[0] ?? id;
        return /\.(tsv|sha256|ps1)$/.test(path) ? `export default ${JSON.stringify(readFileSync(path, 'utf8'))};` : null;
      },
    },
  ],
  test: { include: ['test/**/*.test.{ts,tsx}'], pool: 'threads', maxWorkers, testTimeout: 30_000, hookTimeout: 60_000, reporters: ['default', './tools/count-reporter.mjs'] },
});
