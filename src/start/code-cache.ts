import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compiled code as V8 gave it, and how often it was made anew: each of the first runs adds the functions that it was first to call. */
export type CachedCode = { code: Buffer; round: number };

/** After so many runs nearly every function that a command calls has been called. */
export const lastRound = 3;

const headerLength = 8;
const mostOctets = 32 * 1024 * 1024;

/**
 * The folder for compiled code, which no other account may write: whoever writes there runs code as us, so the shared
 * temporary folder, which Node takes by default, will not do. Null where the environment names none or somebody else owns it.
 */
export function codeCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  if (env['NODE_DISABLE_COMPILE_CACHE'] !== undefined && env['NODE_DISABLE_COMPILE_CACHE'] !== '') return null;
  const base = baseFolder(env, platform);
  if (base === null) return null;
  const folder = join(base, 'kmsdoctor');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(folder);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
    return isOurs ? folder : null;
  } catch {
    return null;
  }
}

function baseFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  const given = (name: string): string | null => (env[name] === undefined || env[name] === '' ? null : env[name]);
  if (given('NODE_COMPILE_CACHE') !== null) return given('NODE_COMPILE_CACHE');
  if (platform === 'win32') return given('LOCALAPPDATA');
  const home = given('HOME');
  if (platform === 'darwin') return home === null ? null : join(home, 'Library', 'Caches');
  return given('XDG_CACHE_HOME') ?? (home === null ? null : join(home, '.cache'));
}

/**
 * What was kept under a name; null where nothing was, or what is there is not whole: V8 refuses code of another version or other
 * flags, but runs into damaged code. It is kept twice, since to compare two copies takes a tenth of what a checksum takes.
 */
export function readCode(folder: string, name: string): CachedCode | null {
  try {
    const file = readFileSync(join(folder, name));
    const length = (file.length - headerLength) / 2;
    if (length < 1 || file.readUInt32LE(0) !== length) return null;
    const code = file.subarray(headerLength, headerLength + length);
    return code.equals(file.subarray(headerLength + length)) ? { code, round: file.readUInt32LE(4) } : null;
  } catch {
    return null;
  }
}

/** Keeps it, whole or not at all; a folder that cannot be written costs the next start some time and nothing else. */
export function keepCode(folder: string, name: string, { code, round }: CachedCode): void {
  if (code.length > mostOctets) return;
  const header = Buffer.alloc(headerLength);
  header.writeUInt32LE(code.length, 0);
  header.writeUInt32LE(round, 4);
  const part = join(folder, `${name}.${process.pid}.part`);
  try {
    writeFileSync(part, Buffer.concat([header, code, code]), { mode: 0o600 });
    renameSync(part, join(folder, name));
    dropOlder(folder, name);
  } catch {
    rmSync(part, { force: true });
  }
}

/** Code of builds that are gone: what nobody has written for a month. */
function dropOlder(folder: string, name: string): void {
  const monthMs = 30 * 86_400_000;
  for (const other of readdirSync(folder)) {
    if (other === name || !/\.(?:code|part)$/.test(other)) continue;
    if (Date.now() - statSync(join(folder, other)).mtimeMs > monthMs) rmSync(join(folder, other), { force: true });
  }
}
