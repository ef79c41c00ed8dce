import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe } from 'vitest';

/** With KMSDOCTOR_REQUIRE_PEERS=1 a peer whose software is missing is a failure, else a skip that says what is missing. */
const required = process.env['KMSDOCTOR_REQUIRE_PEERS'] === '1';

const searched = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];

const hasProgram = (name: string): boolean => searched.some((folder) => folder !== '' && existsSync(join(folder, name)));

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function canMakeNamespaces(): boolean {
  const name = `kdprobe${process.pid}`;
  return process.getuid?.() === 0 && runs('ip', ['netns', 'add', name]) && runs('ip', ['netns', 'del', name]);
}

/** What else a machine must have: a Python module, or the right to make network namespaces. */
const abilities = {
  impacket: () => runs('/usr/bin/python3', ['-c', 'import impacket']),
  'Samba for Python': () => runs('/usr/bin/python3', ['-c', 'import samba']),
  'NTLM for GSSAPI': () => runs('/usr/bin/python3', ['-c', "import gssapi.raw as g, gssapi; assert gssapi.OID.from_int_seq('1.3.6.1.4.1.311.2.2.10') in g.indicate_mechs()"]),
  pywinrm: () => runs('/usr/bin/python3', ['-c', 'import winrm, requests_ntlm']),
  dnspython: () => runs('/usr/bin/python3', ['-c', 'import dns']),
  'network namespaces': canMakeNamespaces,
  'packet capture': () => runs('tcpdump', ['-i', 'lo', '-d']),
} as const;

type PeerOptions = {
  /** File in `lab/`; absent for tools that a test runs by itself, with nothing to start. */
  script?: string;
  programs: readonly string[];
  needs?: readonly (keyof typeof abilities)[];
  env?: Readonly<Record<string, string>>;
};

export type Peer = PeerOptions & { folder: string };

/** A peer with a folder of its own for its state; the folder is made when the peer starts. */
export const peer = (options: PeerOptions): Peer => ({ ...options, folder: join(tmpdir(), `kmslab-${process.pid}-${crypto.randomUUID()}`) });

/** Runs a script of `lab/` with the peer's environment; throws with its standard error where it fails. */
export function runScript({ script, env = {} }: PeerOptions, ...args: readonly string[]): string {
  if (script === undefined) return '';
  const path = fileURLToPath(new URL(`lab/${script}`, import.meta.url));
  return execFileSync('bash', [path, ...args], { env: { ...process.env, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const missingOf = ({ programs, needs = [] }: PeerOptions): string[] =>
  [...programs.filter((name) => !hasProgram(name)), ...needs.filter((need) => !abilities[need]())];

/** Tests against peers that run: started before them in the order given, stopped after them whatever happened. */
export function describePeers(title: string, peers: readonly Peer[], tests: () => void): void {
  const missing = [...new Set(peers.flatMap(missingOf))];
  const lacks = missing.length > 0;
  describe.skipIf(lacks && !required)(`${title}${lacks ? ` (missing: ${missing.join(', ')})` : ''}`, () => {
    beforeAll(() => {
      if (lacks) throw new Error(`missing on this machine: ${missing.join(', ')}`);
      for (const one of peers) runScript(one, 'start', one.folder);
    }, 60_000);
    afterAll(() => {
      for (const one of lacks ? [] : [...peers].reverse()) {
        runScript(one, 'stop', one.folder);
        rmSync(one.folder, { recursive: true, force: true });
      }
    }, 60_000);
    tests();
  });
}

/** Whether this machine has ::1 at all. */
export const hasIpv6Loopback = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));

/** Limits of a lookup or probe, with a signal that is never used. */
export const limits = (timeoutMs = 3000): { timeoutMs: number; signal: AbortSignal } => ({ timeoutMs, signal: new AbortController().signal });
