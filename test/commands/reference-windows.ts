import { questions } from '../../src/collect/machine-questions.ts';
import { fullNameOf } from '../../src/estate/machine/state.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { windowsMachineOf } from '../../src/estate/machine/windows-machine.ts';
import type { World } from '../../src/estate/world.ts';
import type { WmiRow } from '../../src/model/windows.ts';

/**
 * What the commands of a runbook page print on a reference machine, and what they change in its estate: for tests in which
 * somebody follows a page with nothing but what stands on it.
 */
export type ReferenceWindows = {
  /** Standard output; null for a command that this machine does not know. */
  prints: (machine: string, command: string) => Promise<string | null>;
  /** Carries a command out as an administrator there; false where it changes nothing that is known. */
  carriesOut: (machine: string, command: string) => boolean;
};

const limits = { timeoutMs: 1000, signal: new AbortController().signal };

export function referenceWindows(world: World): ReferenceWindows {
  const prints = async (name: string, command: string): Promise<string | null> => {
    const { state } = world.machine(name);
    if (/slmgr\.vbs \/dlv/.test(command)) return dlv(state, world);
    if (/slmgr\.vbs \/ato/.test(command)) return ato(world, name);
    const asked = /nslookup (?:-type=(srv) )?(\S+)(?: (\S+))?$/.exec(command);
    if (asked !== null) return nslookup(state, world, asked[2] ?? '', asked[1] === 'srv');
    if (command.startsWith('wevtutil qe Application')) return events(state, 'Application', idsIn(command), world);
    if (command.startsWith('wevtutil qe "Key Management Service"')) return events(state, 'Key Management Service', [12290], world);
    return null;
  };
  return { prints, carriesOut: (name, command) => carryOut(world, name, command) };
}

const idsIn = (command: string): number[] => [...command.matchAll(/EventID=(\d+)/g)].map(([, id]) => Number(id));

const statuses = ['Unlicensed', 'Licensed', 'Initial grace period', 'Additional grace period (KMS license expired or hardware out of tolerance)', 'Non-genuine grace period.', 'Notification', 'Extended grace period'];

/** As slmgr.vbs prints it (facts: LABELS). */
async function dlv(state: MachineState, world: World): Promise<string> {
  const machine = windowsMachineOf(state, world.clock, null);
  const read = async (question: (typeof questions)['products' | 'service']): Promise<WmiRow[]> => {
    const reading = question[0] === undefined ? null : await machine.queryWmi(question[0], limits);
    return reading?.ok === true ? reading.value : [];
  };
  const [service] = await read(questions.service);
  const rows = (await read(questions.products)).filter((row) => String(row['Name']).startsWith('Windows'));
  if (rows.length === 0) return `Software licensing service version: ${String(service?.['Version'])}\n\nError: product key not found.`;
  return [`Software licensing service version: ${String(service?.['Version'])}`, '', ...rows.flatMap((row) => [
    `Name: ${String(row['Name'])}`, `Description: ${String(row['Description'])}`, `Activation ID: ${String(row['ID'])}`, `Application ID: ${String(row['ApplicationID'])}`, `Extended PID: ${String(row['ProductKeyID'])}`,
    `Product Key Channel: ${String(row['ProductKeyChannel'])}`, `Partial Product Key: ${String(row['PartialProductKey'])}`,
    `License Status: ${statuses[Number(row['LicenseStatus'])] ?? 'Unknown'}`,
    ...(row['LicenseStatus'] === 5 ? [`Notification Reason: 0x${Number(row['LicenseStatusReason']).toString(16).toUpperCase().padStart(8, '0')}.`] : []),
    ...clientLines(row, service), ...hostLines(row, service), '',
  ])].join('\n');
}

function clientLines(row: WmiRow, service: WmiRow | undefined): string[] {
  if (!String(row['Description']).includes('VOLUME_KMSCLIENT')) return [];
  const [set, found] = [String(row['KeyManagementServiceMachine'] ?? ''), String(row['DiscoveredKeyManagementServiceMachineName'] ?? '')];
  return [
    '', 'Key Management Service client information', `    Client Machine ID (CMID): ${String(service?.['ClientMachineID'])}`,
    ...(set !== '' ? [`    Registered KMS machine name: ${set}:${Number(row['KeyManagementServicePort']) || 1688}`]
      : found !== '' ? [`    KMS machine name from DNS: ${found}:${String(row['DiscoveredKeyManagementServiceMachinePort'])}`] : ['    DNS auto-discovery: KMS name not available']),
    '    Activation interval: 120 minutes', '    Renewal interval: 10080 minutes', '    KMS host caching is enabled',
  ];
}

function hostLines(row: WmiRow, service: WmiRow | undefined): string[] {
  if (row['IsKeyManagementServiceMachine'] !== 1) return [];
  return [
    '', 'Key Management Service is enabled on this machine', `    Current count: ${String(row['KeyManagementServiceCurrentCount'])}`,
    `    Listening on Port: ${Number(service?.['KeyManagementServiceListeningPort']) || 1688}`, '    DNS publishing enabled', '    KMS priority: Normal',
  ];
}

/** As slmgr.vbs prints it, the try made. */
function ato(world: World, name: string): string {
  world.clock.runUntil(world.clock.now + 600_000);
  world.activate(name, 'windows');
  const last = world.attempts.findLast(({ machine }) => machine === name.toLowerCase())?.attempt;
  if (last === undefined) return 'Error: product not found.';
  const head = `Activating ${last.product.name} (${last.product.activationId}) ...`;
  return last.succeeded ? `${head}\nProduct activated successfully.` : `${head}\nError: ${last.code} On a computer running Microsoft Windows non-core edition, run 'slui.exe 0x2a ${last.code}' to display the error text.`;
}

