import { beginsPiece } from '../../codec/powershell/pieces.ts';
import type { RegistryQuery } from '../../model/windows.ts';

/** What kmsdoctor's own probe script asks of a machine, as its literals say it. */
export type ProbeQuestions = {
  vantage: 'client' | 'host';
  timeoutMs: number;
  registry: RegistryQuery[];
  /** Zones in which a client looks, before them its primary suffix where that counts. */
  zones: string[];
  primaryCounts: boolean;
  hosts: { host: string; port: number }[];
  servers: string[];
  own: string[];
  /** True where the client is to ask Azure's metadata service. */
  asksMetadata: boolean;
  /** True where the host is to try Microsoft's activation. */
  triesMicrosoft: boolean;
};

const longest = 512 * 1024;
const most = 256;

const textOf = (literal: string): string => literal.replaceAll("''", "'");
const texts = (list: string): string[] => [...list.matchAll(/'((?:[^']|'')*)'/g)].slice(0, most).map(([, text = '']) => textOf(text));

const hives: Readonly<Record<string, RegistryQuery['hive']>> = { HKEY_LOCAL_MACHINE: 'HKLM', HKEY_USERS: 'HKU' };

function registryOf(script: string): RegistryQuery[] {
  return [...script.matchAll(/@\{ path = 'Registry::(HKEY_\w+)\\((?:[^']|'')*)'; name = '((?:[^']|'')*)'; as = '((?:[^']|'')*)' \}/g)].slice(0, most).flatMap(([, root = '', key = '', name = '', as = '']) => {
    const hive = hives[root];
    return hive === undefined ? [] : [{ hive, key: textOf(key), name: textOf(name), as: textOf(as) }];
  });
}

const hostsOf = (list: string): ProbeQuestions['hosts'] =>
  [...list.matchAll(/@\{ host = '((?:[^']|'')*)'; port = (\d{1,5}) \}/g)].slice(0, most).map(([, host = '', port]) => ({ host: textOf(host), port: Number(port) }));

/**
 * Reads what the probe script of our own asks, known by the mark that its output has and by its two last calls. Null for
 * every other script: a reference machine runs nothing.
 */
export function readProbeScript(script: string): ProbeQuestions | null {
  if (script.length > longest || !script.includes(beginsPiece)) return null;
  const vantage = /^\s*\$vantage = '(client|host)'\s*$/m.exec(script)?.[1];
  if (vantage !== 'client' && vantage !== 'host') return null;
  const look = /Get-NetworkEvidence @\(Select-Names \$zones\) @\((.*)\) @\(([^()]*)\)\s*$/m.exec(script);
  const clock = /Get-HostClock @\(([^()]*)\) @\(([^()]*)\) \}\s*$/m.exec(script);
  if (look === null && clock === null) return null;
  return {
    triesMicrosoft: /^\s*\$found\['wayToMicrosoft'\] = Get-WayToMicrosoft\s*$/m.test(script),
    vantage, timeoutMs: Number(/\btimeoutMs = (\d{1,6})\b/.exec(script)?.[1] ?? 3000), registry: registryOf(script),
    zones: texts(/^\s*\$zones = @\(([^()]*)\)\s*$/m.exec(script)?.[1] ?? ''), primaryCounts: script.includes("$zones = @($registry['values']['Domain']) + $zones"),
    hosts: hostsOf(look?.[1] ?? ''), servers: texts(look?.[2] ?? clock?.[1] ?? ''), own: texts(clock?.[2] ?? ''), asksMetadata: /^\s*\$found\['instanceMetadata'\] = Get-InstanceMetadata 'azure'\s*$/m.test(script),
  };
}
