import { activationThresholds } from '../../knowledge/thresholds.ts';
import type { Simulation } from '../../model/simulation.ts';
import { allMachines, anyHostUp, best, countsEnough, crossings, longestSilence, neededFor, shortHosts } from './facts.ts';
import { dayAndDate } from './dates.ts';
import { several, total } from './numbers.ts';

const needed = activationThresholds.windowsClient;

/**
 * What to do about a plan, in sentences; never machines that only pretend to be there. Sources: Microsoft,
 * kms-activation-planning, activate-windows-clients-vamt, activate-using-active-directory-based-activation-client.
 */
export function planAdvice(simulation: Simulation): string[] {
  return [...tooFew(simulation), ...split(simulation), ...silence(simulation), ...unreached(simulation), ...laidIdle(simulation), ...margin(simulation)];
}

function tooFew(simulation: Simulation): string[] {
  const { plan, clients, outcome } = simulation;
  const machines = Math.min(plan.clients + plan.servers, allMachines(simulation).present.at(-1) ?? 0);
  const fails = outcome !== 'works';
  if (!fails || plan.clients === 0 || machines >= needed) {
    return fails && plan.clients === 0 && plan.servers < activationThresholds.windowsServer ? [`A KMS host activates servers from the fifth machine on; with ${several(plan.servers, 'server')} use Active Directory-based activation or MAK keys, which have no threshold.`] : [];
  }
  return clients.notActivatedAtEnd > 0 || clients.lapsingAfterEnd.length > 0 ? [`A KMS host activates client systems from the 25th machine on. With ${several(machines, 'machine')} use Active Directory-based activation or MAK keys, which have no threshold.`] : [];
}

function split(simulation: Simulation): string[] {
  const { plan, hosts } = simulation;
  if (shortHosts(simulation).length === 0 || simulation.outcome === 'works') return [];
  const [first, ...others] = hosts.toSorted((a, b) => best(b) - best(a)).map((h) => h.name);
  const rest = others.length === 1 ? others[0] ?? '' : 'the others';
  return [
    `Let all machines ask one host: give the SRV record of ${first ?? ''} priority 0 and ${others.length === 1 ? `that of ${rest}` : 'those of the others'} 10, or use one host alone. The other then stands by for when the first is down.`,
    ...(plan.hostCaching ? [`A machine keeps the host it found for as long as that host answers: stop the service on ${rest} until the machines have moved, or the count stays split.`] : []),
    ...(plan.clients + plan.servers >= 2 * neededFor(simulation) * hosts.length ? [] : [`Each host has to count ${neededFor(simulation)} by itself; ${several(hosts.length, 'host')} side by side want some ${hosts.length * neededFor(simulation) * 2} machines before chance matters no more.`]),
  ];
}

function silence(simulation: Simulation): string[] {
  const { hosts, plan } = simulation;
  const longest = longestSilence(simulation);
  if (longest === null) return [];
  const lapses = total(allMachines(simulation).lapses) > 0;
  const reachable = plan.clients + plan.servers >= needed;
  return [
    ...(lapses || simulation.outcome === 'at-risk' ? [`Bring a host back within 180 days of the machines' last renewal; the first of them renewed last up to seven days before ${dayAndDate(plan, longest.fromDay)}.`] : []),
    ...(hosts.length === 1 && reachable ? ['A second host that stands by (priority 10 in its SRV record) would answer meanwhile. It has to count 25 machines itself first, which a few days of failed renewals give it.'] : []),
  ];
}

/** Machines that lapse although the hosts count enough: they are away for too long. */
function unreached(simulation: Simulation): string[] {
  const lapses = allMachines(simulation).lapses;
  const first = lapses.findIndex((n) => n > 0) + 1;
  if (first === 0 || !anyHostUp(simulation, first) || !countsEnough(simulation, first)) return [];
  return ['Have machines that are away connect to the network, by VPN for example, at least once in 180 days: one that is overdue asks every two hours by itself, and slmgr.vbs /ato asks at once.'];
}

/** A count that falls for want of contacts, not because a host was down. */
function laidIdle(simulation: Simulation): string[] {
  if (simulation.plan.clients === 0 || simulation.outcome === 'fails') return [];
  const falling = simulation.hosts.filter((h) => {
    const under = crossings(h, needed).find((c) => c.direction === 'under');
    return under !== undefined && (simulation.plan.hosts.find((p) => p.name === h.name)?.restartDays ?? []).every((day) => day !== under.day);
  });
  if (falling.length === 0) return [];
  const [host] = falling;
  const isMoved = (host?.count.at(-1) ?? 0) < needed && simulation.hosts.some((h) => (h.count.at(-1) ?? 0) >= needed);
  return [isMoved
    ? `The count of ${host?.name ?? ''} falls because its machines moved to another host and stay there; that is harmless while the other host counts 25.`
    : `A host forgets a machine 30 days after its last contact. Activated machines are not harmed, but install new client systems while the count of ${host?.name ?? ''} is 25 or more, or expect them to wait in their initial grace of 30 days.`];
}

function margin({ plan, hosts, outcome }: Simulation): string[] {
  const machines = plan.clients + plan.servers;
  const highest = Math.max(...hosts.map(best));
  if (outcome !== 'works' || plan.clients === 0 || highest < needed || machines - needed > 5) return [];
  return [`There is little room: ${machines} machines, and 25 are needed. When ${several(machines - needed + 1, 'machine')} ${machines === needed ? 'is' : 'are'} gone or away for more than 30 days, no client system is activated or renewed.`];
}
