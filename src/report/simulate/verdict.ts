import { activationThresholds } from '../../knowledge/thresholds.ts';
import type { HostStory, OtherDraws, Simulation, SimulationOutcome } from '../../model/simulation.ts';
import { dayAndDate, momentOf } from './dates.ts';
import { allMachines, anyHostUp, best, countsEnough, crossings, longestSilence, neededFor, notifying, shortHosts, stretches } from './facts.ts';
import { grouped, listed, peak, several, total } from './numbers.ts';

/** Glyph and word of each outcome; both always stand together. */
export const outcomeWords: Readonly<Record<SimulationOutcome, { glyph: string; word: string }>> = {
  works: { glyph: '✓', word: 'WORKS' }, 'at-risk': { glyph: '!', word: 'AT RISK' }, fails: { glyph: '✗', word: 'FAILS' },
};

const { windowsClient } = activationThresholds;

/** The answer to the plan in a few sentences; `others` where chance has a part in it. */
export function verdictSentence(simulation: Simulation, others: OtherDraws | null): string {
  const told = { 'fails': whyItFails, 'at-risk': whatIsAtRisk, 'works': whyItWorks }[simulation.outcome](simulation);
  return [told, simulation.outcome === 'works' ? countNote(simulation) : '', others === null ? '' : luck(simulation.outcome, others)].filter((s) => s !== '').join(' ');
}

/** Whether the same happens when machines find their hosts in another way. */
function luck(outcome: SimulationOutcome, { draws, fails }: OtherDraws): string {
  if (outcome === 'fails' && fails === draws) return `It fails in ${draws} other draws of chance as well.`;
  if (outcome !== 'fails' && fails === 0) return `So it is in ${draws} other draws of chance.`;
  return `Chance decides: of ${draws} other draws ${fails === 0 ? 'none fails' : fails === draws ? 'all fail' : `${fails} ${fails === 1 ? 'fails' : 'fail'}`}.`;
}

/** `30 client systems, two servers and two hosts`. */
export function estateInWords({ plan }: Pick<Simulation, 'plan'>): string {
  return listed([
    ...(plan.clients > 0 ? [several(plan.clients, 'client system')] : []),
    ...(plan.servers > 0 ? [several(plan.servers, 'server')] : []), several(plan.hosts.length, 'host'),
  ]);
}

function whyItFails(simulation: Simulation): string {
  const { plan, clients, servers } = simulation;
  const all = allMachines(simulation);
  const lapsed = total(all.lapses);
  if (lapsed > 0) {
    const [first] = stretches(all.lapses);
    const day = first?.from ?? 1;
    return `${capital(several(lapsed, 'machine'))} ${lapsed === 1 ? 'lapses' : 'lapse'}, from ${dayAndDate(plan, day)} on: ${reason(simulation, day)}.`;
  }
  const [what, story] = plan.clients > 0 ? ['client system', clients] as const : ['server', servers] as const;
  const neverAny = !plan.startsActivated && story.firstActivationAt === null && story.notActivatedAtEnd > 0;
  if (neverAny) return `With ${estateInWords(simulation)}, no ${what} is ever activated: ${countReason(simulation)}.${serversToo(simulation)}`;
  const left = clients.notActivatedAtEnd + servers.notActivatedAtEnd;
  if (left > 0) return `At the end ${several(left, 'machine')} of ${grouped(all.present.at(-1) ?? 0)} ${left === 1 ? 'is' : 'are'} not activated: ${reason(simulation, plan.days)}.`;
  const worst = peak(notifying(all));
  return `Everyone is activated in the end, but too late for ${several(total(all.graceEnds), 'machine')}, whose initial grace of 30 days ended first; on ${dayAndDate(plan, worst.at + 1)} ${grouped(worst.value)} showed notifications.`;
}

function serversToo({ plan, servers }: Simulation): string {
  if (plan.servers === 0 || plan.clients === 0) return '';
  if (servers.firstActivationAt === null) return ' No server is either.';
  return ` The servers are${servers.notActivatedAtEnd > 0 ? ', in part' : ''}: they need five.`;
}

/** Why machines could not be activated about a day. */
function reason(simulation: Simulation, day: number): string {
  if (!anyHostUp(simulation, day)) return 'no host answers';
  if (countsEnough(simulation, day)) return 'they are off or away for too long';
  const counted = simulation.hosts.filter((h) => h.isUp[day - 1] === 1);
  const needed = neededFor(simulation);
  if (counted.every((h) => (h.count[day - 1] ?? 0) < needed)) return `${counts(counted, (h) => h.count[day - 1] ?? 0)} then, and ${needed === windowsClient ? 'client systems' : 'servers'} need ${needed} at one host`;
  const short = shortHosts(simulation).filter((h) => counted.includes(h)).slice(0, 4);
  if (short.length === 0) return 'they are off or away for too long, or ask a host that counts too few';
  return `they ask ${listed(short.map((h) => h.name))}, and ${counts(short, (h) => h.count[day - 1] ?? 0).replace('the hosts count', 'these count')} where ${needed} are needed`;
}

