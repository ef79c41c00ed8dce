import { gatherMachine } from '../../collect/gather-machine.ts';
import { gatherNetwork } from '../../collect/gather-network.ts';
import { windowsMachineOf } from '../../estate/machine/windows-machine.ts';
import { fullNameOf } from '../../estate/machine/state.ts';
import { clientOf, liveThrough } from '../../estate/scenario/live-through.ts';
import type { Look, ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { World } from '../../estate/world.ts';
import type { Body, Case, Evidence, EvidenceKind } from '../../model/evidence.ts';
import { evidenceKinds, evidenceOf, seen, unseen } from '../../model/evidence.ts';
import { withNetwork } from '../add-evidence.ts';

const timeoutMs = 3000;
const nobodyListens = (): void => undefined;
const neverStops = new AbortController().signal;

/** Lives a scenario through and gathers from its estate as from any other: the collectors cannot tell. */
export async function gatherScenario(scenario: Pick<ScenarioSpec, 'estate' | 'faults' | 'look'>): Promise<{ world: World; case: Case }> {
  const world = liveThrough(scenario);
  const { look } = scenario;
  const client = clientOf(scenario, world);
  const [own, ...hosts] = await Promise.all([
    client === null ? emptyBody(scenario.estate.domain) : readClient(world, client, look),
    ...look.hosts.map((host) => readHost(world, host, look)),
  ]);
  const collectedAt = new Date(world.clock.now).toISOString();
  const subject: Case = { ...own, via: client === null ? 'network' : 'estate', collectedAt, redacted: false, related: hosts.map((host) => ({ role: 'host', ...host })) };
  return { world, case: look.desk || client === null ? withNetwork(subject, await lookFromDesk(world, look)) : subject };
}

const emptyBody = (subject: string): Body => ({ subject, evidence: evidenceOf({}) });

async function readClient(world: World, name: string, look: Look): Promise<Body> {
  const { state } = world.machine(name);
  const machine = windowsMachineOf(state, world.clock, look.fromClient ? world.networkOf(name) : null);
  const { evidence } = await gatherMachine(machine, { role: 'client', timeoutMs, signal: neverStops, now: () => world.clock.now, by: 'cim', skip: {} }, nobodyListens);
  const tried = look.tries.length === 0 ? evidence : { ...evidence, activationAttempts: attemptsOf(world, name) };
  const hidden = evidenceKinds.filter((kind) => (look.only !== undefined && !look.only.includes(kind)) || look.without?.includes(kind) === true);
  return { subject: fullNameOf(state), evidence: without(tried, hidden) };
}

function attemptsOf(world: World, name: string): Evidence['activationAttempts'] {
  const own = world.attempts.filter((a) => a.machine === name.toLowerCase());
  const value = own.map(({ attempt: { at, product, succeeded, code } }) => ({ at: new Date(at).toISOString(), product: product.name, activationId: product.activationId, succeeded, code: succeeded ? null : code }));
  return seen(value, { by: 'slmgr /ato', vantage: 'client', at: new Date(world.clock.now).toISOString(), tookMs: 0 });
}

async function readHost(world: World, name: string, look: Look): Promise<Body> {
  const { state } = world.machine(name);
  const machine = windowsMachineOf(state, world.clock, world.networkOf(name));
  const { evidence } = await gatherMachine(machine, { role: 'host', timeoutMs, signal: neverStops, now: () => world.clock.now, by: 'cim', skip: {} }, nobodyListens);
  return { subject: fullNameOf(state), evidence: without(evidence, look.hostWithout ?? []) };
}

const without = (evidence: Evidence, kinds: readonly EvidenceKind[]): Evidence =>
  ({ ...evidence, ...Object.fromEntries(kinds.map((kind) => [kind, unseen()])) });

function lookFromDesk(world: World, look: Look): Promise<Partial<Evidence>> {
  return gatherNetwork(world.networkOfDesk(), {
    domains: look.domains.length > 0 ? look.domains : world.desk.suffixes, resolvers: null, kmsHosts: look.kmsHosts.map((host) => ({ host, port: 1688 })), timeoutMs,
    vantage: 'operator', signal: neverStops, skip: {}, now: () => world.clock.now,
  }, nobodyListens);
}
