import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { collectScript } from '../../src/collect/powershell/collect-script.ts';
import { folderFor, program } from './program.ts';

describe('kmsdoctor collector', () => {
  test('prints the script and nothing else', async () => {
    expect(await program(['collector'])).toEqual({ code: 0, signal: null, out: collectScript(), err: '' });
  });

  test('writes it to a file', async () => {
    const { path } = folderFor('collector');
    expect(await program(['collector', '-o', join(path, 'collect.ps1')])).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(path, 'collect.ps1'), 'utf8')).toBe(collectScript());
  });

  test('takes no target', async () => {
    expect((await program(['collector', 'client1'])).code).toBe(64);
  });
});
