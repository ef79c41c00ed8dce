import { gatherMachine } from '../../collect/gather-machine.ts';
import { fullNameOf } from '../../estate/machine/state.ts';
import { windowsMachineOf } from '../../estate/machine/windows-machine.ts';
import type { Look } from '../../estate/scenario/scenario-spec.ts';
import type { World } from '../../estate/world.ts';
import type { Body, Evidence, EvidenceKind } from '../../model/evidence.ts';
import { evidenceKinds, seen, unseen } from '../../model/evidence.ts';
import type { Network } from '../../model/network.ts';

const timeoutMs = 3000;
const nobodyListens = (): void => undefined;

/** The client of an estate as the collectors read it, with the attempts that were made on it by hand; the network only where one is given. */
export async function readEstateClient(world: World, look: Look, name: string, signal: AbortSignal, network: Network | null = null): Promise<Body> {
  const { state } = world.machine(name);
  const { evidence } = await gatherMachine(windowsMachineOf(state, world.clock, network), { role: 'client', timeoutMs, signal, now: () => world.clock.now, by: 'cim', skip: {} }, nobodyListens);
  const tried = look.tries.length === 0 ? evidence : { ...evidence, activationAttempts: look.triedFrom === 'client' ? attemptsOf(world, name) : remoteAttemptsOf(world, name) };
  const hidden = evidenceKinds.filter((kind) => (look.only !== undefined && !look.only.includes(kind)) || look.without?.includes(kind) === true);
  return { subject: fullNameOf(state), evidence: hide(tried, hidden) };
}

/** A KMS host of an estate as the collectors read it. */
export async function readEstateHost(world: World, look: Look, name: string, signal: AbortSignal): Promise<Body> {
  const { state } = world.machine(name);
  const machine = windowsMachineOf(state, world.clock, world.networkOf(name));
  const { evidence } = await gatherMachine(machine, { role: 'host', timeoutMs, signal, now: () => world.clock.now, by: 'cim', skip: {} }, nobodyListens);
  return { subject: fullNameOf(state), evidence: hide(evidence, look.hostWithout ?? []) };
}

function attemptsOf(world: World, name: string): Evidence['activationAttempts'] {
  const own = world.attempts.filter((a) => a.machine === name.toLowerCase());
  const value = own.map(({ attempt: { at, product, succeeded, code } }) => ({ at: new Date(at).toISOString(), product: product.name, activationId: product.activationId, succeeded, code: succeeded ? null : code }));
  return seen(value, { by: 'slmgr /ato', vantage: 'client', at: new Date(world.clock.now).toISOString(), tookMs: 0 });
}

/** The same as slmgr.vbs prints it elsewhere: it calls WMI of the machine, and where that refuses nothing is tried. */
function remoteAttemptsOf(world: World, name: string): Evidence['activationAttempts'] {
  const { unreadable } = world.machine(name).state;
  const made = attemptsOf(world, name);
  if (made.state === 'unseen') return made;
  if (unreadable.wmi === null) return { ...made, value: made.value.map((a) => ({ ...a, remote: 'asked' })) };
  const code = unreadable.wmi.reason === 'denied' ? '0x80070005' : '0x800706BA';
  return { ...made, value: [{ at: null, product: null, activationId: null, succeeded: null, code, remote: 'refused' }] };
}

const hide = (evidence: Evidence, kinds: readonly EvidenceKind[]): Evidence =>
  ({ ...evidence, ...Object.fromEntries(kinds.map((kind) => [kind, unseen()])) });
