import { catalogue } from '../../src/commands/catalogue.ts';
import { loadBuiltInScenarios } from '../../src/commands/scenario/built-in-scenarios.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { explore } from '../../src/diagnose/explore.ts';
import { reasonAbout } from '../../src/diagnose/reason-about.ts';
import type { ScenarioSpec } from '../../src/estate/scenario/scenario-spec.ts';
import type { Case } from '../../src/model/evidence.ts';
import type { Settings } from '../../src/model/check.ts';
import type { ExploreTrace } from '../../src/model/explore.ts';
import { guideOrder } from './guide-order.ts';
import { replayOf } from './explore-replay.ts';

/** One scenario: kinds of evidence that could be had, that the loop asked until it stopped, and that the guide's order takes until it names the same cause first. */
export type Measured = {
  id: string;
  whole: { cause: string | null; certainty: string | null };
  loop: { cause: string | null; certainty: string | null };
  everything: number;
  asked: number;
  /** Of the loop: after how many asks the cause stood first as firmly as in the end. */
  namedAfter: number;
  guide: number;
  end: ExploreTrace['end'];
  steps: string[];
};

export type Firsts = Measured['whole'];

/** Scenarios of one fault: of the group that holds one for each cause, those in which the causes named surely are one. */
export async function singleFaultScenarios(): Promise<ScenarioSpec[]> {
  return (await loadBuiltInScenarios()).filter((s) => s.group === 'cause');
}

export async function measureScenario(scenario: ScenarioSpec): Promise<Measured> {
  const { look } = scenario;
  const settings: Settings = { approvedHosts: look.approvedHosts.map((h) => h.toLowerCase()), domains: look.domains.map((d) => d.toLowerCase()) };
  const { case: whole } = await gatherScenario(scenario);
  const first = (subject: Case): Firsts => {
    const [found] = reasonAbout(subject, settings, catalogue).ranked;
    return { cause: found?.cause.id ?? null, certainty: found?.certainty ?? null };
  };
  const wanted = first(whole);
  const replay = replayOf(whole);
  const limits = { mostSteps: 100, mostMs: 1, now: () => 0, signal: new AbortController().signal };
  const { case: seen, trace } = await explore(replay.begin, { settings, catalogue, selected: () => true, asks: replay.asks, limits, look: replay.look });
  const same = (at: Firsts): boolean => at.cause === wanted.cause && at.certainty === wanted.certainty;
  const ordered = guideOrder(replay.asks);
  let guided = replay.begin;
  let guide = 0;
  for (const ask of ordered) {
    guide++;
    guided = await replay.look(ask, guided);
    if (same(first(guided))) break;
  }
  const named = trace.steps.findLastIndex((s) => !(s.first?.cause === trace.steps.at(-1)?.first?.cause && s.first?.certainty === trace.steps.at(-1)?.first?.certainty)) + 2;
  return {
    id: scenario.id, whole: wanted, loop: first(seen), everything: replay.asks.length, asked: trace.steps.length,
    namedAfter: Math.min(named, trace.steps.length), guide, end: trace.end, steps: trace.steps.map((s) => s.ask),
  };
}
