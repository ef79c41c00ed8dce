import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('only NTLM and SPNEGO name node:crypto among the codecs, so that reading a file never waits for it', () => {
  const folder = fileURLToPath(new URL('../../../src/codec', import.meta.url));
  const naming = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && /from 'node:crypto'/.test(readFileSync(join(folder, file), 'utf8')));
  expect(naming.length).toBeGreaterThan(0);
  expect(naming.filter((file) => !/^(?:ntlm|spnego)[/\\]/.test(file))).toEqual([]);
});
