import type { HostStory, MachineStory, OtherDraws, Simulation } from '../model/simulation.ts';
import { isoDate, momentOf } from './simulate/dates.ts';
import { milestones } from './simulate/milestones.ts';
import { planAdvice } from './simulate/plan-advice.ts';
import { verdictSentence } from './simulate/verdict.ts';

/**
 * A plan and what became of it, schema `kmsdoctor.simulate/1`:
 * `{ schema, tool: { name, version }, plan, outcome: "works|at-risk|fails", headline, milestones: [ { day, date, time:
 * "hh:mm"|null, kind, host: name|null, text } ], advice: [text], otherDraws: { draws, fails }|null,
 * clients, servers, hosts, unanswered }`. `otherDraws` is how often the plan fails with other seeds, null where chance decides nothing.
 * `plan` has the call's options with their defaults (days from 1, shares from 0 to 1, intervals in minutes). `clients` and
 * `servers` are `{ planned, firstActivationAt, everyoneActivatedAt: { day, time }|null, notActivatedAtEnd, lapsingAfterEnd:
 * [ { day, machines } ], days: { present, activated, inGrace, overdue, notifications, activations, lapses, graceEnds } }`.
 * A host is `{ name, reachedServersAt, reachedClientsAt: { day, time }|null, days: { count, highest, requests, isUp } }`.
 * Every column has one number a day, at its end; `unanswered` are tries a day that no host answered; `null` is never.
 */
export function renderSimulationJson(simulation: Simulation, others: OtherDraws | null, version: string): string {
  const { plan, outcome, clients, servers, hosts, unanswered } = simulation;
  const report = {
    schema: 'kmsdoctor.simulate/1',
    tool: { name: 'kmsdoctor', version },
    plan, outcome,
    headline: verdictSentence(simulation, others),
    milestones: milestones(simulation).map(({ day, time, kind, host, says }) => ({ day, date: isoDate(plan, day), time, kind, host, text: says })),
    advice: planAdvice(simulation),
    otherDraws: others,
    clients: machines(clients, plan.clients),
    servers: machines(servers, plan.servers),
    hosts: hosts.map(host),
    unanswered: [...unanswered],
  };
  return `${onOneLine(JSON.stringify(report, null, 2))}\n`;
}

const moment = (minute: number | null): { day: number; time: string } | null => (minute === null ? null : momentOf(minute));

function machines({ days, firstActivationAt, everyoneActivatedAt, notActivatedAtEnd, lapsingAfterEnd }: MachineStory, planned: number) {
  const { present, activated, inGrace, overdue, activations, lapses, graceEnds } = days;
  return {
    planned, firstActivationAt: moment(firstActivationAt), everyoneActivatedAt: moment(everyoneActivatedAt), notActivatedAtEnd, lapsingAfterEnd,
    days: {
      present: [...present], activated: [...activated], inGrace: [...inGrace], overdue: [...overdue],
      notifications: [...present].map((n, day) => n - (activated[day] ?? 0) - (inGrace[day] ?? 0)),
      activations: [...activations], lapses: [...lapses], graceEnds: [...graceEnds],
    },
  };
}

const host = ({ name, reachedServersAt, reachedClientsAt, count, highest, requests, isUp }: HostStory) => ({
  name, reachedServersAt: moment(reachedServersAt), reachedClientsAt: moment(reachedClientsAt),
  days: { count: [...count], highest: [...highest], requests: [...requests], isUp: [...isUp] },
});

/** A column on one line: a number a line would be a file that nobody reads. No text holds such a list. */
const onOneLine = (json: string): string => json.replace(/\[\n[\s\d,-]*\d\n\s*\]/g, (list) => list.replaceAll(/\s+/g, '').replaceAll(',', ', '));
