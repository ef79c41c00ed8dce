import type { SimulationPlan } from '../../model/simulation.ts';
import { estateInWords } from './verdict.ts';
import { grouped, listed, several } from './numbers.ts';

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** What was planned, in a few sentences, so that a report says by itself what it is about. */
export function planInWords(plan: SimulationPlan): string {
  const uptime = { 'always': 'always on', 'office-hours': 'on from Monday to Friday in office hours', 'share': `on ${percent(plan.uptime.kind === 'share' ? plan.uptime.share : 1)} of the days` }[plan.uptime.kind];
  const installed = plan.startsActivated ? 'activated before' : plan.rolloutPerWorkday === null ? 'installed on day 1' : `installed ${grouped(plan.rolloutPerWorkday)} a working day`;
  const records = plan.hosts.filter((h) => h.priority !== 0 || h.weight !== 0).map((h) => `${h.name} with priority ${h.priority} and weight ${h.weight}`);
  return [
    `${capital(estateInWords({ plan }))}; machines ${installed}.`,
    ...(plan.clients > 0 ? [`Client systems are ${uptime}${plan.laptops === null ? '' : `; ${percent(plan.laptops.share)} are laptops, away every other ${several(plan.laptops.days, 'day')}`}.`] : []),
    ...(plan.hosts.length > 1 ? [`${plan.hostCaching ? 'A machine keeps the host that answered' : 'A machine looks for a host at each try'}${records.length === 0 ? '; all SRV records are alike' : `; ${listed(records)}`}.`] : []),
    ...(plan.renewalIntervalMinutes === 10_080 && plan.activationIntervalMinutes === 120 ? [] : [`Renewal every ${grouped(plan.renewalIntervalMinutes)} minutes, tries to activate every ${grouped(plan.activationIntervalMinutes)}.`]),
    `Seed ${plan.seed}: the same plan gives the same days.`,
  ].join(' ');
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
