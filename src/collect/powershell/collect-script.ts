import { encodeKmsBind } from '../../codec/rpc/bind.ts';
import { evidenceKinds } from '../../model/evidence.ts';
import type { Cloud } from '../../model/evidence.ts';
import type { NamedHost } from '../request.ts';
import { endpointLiteral, firmwareLiteral, questionsLiteral, quoted, registryLiteral } from './literals.ts';
import { forStandardInput, joined, sayPiece } from './standard-input.ts';
import about from './parts/about.ps1';
import ask from './parts/ask.ps1';
import events from './parts/events.ps1';
import gather from './parts/gather.ps1';
import json from './parts/json.ps1';
import licensing from './parts/licensing.ps1';
import machine from './parts/machine.ps1';
import metadata from './parts/metadata.ps1';
import names from './parts/names.ps1';
import ports from './parts/ports.ps1';
import probes from './parts/probes.ps1';
import registry from './parts/registry.ps1';
import settings from './parts/settings.ps1';
import values from './parts/values.ps1';
import writeFile from './parts/write-file.ps1';

/** How a script is run whose output is read: see `scriptForStdout`. */
export type ScriptRequest = {
  /** What the machine is in the case; `auto` lets the script tell by what the machine says of itself. */
  role: 'client' | 'host' | 'auto';
  /** Limit of each single probe of the network, in milliseconds. */
  timeoutMs: number;
  /** False: the network is not looked at from there. */
  network: boolean;
};

/** What `probeScript` looks at, for a machine whose other questions were asked by other means. */
export type ProbeRequest = {
  role: 'client' | 'host';
  timeoutMs: number;
  /** Zones in which the client looks; the primary suffix that the registry tells comes before them unless `zonesAreAll`. */
  zones: readonly string[];
  /** True where a lookup domain is set: then no other zone counts. */
  zonesAreAll: boolean;
  hosts: readonly NamedHost[];
  /** DNS servers of the machine, as addresses: of a client they are asked, of a host they give the time. */
  dnsServers: readonly string[];
  /** Addresses of the machine itself. */
  ownAddresses: readonly string[];
  /** The cloud that the firmware names: a client in Azure asks its metadata service. Left out or null: it is asked nothing. */
  cloud?: Cloud | null;
  /** True: the machine tries Microsoft's activation endpoint (`triesMicrosoft` of machine-self-probes.ts). */
  triesMicrosoft?: boolean;
};

const sntpPort = 123;
/** Limit of one WMI query: Windows may need half a minute for its first look at the licences. */
const wmiSeconds = 45;

const octets = (): string => [...encodeKmsBind(1)].join(', ');
const portsPart = (): string => ports.replace('__BIND__', octets());

type Settings = { role: string; timeoutMs: number; network: boolean };

const settingsLiteral = ({ role, timeoutMs, network }: Settings): string =>
  `$settings = @{ role = ${quoted(role)}; timeoutMs = ${Math.round(timeoutMs)}; network = ${network ? '$true' : '$false'}; sntpPort = ${sntpPort}; wmiSeconds = ${wmiSeconds} }`;

/** How the script says a kind as soon as it knows it: what came before it was stopped is not lost. */
const sayKind = (kind: string): string => sayPiece(kind.startsWith('$') ? kind : quoted(kind), `$evidence[${kind.startsWith('$') ? kind : quoted(kind)}]`);

const placeholder = /^( *)__SAY (\$?\w+?)__\n/gm;
const gatherPart = (each: string, say: (kind: string) => string | null): string =>
  gather.replace('__EACH__', each).replaceAll(placeholder, (_all, indent: string, kind: string) => {
    const line = say(kind);
    return line === null ? '' : `${indent}${line}\n`;
  });

const functions = (): readonly string[] => [json, values, ask, registry, licensing, machine, events, names, portsPart(), metadata, probes];

/**
 * `collect.ps1`: one read-only script for a machine that nobody can reach. ASCII with CRLF, the same octets at every call.
 * It writes one evidence file (`kmsdoctor.evidence/1`), says where, and exits 0 whenever the file was written.
 */
export function collectScript(): string {
  const whole = joined([
    about, "param([string]$OutFile = '')", settings, settingsLiteral({ role: 'auto', timeoutMs: 3000, network: true }), questionsLiteral(), firmwareLiteral(), endpointLiteral(), ...functions(),
    gatherPart('what is known stands in the file, the rest with its reason. ----', () => null), writeFile.replace('__KINDS__', evidenceKinds.map(quoted).join(', ')),
  ]);
  return `${whole}\n`.replaceAll('\n', '\r\n');
}

/** The same gathering as `collect.ps1` for `powershell -Command -`: its evidence comes on standard output, a piece for each kind (`readPieces`). */
export const scriptForStdout = (request: ScriptRequest): string => forStandardInput([
  settings, settingsLiteral(request), questionsLiteral(), firmwareLiteral(), endpointLiteral(), ...functions(), gatherPart('each is said as soon as it is known. ----', sayKind),
  sayPiece("'done'", '@{ subject = $subject; collectedAt = (Format-Utc $startedAt); role = $vantage }'),
]);

/** Names come from other machines: what is no plain name or address is left out, and never gets into a script. */
const plainNames = (names: readonly string[]): string => `@(${names.filter((name) => /^[\w.:%-]{1,253}$/.test(name)).map(quoted).join(', ')})`;

const plainHosts = (hosts: readonly NamedHost[]): string =>
  `@(${hosts.filter(({ host }) => /^[\w.:%-]{1,253}$/.test(host)).map(({ host, port }) => `@{ host = ${quoted(host)}; port = ${port} }`).join(', ')})`;

/**
 * The registry and the look at the network alone, for `powershell -Command -` in one call of a remote shell: what WMI gives
 * is asked by other means (`readProbeOutput` reads what it prints).
 */
export const probeScript = (request: ProbeRequest): string => forStandardInput([
  settings, settingsLiteral({ ...request, network: true }), registryLiteral(), endpointLiteral(), json, values, ask, registry, names, portsPart(), metadata, probes,
  'function Get-ItemAt($list, $index) {\n    if ($null -eq $index -or $index -ge $list.Length) { return $null }\n    return $list[$index]\n}',
  `$vantage = ${quoted(request.role)}`,
  '$registry = Read-Registry',
  sayPiece("'registry'", '$registry'),
  `$zones = ${plainNames(request.zones)}`,
  ...(request.zonesAreAll ? [] : ["if ($registry['ok'] -and $registry['values']['Domain'] -is [string]) { $zones = @($registry['values']['Domain']) + $zones }"]),
  request.role === 'host'
    ? `$found = @{ clock = Get-HostClock ${plainNames(request.dnsServers)} ${plainNames(request.ownAddresses)} }`
    : `$found = Get-NetworkEvidence @(Select-Names $zones) ${plainHosts(request.hosts)} ${plainNames(request.dnsServers)}`,
  ...(request.triesMicrosoft === true ? ["$found['wayToMicrosoft'] = Get-WayToMicrosoft"] : []),
  ...(request.role === 'client' && request.cloud === 'azure' ? ["$found['instanceMetadata'] = Get-InstanceMetadata 'azure'"] : []),
  `foreach ($kind in @($found.Keys)) { ${sayPiece('$kind', '$found[$kind]')} }`,
  sayPiece("'done'", '@{ role = $vantage }'),
]);
