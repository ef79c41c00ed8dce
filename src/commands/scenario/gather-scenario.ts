import { setMaxListeners } from 'node:events';

import { gatherDirectory } from '../../collect/gather-directory.ts';
import { gatherNetwork } from '../../collect/gather-network.ts';
import { controllersOf, directoryOf } from '../../estate/directory-view.ts';
import { clientOf, liveThrough } from '../../estate/scenario/live-through.ts';
import type { Look, ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { World } from '../../estate/world.ts';
import type { Body, Case, Evidence } from '../../model/evidence.ts';
import { evidenceOf } from '../../model/evidence.ts';
import { withDirectory, withNetwork } from '../add-evidence.ts';
import { readEstateClient, readEstateHost } from './read-estate.ts';

const timeoutMs = 3000;
const neverStops = new AbortController().signal;
// Many questions wait on it at once; each takes its listener away again.
setMaxListeners(0, neverStops);

/** Lives a scenario through and gathers from its estate as from any other: the collectors cannot tell. */
export async function gatherScenario(scenario: Pick<ScenarioSpec, 'estate' | 'faults' | 'look'>): Promise<{ world: World; case: Case }> {
  const world = liveThrough(scenario);
  const { look } = scenario;
  const client = clientOf(scenario, world);
  const [own, ...hosts] = await Promise.all([
    client === null ? emptyBody(scenario.estate.domain) : readEstateClient(world, look, client, neverStops, look.fromClient ? world.networkOf(client) : null),
    ...look.hosts.map((host) => readEstateHost(world, look, host, neverStops)),
  ]);
  const collectedAt = new Date(world.clock.now).toISOString();
  const subject: Case = { ...own, via: client === null ? 'network' : 'estate', collectedAt, redacted: false, related: hosts.map((host) => ({ role: 'host', ...host })) };
  const seen = look.desk || client === null ? withNetwork(subject, await lookFromDesk(world, look)) : subject;
  return { world, case: look.directory ? withDirectory(seen, await lookAtDirectory(world)) : seen };
}

const lookAtDirectory = (world: World): ReturnType<typeof gatherDirectory> => gatherDirectory(directoryOf(world), {
  servers: controllersOf(world), login: null, trust: { ca: null, insecure: false }, updateRight: { zones: [world.domain], servers: world.desk.resolvers.map((host) => ({ host, port: 53 })) },
  timeoutMs, vantage: 'operator', signal: neverStops, now: () => world.clock.now,
}, () => undefined);

const emptyBody = (subject: string): Body => ({ subject, evidence: evidenceOf({}) });

function lookFromDesk(world: World, look: Look): Promise<Partial<Evidence>> {
  return gatherNetwork(world.networkOfDesk(), {
    domains: look.domains.length > 0 ? look.domains : world.desk.suffixes, resolvers: null, kmsHosts: look.kmsHosts.map((host) => ({ host, port: 1688 })), timeoutMs,
    vantage: 'operator', signal: neverStops, skip: {}, now: () => world.clock.now,
  }, () => undefined);
}
