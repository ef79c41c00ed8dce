import type { Network } from '../../model/network.ts';
import { calledOf } from '../../model/windows.ts';
import type { RegistryValue } from '../../model/windows.ts';
import { registryValueOf } from '../machine/registry-view.ts';
import type { MachineState } from '../machine/state.ts';
import { lookAround, lookAtClocks } from './look-around.ts';
import type { Activate } from './licensing-methods.ts';
import { performAnswer, piece } from './perform-answer.ts';
import { connectionOf } from '../machine/windows-machine.ts';
import type { ScriptAnswer } from './programs.ts';
import { readPerformScript } from './read-perform-script.ts';
import { readProbeScript } from './read-probe-script.ts';
import type { ProbeQuestions } from './read-probe-script.ts';

function registryOf(machine: MachineState, { registry }: ProbeQuestions): unknown {
  const { registry: denial } = machine.unreadable;
  if (denial !== null) return { ok: false, ...denial };
  return { ok: true, values: Object.fromEntries(registry.map((query) => [calledOf(query), registryValueOf(machine, query)])) };
}

const isText = (value: RegistryValue): value is string => typeof value === 'string' && value !== '';

/**
 * What a reference machine answers to our probe script: its registry, and the network as it sees it, in the pieces in which
 * the script writes them; and to the script of a remedy, whose changes it makes to its state. Null for every other script.
 */
export const scriptAnswerOf = (machine: MachineState, clock: { readonly now: number }, network: Network | null, activate: Activate | null): ScriptAnswer => async (script) => {
  const calls = readPerformScript(script);
  if (calls !== null) return performAnswer(machine, clock.now, calls, activate);
  const asked = readProbeScript(script);
  if (asked === null) return null;
  const at = new Date(clock.now).toISOString();
  const seen = (by: string, value: readonly unknown[], detail: string): unknown =>
    (value.length === 0 ? { state: 'unseen', reason: 'not-asked', detail } : { state: 'seen', value, source: { by, vantage: asked.vantage, at, tookMs: 0 } });
  const registry = piece('registry', registryOf(machine, asked));
  const done = piece('done', { role: asked.vantage });
  if (network === null) return `${registry}${done}`;
  const { signal } = new AbortController();
  const way = asked.triesMicrosoft ? piece('wayToMicrosoft', seen('tcp connect', [{ ...connectionOf(machine, 'activation-v2.sls.microsoft.com', 443), vantage: asked.vantage }], '')) : '';
  if (asked.vantage === 'host') {
    return `${registry}${way}${piece('clock', seen('sntp', await lookAtClocks(network, asked, signal), 'the machine names no other machine to take the time from'))}${done}`;
  }
  const primary = registryValueOf(machine, { hive: 'HKLM', key: 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters', name: 'Domain' });
  const isTold = asked.primaryCounts && machine.unreadable.registry === null && isText(primary);
  const all = [...(isTold ? [primary] : []), ...asked.zones];
  const zones = all.filter((zone, n) => all.findIndex((other) => other.toLowerCase() === zone.toLowerCase()) === n);
  const found = await lookAround(network, { ...asked, zones }, signal);
  const noHost = 'no address of a KMS host is known';
  const { cloud } = machine;
  const metadata = asked.asksMetadata && cloud !== null ? [piece('instanceMetadata', { state: 'seen', value: { cloud: cloud.name, ...cloud.metadata }, source: { by: 'metadata service', vantage: asked.vantage, at, tookMs: 0 } })] : [];
  return [
    registry, piece('dnsSrv', seen('Resolve-DnsName', found.dnsSrv, 'this machine names no DNS suffix to search')), piece('addresses', seen('Resolve-DnsName', found.addresses, 'no KMS host is known by name')),
    piece('tcp', seen('tcp connect', found.tcp, noHost)), piece('rpcBind', seen('rpc bind', found.rpcBind, 'no port was open to bind to')), piece('clock', seen('sntp', found.clock, noHost)),
    ...metadata, way, piece('icmp', { state: 'unseen', reason: 'not-asked', detail: 'the script sends no echo' }), done,
  ].join('');
};