/** As nslookup prints it on an English Windows. */
async function nslookup(state: MachineState, world: World, name: string, isSrv: boolean): Promise<string> {
  const network = world.networkOf(state.name);
  const [resolver] = await network.systemResolvers();
  if (resolver === undefined) return '*** Default servers are not available';
  const head = `Server:  ${resolver.host}\nAddress:  ${resolver.host}\n\n`;
  if (isSrv) {
    const { answers, rcode } = await network.lookupSrv(name, resolver, limits);
    if (answers.length === 0) return `${head}*** ${resolver.host} can't find ${name}: ${rcode === 'NXDOMAIN' ? 'Non-existent domain' : 'No response from server'}`;
    return head + answers.map((a) => `${name}\tSRV service location:\n          priority       = ${a.priority}\n          weight         = ${a.weight}\n          port           = ${a.port}\n          svr hostname   = ${a.target}`).join('\n');
  }
  const { a } = await network.lookupAddresses(name, resolver, limits);
  return a.length === 0 ? `${head}*** ${resolver.host} can't find ${name}: Non-existent domain` : `${head}Name:    ${name}\nAddress:  ${a.join('\n          ')}`;
}

const sentences: Readonly<Record<number, string>> = {
  12288: 'The client has sent an activation request to the key management service machine.', 12289: 'The client has processed an activation response from the key management service machine.',
  12290: 'An activation request has been processed.', 8198: 'License Activation (slui.exe) failed with the following error code:',
};

/** As `wevtutil /f:text` prints it, the newest first. */
function events({ events: all, ...state }: MachineState, log: string, ids: readonly number[], world: World): string {
  const computer = fullNameOf(world.machine(state.name).state);
  const found = all.filter((e) => e.log === log && ids.includes(e.id)).toReversed().slice(0, log === 'Application' ? 10 : 50);
  return found.map((e, i) => [
    `Event[${i}]:`, `  Log Name: ${log}`, `  Source: ${e.provider}`, `  Date: ${new Date(e.at).toISOString().replace('Z', '')}`, `  Event ID: ${e.id}`, '  Task: N/A', '  Level: Information',
    '  Opcode: N/A', '  Keyword: Classic', '  User: N/A', '  User Name: N/A', `  Computer: ${computer}`, '  Description: ', sentences[e.id] ?? '',
    ...(e.id === 8198 ? [`hr=${e.strings[0] ?? ''}`] : ['Info:', e.strings.length > 1 && e.strings[0]?.includes(', ') === true ? e.strings[0] : e.strings.join(', ')]), '',
  ].join('\n')).join('\n');
}

function carryOut(world: World, name: string, command: string): boolean {
  const { state } = world.machine(name);
  const record = /^Add-DnsServerResourceRecord -Srv -ZoneName (\S+) -Name _vlmcs\._tcp -DomainName (\S+) .*-Port (\d+)/.exec(command);
  if (record !== null) {
    for (const zone of world.dns.copiesOf(record[1] ?? '')) zone.add({ type: 'SRV', owner: `_vlmcs._tcp.${zone.name}`, ttl: 3600, priority: 0, weight: 0, port: Number(record[3]), target: record[2] ?? '' });
    return true;
  }
  const type = /slmgr\.vbs \/act-type (\d)/.exec(command)?.[1];
  if (type !== undefined) {
    state.settings.activationType = Number(type) as typeof state.settings.activationType;
    return true;
  }
  if (/slmgr\.vbs \/ckms/.test(command)) {
    Object.assign(state.settings, { host: null, port: null });
    return true;
  }
  const key = /slmgr\.vbs \/ipk \S+-(\w{5})$/.exec(command)?.[1];
  if (key !== undefined) {
    const product = state.products.find((p) => p.application === 'windows');
    // An evaluation takes no other key until its edition is converted.
    if (product?.channel === 'eval') return false;
    if (product !== undefined) Object.assign(product, { last5: key, channel: 'kms-client', channelText: 'Volume:GVLK', description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel' });
    return true;
  }
  if (/slmgr\.vbs \/rearm/.test(command)) {
    // Each clone, as the page says: those that share this machine's client ID get one of their own, made of their name.
    const shared = [...world.machines.values()].map((one) => one.state).filter(({ cmid }, _, all) => all.filter((other) => other.cmid === cmid).length > 1);
    for (const clone of shared) clone.cmid = idOf(clone.name);
    return true;
  }
  if (/Enable-NetFirewallRule -Name SPPSVC-In-TCP/.test(command) || /Set-NetFirewallRule -Name SPPSVC-In-TCP -Enabled True/.test(command)) {
    if (state.firewall.kmsRule !== null) state.firewall.kmsRule.enabled = true;
    return true;
  }
  if (/slmgr\.vbs \/ato/.test(command)) {
    // Nobody is that fast: what was tried before lies in the past.
    world.clock.runUntil(world.clock.now + 600_000);
    for (const one of world.machines.values()) if (one.publisher === null) world.activate(one.state.name, 'windows');
    return true;
  }
  return false;
}

const idOf = (name: string): string => `00000000-0000-4000-8000-${[...name].map((c) => c.charCodeAt(0).toString(16)).join('').slice(-12).padStart(12, '0')}`;