/** Why none ever was. */
function countReason(simulation: Simulation): string {
  const { plan, hosts } = simulation;
  const machines = plan.clients + plan.servers;
  const needed = neededFor(simulation);
  if (hosts.every((h) => best(h) === 0)) return 'no host ever answers them';
  if (machines < needed) return `${several(machines, 'machine')} ${machines === 1 ? 'is' : 'are'} all there is to count, and a host has to count ${needed}`;
  return `${counts(hosts, best, 'at most ')}, and ${needed} are needed${hosts.length === 1 ? '' : ' at one of them'}`;
}

function counts(hosts: readonly HostStory[], of: (host: HostStory) => number, most = ''): string {
  const [first] = hosts;
  if (hosts.length === 1 && first !== undefined) return `${first.name} counts ${most}${of(first)}`;
  if (hosts.length <= 4) return `the hosts count ${most}${listed(hosts.map((h) => String(of(h))))}`;
  return `the hosts count ${most}${Math.max(...hosts.map(of))} each`;
}

function whatIsAtRisk(simulation: Simulation): string {
  const { plan, clients, servers } = simulation;
  const after = [...clients.lapsingAfterEnd, ...servers.lapsingAfterEnd];
  const machines = total(after.map((a) => a.machines));
  const day = Math.min(...after.map((a) => a.day));
  return `Nobody has lapsed by the end of day ${plan.days}, but ${several(machines, 'machine')} cannot renew: ${reason(simulation, plan.days)}. If that goes on, they lapse from ${dayAndDate(plan, day)} on.`;
}

function whyItWorks(simulation: Simulation): string {
  const { plan, clients, servers, hosts } = simulation;
  const silence = longestSilence(simulation);
  const down = hosts.filter((h) => h.isUp.includes(0)).map((h) => h.name);
  if (silence !== null) return `Nobody lapses: no host answers for ${several(silence.days, 'day')}, and an activation lasts 180 days.${overdueNote(simulation)}`;
  if (down.length > 0) return `Nobody lapses: while ${listed(down.slice(0, 4))} ${down.length === 1 ? 'is' : 'are'} down, ${hosts.length - down.length === 1 ? 'the other host' : 'another host'} answers.`;
  if (plan.startsActivated) return `Everyone stays activated, with ${estateInWords(simulation)}.`;
  const installed = allMachines(simulation).present.at(-1) ?? 0;
  if (plan.rolloutPerWorkday !== null && plan.retire.length === 0 && installed < plan.clients + plan.servers) {
    return `So far everyone is activated: ${grouped(installed)} of ${several(plan.clients + plan.servers, 'machine')} are installed in ${several(plan.days, 'day')}.`;
  }
  const done = [clients, servers].flatMap((s) => s.everyoneActivatedAt ?? []);
  if (done.length === 0) return `Whoever asks is activated in time, with ${estateInWords(simulation)}.`;
  return `With ${estateInWords(simulation)}, everyone is activated by the end of ${dayAndDate(plan, momentOf(Math.max(...done)).day)} and stays so.`;
}

function overdueNote(simulation: Simulation): string {
  const overdue = peak(allMachines(simulation).overdue);
  return overdue.value === 0 ? '' : ` At most ${several(overdue.value, 'renewal')} ${overdue.value === 1 ? 'is' : 'are'} overdue, on ${dayAndDate(simulation.plan, overdue.at + 1)}.`;
}

/** A count that falls under what client systems need, although nobody lapses: new machines would wait. */
function countNote(simulation: Simulation): string {
  if (simulation.plan.clients === 0) return '';
  const falls = simulation.hosts.flatMap((host) => {
    const passed = crossings(host, windowsClient);
    const under = passed.findIndex((c) => c.direction === 'under');
    return under < 0 ? [] : [{ host, under: passed[under], over: passed[under + 1] }];
  });
  const [first] = falls;
  if (first?.under === undefined) return '';
  const { host, under, over } = first;
  return `The count of ${host.name} falls under ${windowsClient} on ${dayAndDate(simulation.plan, under.day)} and ${over === undefined ? 'stays there' : `is back on ${dayAndDate(simulation.plan, over.day)}`}; meanwhile ${host.name} activates no new client system.`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
