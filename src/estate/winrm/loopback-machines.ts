import { randomBytes } from 'node:crypto';

import { EstateAuthority } from '../certificates/authority.ts';
import { fullNameOf } from '../machine/state.ts';
import { clientOf } from '../scenario/live-through.ts';
import type { ScenarioSpec } from '../scenario/scenario-spec.ts';
import type { Inhabitant, World } from '../world.ts';
import type { ListenerOptions } from './listener-options.ts';
import { startWinrmMachine } from './winrm-machine.ts';

/** A listener of a machine of the estate, with the account that it lets in: made up, with a password of this start alone. */
export type LoopbackMachine = { name: string; winrm: string; user: string; password: string; /** How it wants to be spoken to, for people. */ takes: string };

/** What answers WS-Management in an estate. `ca` is the authority of the https listeners in PEM. */
export type LoopbackMachines = { machines: LoopbackMachine[]; ca: string; stop: () => Promise<void> };

/** Ports and passwords for a handful are enough: the crowd is there for the counting. */
const mostMachines = 16;

const asWindowsDoes: { takes: string; listener: ListenerOptions } = { takes: 'Negotiate, bodies sealed', listener: {} };

/** What the first machine offers beside that: all that clients of other people may want to try. */
const others: readonly { takes: string; listener: ListenerOptions }[] = [
  { takes: 'TLS: Negotiate, Basic', listener: { tls: {}, schemes: ['negotiate', 'basic'] } },
  { takes: 'plain text: Basic, Negotiate, NTLM', listener: { schemes: ['basic', 'negotiate', 'ntlm'], allowUnencrypted: true } },
];

/** The machine that is looked at first, then the KMS hosts, then what else the scenario names. */
function shownOf(scenario: Pick<ScenarioSpec, 'estate' | 'look'>, world: World): Inhabitant[] {
  const all = [...world.machines.values()];
  const client = clientOf(scenario, world)?.toLowerCase();
  const named = new Set((scenario.estate.machines ?? []).map(({ name }) => name.toLowerCase()));
  const rank = ({ state, publisher }: Inhabitant): number => (state.name.toLowerCase() === client ? 0 : publisher !== null ? 1 : named.has(state.name.toLowerCase()) ? 2 : 3);
  return all.filter((one) => rank(one) < 3).sort((a, b) => rank(a) - rank(b)).slice(0, mostMachines);
}

/** Starts WS-Management for the machines of a scenario that matter, on loopback, as of the time that `now` gives. */
export async function startMachines(scenario: Pick<ScenarioSpec, 'estate' | 'look'>, world: World, now: () => number, log: (line: string) => void): Promise<LoopbackMachines> {
  const authority = new EstateAuthority(Date.now());
  const account = { user: 'estate-reader', password: randomBytes(15).toString('base64url') };
  const clock = {
    get now() {
      world.clock.runUntil(now());
      return world.clock.now;
    },
  };
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((end) => end()));
  };
  const own: LoopbackMachine[] = [];
  const further: LoopbackMachine[] = [];
  try {
    for (const [n, { state, client }] of shownOf(scenario, world).entries()) {
      const offered = n === 0 ? [asWindowsDoes, ...others] : [asWindowsDoes];
      const started = await startWinrmMachine({
        machine: state, clock, network: world.networkOf(state.name), accounts: [account], listeners: offered.map(({ listener }) => listener), authority,
        log: (line) => log(`${state.name}: ${line}`),
        activate: (product) => {
          world.clock.runUntil(now());
          return client.activate(product);
        },
      });
      stops.push(started.stop);
      for (const [at, { url }] of started.listeners.entries()) {
        (at === 0 ? own : further).push({ name: fullNameOf(state), winrm: url, ...account, takes: offered[at]?.takes ?? '' });
      }
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { machines: [...own, ...further], ca: authority.certificate, stop };
}
