import { reasonAbout } from '../../diagnose/reason-about.ts';
import type { Reasoning } from '../../diagnose/reason-about.ts';
import type { StillTold } from '../../diagnose/what-tells.ts';
import { stillTold, whatTells } from '../../diagnose/what-tells.ts';
import type { Random } from '../../estate/clock/random.ts';
import type { Lived } from '../../estate/random/combine-scenarios.ts';
import { combineScenarios, timings } from '../../estate/random/combine-scenarios.ts';
import type { ScenarioSpec } from '../../estate/scenario/scenario-spec.ts';
import type { Cause } from '../../model/cause.ts';
import type { Settings } from '../../model/check.ts';
import { catalogue } from '../catalogue.ts';
import { gatherScenario } from './gather-scenario.ts';

/** A scenario with one fault, the cause that is named first where it is alone, and what is reasoned about it then. */
export type Single = {
  scenario: ScenarioSpec;
  cause: Cause;
  /** What the fault may be called: by that cause, by the one that its scenario is about, or by another that is confirmed of it alone and says why. */
  names: readonly string[];
  alone: Reasoning;
  /** The same where everything is looked at. */
  whole: Reasoning;
};

/** Several of them as one estate, and what is reasoned about that. */
export type Together = { singles: readonly Single[]; lived: Lived; reasoning: Reasoning };

export type Draw = { kind: 'together'; together: Together } | { kind: 'not-combinable'; why: string } | { kind: 'hidden'; cause: string; by: string };

export const settingsOf = ({ approvedHosts, domains }: ScenarioSpec['look']): Settings =>
  ({ approvedHosts: approvedHosts.map((h) => h.toLowerCase()), domains: domains.map((d) => d.toLowerCase()) });

/** A scenario whose fault is not drawn, and why. */
export type LeftOut = { scenario: string; why: 'no fault' | 'told by nothing' | 'not told apart' | 'named for want of evidence' };

/**
 * The scenarios whose faults can be asked for beside others: those with a fault, of which something tells, and which is what
 * it is called also where more is looked at, as the other of a pair may want.
 */
export async function singlesOf(scenarios: readonly ScenarioSpec[]): Promise<{ singles: Single[]; leftOut: LeftOut[] }> {
  const singles: Single[] = [];
  const leftOut: LeftOut[] = [];
  for (const scenario of scenarios.filter(({ group }) => group === 'cause')) {
    const alone = await reasonOn(scenario);
    const cause = alone.ranked[0]?.cause;
    if (cause === undefined) continue;
    const whole = await reasonOn(seenWhole(scenario));
    const why = whyNotDrawn(scenario, cause, alone, whole);
    if (why === null) singles.push({ scenario, cause, names: namesOf(scenario, cause, alone), alone, whole });
    else leftOut.push({ scenario: scenario.id, why });
  }
  return { singles, leftOut };
}

function whyNotDrawn(scenario: ScenarioSpec, cause: Cause, alone: Reasoning, whole: Reasoning): LeftOut['why'] | null {
  if (cause.prevalence === 'benign') return 'no fault';
  // Where evidence cannot tell two causes apart, the one that is named first need not be the one that was put in.
  const certainty = scenario.expect.causes[cause.id];
  const asFirm = Object.values(scenario.expect.causes).filter((c) => c === certainty).length;
  if (certainty !== 'confirmed' && (cause.id !== ownCause(scenario) || asFirm > 1)) return 'not told apart';
  if (whatTells(cause, alone.signs.present).length === 0) return 'told by nothing';
  return whole.ranked[0]?.cause.id === cause.id ? null : 'named for want of evidence';
}

function namesOf(scenario: ScenarioSpec, cause: Cause, { ranked }: Reasoning): string[] {
  const firm = ranked.filter(({ certainty, cause: { isEffect } }) => certainty === 'confirmed' && isEffect !== true).map((c) => c.cause.id);
  return [...new Set([cause.id, ownCause(scenario) ?? cause.id, ...firm])];
}

/** The cause that a scenario of the group `cause` is about: that of its name, else the first that it expects. */
const ownCause = ({ id, expect: { causes } }: ScenarioSpec): string | undefined => (causes[id] === undefined ? Object.keys(causes)[0] : id);

/** The same fault seen by somebody who looks everywhere. */
function seenWhole({ estate, faults, look: { only: _only, without: _without, hostWithout: _hostWithout, ...look } }: Lived): Lived {
  const hosts = look.hosts.length > 0 ? look.hosts : (estate.hosts ?? [{ name: 'KMS1' }]).slice(0, 1).map(({ name }) => name);
  return { estate, faults, look: { ...look, desk: true, fromClient: true, hosts } };
}

export async function reasonOn(lived: Lived): Promise<Reasoning> {
  const { case: subject } = await gatherScenario(lived);
  return reasonAbout(subject, settingsOf(lived.look), catalogue);
}

/** Draws so many different singles, about different causes, and puts their faults into one estate. */
export async function drawTogether(singles: readonly Single[], count: number, random: Random): Promise<Draw> {
  const chosen: Single[] = [];
  while (chosen.length < count) {
    const one = singles[random.below(singles.length)];
    if (one !== undefined && chosen.every(({ names }) => !names.some((name) => one.names.includes(name)))) chosen.push(one);
  }
  const tried: { draw: Draw; worst: number }[] = [];
  for (const timing of timings) {
    const combined = combineAll(chosen, timing);
    if (!combined.ok) return { kind: 'not-combinable', why: combined.why };
    const reasoning = await reasonOn(combined.lived);
    const told = chosen.map(({ cause, alone }) => stillTold(cause, alone.signs, reasoning.signs, chosen.filter((c) => c.cause !== cause).map((c) => c.whole.signs)));
    const lost = chosen[told.indexOf('hidden')];
    const by = chosen.filter((c) => c !== lost).map(({ cause }) => cause.id).join(' and ');
    const draw: Draw = lost === undefined ? { kind: 'together', together: { singles: chosen, lived: combined.lived, reasoning } } : { kind: 'hidden', cause: lost.cause.id, by };
    tried.push({ draw, worst: Math.max(...told.map((t) => telling.indexOf(t))) });
    if (tried.at(-1)?.worst === 0) break;
  }
  // Of the ways to lay them in time the one in which each shows itself best.
  return (tried.toSorted((a, b) => a.worst - b.worst)[0] as (typeof tried)[number]).draw;
}

const telling: readonly StillTold[] = ['proven', 'told', 'hidden'];

function combineAll(chosen: readonly Single[], timing: (typeof timings)[number]): ReturnType<typeof combineScenarios> {
  const [first, ...rest] = chosen;
  let combined: ReturnType<typeof combineScenarios> = { ok: true, lived: (first as Single).scenario };
  for (const { scenario } of rest) {
    if (!combined.ok) return combined;
    combined = combineScenarios(combined.lived, scenario, timing);
  }
  return combined;
}
