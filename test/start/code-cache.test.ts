import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { codeCacheFolder, keepCode, readCode } from '../../src/start/code-cache.ts';

const base = mkdtempSync(join(tmpdir(), 'kmsdoctor-code-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const fresh = (name: string): string => {
  const folder = join(base, name);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
};
const code = Buffer.from('compiled code as V8 gave it');

test('the folder is the account’s own, never the shared temporary one', () => {
  const home = fresh('home');
  expect(codeCacheFolder({ HOME: home }, 'linux')).toBe(join(home, '.cache', 'kmsdoctor'));
  expect(codeCacheFolder({ HOME: home, XDG_CACHE_HOME: join(home, 'xdg') }, 'linux')).toBe(join(home, 'xdg', 'kmsdoctor'));
  expect(codeCacheFolder({ HOME: home }, 'darwin')).toBe(join(home, 'Library', 'Caches', 'kmsdoctor'));
  expect(codeCacheFolder({ LOCALAPPDATA: join(home, 'local') }, 'win32')).toBe(join(home, 'local', 'kmsdoctor'));
  expect(codeCacheFolder({}, 'linux')).toBeNull();
  expect(statSync(join(home, '.cache', 'kmsdoctor')).mode & 0o077).toBe(0);
});

test('who wants no compiled code kept says so as to Node', () => {
  const home = fresh('disabled');
  expect(codeCacheFolder({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' }, 'linux')).toBeNull();
  expect(existsSync(join(home, '.cache'))).toBe(false);
  expect(codeCacheFolder({ HOME: home, NODE_COMPILE_CACHE: join(home, 'named') }, 'linux')).toBe(join(home, 'named', 'kmsdoctor'));
});

test.skipIf(process.platform === 'win32')('a folder that others may write is not used: they would choose the code that we run', () => {
  const home = fresh('open');
  const folder = join(home, '.cache', 'kmsdoctor');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  expect(codeCacheFolder({ HOME: home }, 'linux')).toBeNull();
  chmodSync(folder, 0o770);
  expect(codeCacheFolder({ HOME: home }, 'linux')).toBeNull();
});

test('a file in place of the folder costs nothing but the speed', () => {
  const home = fresh('blocked');
  writeFileSync(join(home, '.cache'), '');
  expect(codeCacheFolder({ HOME: home }, 'linux')).toBeNull();
});

test('what is kept is read back, with its round', () => {
  const folder = fresh('kept');
  expect(readCode(folder, 'a.code')).toBeNull();
  keepCode(folder, 'a.code', { code, round: 2 });
  expect(readCode(folder, 'a.code')).toEqual({ code, round: 2 });
  expect(readdirSync(folder)).toEqual(['a.code']);
});

test('code that is torn or damaged anywhere is not run', () => {
  const folder = fresh('damaged');
  keepCode(folder, 'a.code', { code, round: 1 });
  const whole = readFileSync(join(folder, 'a.code'));
  for (let length = 0; length < whole.length; length++) {
    writeFileSync(join(folder, 'torn.code'), whole.subarray(0, length));
    expect(readCode(folder, 'torn.code')).toBeNull();
  }
  for (let at = 8; at < whole.length; at++) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    writeFileSync(join(folder, 'damaged.code'), damaged);
    expect(readCode(folder, 'damaged.code')).toBeNull();
  }
});

test('code that nobody has written for a month goes, what is in use stays', () => {
  const folder = fresh('old');
  for (const name of ['gone.code', 'left.code.7.part', 'used.code', 'notes.txt']) writeFileSync(join(folder, name), '');
  const old = new Date(Date.now() - 40 * 86_400_000);
  for (const name of ['gone.code', 'left.code.7.part', 'notes.txt']) utimesSync(join(folder, name), old, old);
  keepCode(folder, 'new.code', { code, round: 1 });
  expect(readdirSync(folder).toSorted()).toEqual(['new.code', 'notes.txt', 'used.code']);
});

test.skipIf(process.platform === 'win32')('a link in place of the file is replaced, not followed', () => {
  const folder = fresh('link');
  const elsewhere = join(base, 'elsewhere');
  writeFileSync(elsewhere, 'theirs');
  symlinkSync(elsewhere, join(folder, 'a.code'));
  keepCode(folder, 'a.code', { code, round: 1 });
  expect(readFileSync(elsewhere, 'utf8')).toBe('theirs');
  expect(readCode(folder, 'a.code')?.round).toBe(1);
});
