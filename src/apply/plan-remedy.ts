import type { PlannedStep, RemedyPlan } from '../model/apply.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';
import { valueOf } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';
import type { Remedy, RemedyAction } from '../model/remedy.ts';
import { runsByItself } from '../model/remedy.ts';
import type { Diagnosis } from '../model/report.ts';
import { callsBehind } from './calls-behind.ts';
import { lackOf } from './operands.ts';
import { waysBack } from './ways-back.ts';
import type { SeenBefore } from './ways-back.ts';

/** What a remedy touches that kmsdoctor never does, in words. */
const elsewhere: Readonly<Record<Exclude<Remedy['where'], 'client'>, string>> = {
  host: 'It is done on the KMS host, on which others depend', dns: 'It is done in DNS', network: 'It is done in the network', directory: 'It is done in Active Directory',
};

/** The first build whose licensing service has a lookup domain and activation types: Windows 8. Source: the class pages, Microsoft. */
const firstWithBoth = 9200;

/** What a remedy of the diagnosis would do. `isOwn`: it comes from a config of one's own. Pure: the same case gives the same plan. */
export function planRemedy(remedy: Remedy, subject: Case, diagnosis: Diagnosis, isOwn: boolean): RemedyPlan {
  const { id, title, risk, where } = remedy;
  const told = valueOf(subject.evidence.machine)?.hostName ?? null;
  const machine = told === null ? null : cleanText(told).trim().split('.')[0] || null;
  const steps = remedy.steps.map(planStep);
  const refusal = refusalOf(remedy, steps, subject, diagnosis, machine, isOwn);
  return {
    remedy: id, title, risk, where, machine, steps, refusal,
    undo: refusal === null ? waysBack(actionsOf(steps), seenBefore(subject, diagnosis), remedy.noWayBack) : [],
    verifyWith: [...new Set(diagnosis.causes.filter((c) => c.remedies.includes(id)).flatMap((c) => c.verifyWith))],
  };
}

/** All actions of steps, in order. */
export const actionsOf = (steps: readonly PlannedStep[]): RemedyAction[] => steps.flatMap((s) => s.actions ?? []);

/** What ways back are made from. */
export const seenBefore = ({ evidence }: Case, diagnosis: Diagnosis): SeenBefore => ({ evidence, refusedHosts: refusedHosts(diagnosis) });

function planStep({ say, run, does }: Remedy['steps'][number]): PlannedStep {
  return { say, command: run ?? null, actions: does ?? null, behind: (does ?? []).flatMap(callsBehind) };
}

/** Hosts of which a check of integrity, or the one of approved hosts, found that they should not be used. */
const refusedHosts = ({ checks }: Diagnosis): ReadonlySet<string> =>
  new Set(checks.filter((c) => c.id.startsWith('integrity/') || c.id === 'dns/srv-target-approved').flatMap((c) => c.findings).flatMap(({ args }) => [args['host'], args['target']])
    .flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : [])));

function refusalOf(remedy: Remedy, steps: readonly PlannedStep[], subject: Case, diagnosis: Diagnosis, machine: string | null, isOwn: boolean): string | null {
  const changes = remedy.risk !== 'read-only';
  if (isOwn) return 'It comes from a config of your own, and those are shown and never run.';
  if (remedy.where !== 'client') return `${elsewhere[remedy.where]}, and kmsdoctor carries nothing out there: the steps are for a person.`;
  if (remedy.risk !== 'read-only' && remedy.risk !== 'changes-client') return 'It changes more than the client, and kmsdoctor carries out nothing that does: the steps are for a person.';
  if (remedy.byHand !== undefined) return `It is left to a person. ${remedy.byHand}`;
  if (!runsByItself(remedy)) return 'It holds nothing that kmsdoctor can do: the steps are for a person.';
  if (changes && isKmsHost(subject)) return 'This machine is a KMS host, on which others depend, and kmsdoctor changes none: the steps are for a person.';
  const actions = actionsOf(steps);
  const lack = actions.map(lackOf).find((l) => l !== null);
  if (lack !== undefined) return `It needs ${lack}, and nothing that was seen tells it: look at more, or carry it out by hand.`;
  return refusalOfAction(actions, subject, diagnosis) ?? (changes && machine === null ? 'The machine did not tell its name, by which a change is confirmed: the steps are for a person.' : null);
}

function refusalOfAction(actions: readonly RemedyAction[], { evidence }: Case, diagnosis: Diagnosis): string | null {
  const facts = valueOf(evidence.machine);
  const refused = refusedHosts(diagnosis);
  for (const action of actions) {
    if (action.do === 'set-kms-host' && refused.has(action.host.toLowerCase())) return `${action.host} is a host that should not be used, so it is not set.`;
    if (action.do === 'take-time-from-domain' && facts?.domainJoined !== true) return 'It is for members of a domain alone, and this machine was not seen to be one: set its time source by hand.';
    const isNew = action.do === 'set-lookup-domain' || action.do === 'clear-lookup-domain' || action.do === 'allow-every-activation-type';
    if (isNew && facts?.build !== null && facts?.build !== undefined && Number(facts.build) < firstWithBoth) return 'Windows before Windows 8 has no such setting.';
  }
  return null;
}
