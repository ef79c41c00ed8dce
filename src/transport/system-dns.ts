import { execFile } from 'node:child_process';
import { getServers } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { readResolvConf } from '../codec/resolv-conf.ts';
import { readTcpipSuffixes } from '../codec/tcpip-parameters.ts';
import type { Resolver } from '../model/network.ts';

const resolvConfPath = '/etc/resolv.conf';

/** Windows names these to a connection that has none: IPv6's abandoned well-known resolvers (RFC 3879). */
const isPlaceholder = (host: string): boolean => /^fec0:0:0:ffff::[123](?:%|$)/i.test(host);

/** `10.0.0.53`, `10.0.0.53:5301`, `[fd00::1]:5301`, `fe80::1%eth0`, as Node lists them; null for anything else. */
export function readServerText(text: string): Resolver | null {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const plain = /^([\d.]+):(\d{1,5})$/.exec(text);
  const host = bracketed?.[1] ?? plain?.[1] ?? text;
  const port = Number(bracketed?.[2] ?? plain?.[2] ?? 53);
  const known = isIP(host) !== 0 && port >= 1 && port <= 65_535 && !isPlaceholder(host);
  return known ? { host, port } : null;
}

const readConf = async (): Promise<ReturnType<typeof readResolvConf>> =>
  readResolvConf(await readFile(resolvConfPath, 'utf8').catch(() => ''));

/**
 * The system's resolvers in order, empty where none is configured. Not Node's list where resolv.conf exists: Node puts
 * 127.0.0.1 in the place of none.
 */
export async function systemResolvers(): Promise<Resolver[]> {
  const servers = process.platform === 'win32' ? getServers() : (await readConf()).nameservers;
  return servers.map(readServerText).filter((resolver) => resolver !== null);
}

/** Where Windows keeps its suffixes: the policy first, then the machine's own settings with its connections below. */
const windowsKeys = [
  String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows NT\DNSClient`,
  String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`,
];

const registryLimitMs = 3000;

async function queryKey(key: string): Promise<string> {
  try {
    return (await promisify(execFile)('reg.exe', ['query', key, '/s'], { timeout: registryLimitMs, windowsHide: true })).stdout;
  } catch {
    return '';
  }
}

/**
 * The suffixes that the system searches, in order, empty where it has none. Elsewhere than on Windows, a host name
 * with a domain stands in for a missing search list, as resolv.conf(5) says.
 */
export async function systemSuffixes(): Promise<string[]> {
  if (process.platform === 'win32') return readTcpipSuffixes((await Promise.all(windowsKeys.map(queryKey))).join('\n'));
  const { search } = await readConf();
  const [, ...domain] = hostname().split('.');
  return search.length > 0 || domain.length === 0 ? search : [domain.join('.')];
}
