import { join } from 'node:path';

import { expect, test } from 'vitest';

import { refuseEndlessFile } from '../../src/commands/session-file.ts';
import { folderFor } from './program.ts';

const { path, put } = folderFor('session-file');

test.skipIf(process.platform === 'win32')('the session takes no device or pipe, which could keep it from ending', () => {
  expect(() => refuseEndlessFile('/dev/null')).toThrow(/null is a pipe or a device: the session reads files only/);
});

test('a file is taken, and what is not there is left to the reader', () => {
  expect(() => refuseEndlessFile(put('dlv.txt', ''))).not.toThrow();
  expect(() => refuseEndlessFile(join(path, 'missing.txt'))).not.toThrow();
});
