import { describe, expect, it } from 'vitest';

import { carryOut } from '../../src/apply/carry-out.ts';
import type { CarriedOut } from '../../src/apply/carry-out.ts';
import { planRemedy } from '../../src/apply/plan-remedy.ts';
import { readPerformed } from '../../src/apply/read-performed.ts';
import { performScript } from '../../src/collect/powershell/perform-script.ts';
import { catalogue } from '../../src/commands/catalogue.ts';
import { gatherScenario } from '../../src/commands/scenario/gather-scenario.ts';
import { loadScenarios } from '../../src/commands/scenario/load-scenarios.ts';
import { judgeCase } from '../../src/diagnose/judge-case.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { clientOf } from '../../src/estate/scenario/live-through.ts';
import type { Inhabitant, World } from '../../src/estate/world.ts';
import { scriptAnswerOf } from '../../src/estate/winrm/script-answer.ts';
import { runsByItself } from '../../src/model/remedy.ts';
import type { RemedyPlan } from '../../src/model/apply.ts';
import { typeCommand } from '../estate/winrm/type-command.ts';

/** For each remedy that is carried out, an estate whose diagnosis names it and where it can be, and how its steps end there. */
const table: readonly (readonly [remedy: string, scenario: string, outcomes: string])[] = [
  ['return-to-discovery', 'client-override-dead', 'looked done done left-to-you'],
  ['return-to-discovery', 'client-override-dead-ipv6', 'looked done done left-to-you'],
  ['return-to-discovery', 'client-port-override-stale', 'looked done done left-to-you'],
  ['clear-product-host', 'client-override-scope', 'done done'],
  ['clear-foreign-host', 'tamper-public-kms', 'left-to-you looked done left-to-you left-to-you done'],
  ['find-who-sets-host', 'client-override-reasserted', 'done done'],
  ['install-setup-key', 'client-not-gvlk', 'left-to-you done done looked'],
  ['install-setup-key', 'client-no-key', 'left-to-you done done looked'],
  ['install-setup-key', 'dead-override-and-wrong-edition-key', 'left-to-you done failed looked'],
  ['install-office-setup-key', 'office-mak', 'done done done looked'],
  ['forget-cached-host', 'cached-host-and-office-leftover', 'done done done'],
  ['forget-cached-host', 'client-cache-sticky', 'done failed done'],
  ['allow-kms-activation', 'client-activation-type-restricted', 'done left-to-you done'],
  ['set-lookup-domain', 'dns-suffix-missing', 'done done'],
  ['clear-lookup-domain', 'client-lookup-domain-wrong', 'done done'],
  ['set-host-by-hand', 'dns-srv-missing', 'done done'],
  ['set-host-by-hand', 'lapsed-record-gone-and-service-disabled', 'failed not-run'],
  ['flush-client-dns', 'licensed-for-179-days', 'failed'],
  ['set-client-clock', 'clock-skew-client', 'done done done'],
  ['enable-licensing-service', 'client-sppsvc-disabled', 'done done left-to-you done'],
  ['enable-office-service', 'office-osppsvc', 'done done done failed'],
  ['restart-licensing-service', 'client-sppsvc-stuck', 'done failed'],
  ['renew-now', 'latent-renewal-failure-by-age', 'done looked'],
  ['activate-again', 'client-expired-offline', 'done looked'],
  ['wait-in-grace', 'in-grace-normal', 'done'],
];

type Lived = { plan: RemedyPlan; who: Inhabitant; world: World; carried: CarriedOut; before: unknown };

/** All that a remedy may set and a way back must put back; keys apart, since only published ones can be. */
const settingsOf = ({ settings, services, products }: MachineState): unknown => structuredClone({
  settings, services: services.map(({ name, state, startMode }) => ({ name, state, startMode })),
  hosts: products.filter((p) => p.application === 'windows').map(({ configuredHost, configuredPort }) => ({ configuredHost, configuredPort })),
});

async function live(remedyId: string, scenarioId: string): Promise<Lived> {
  const [scenario] = await loadScenarios([scenarioId]);
  if (scenario === undefined) throw new Error(`there is no scenario ${scenarioId}`);
  const { world, case: subject } = await gatherScenario(scenario);
  const diagnosis = judgeCase(subject, { approvedHosts: [], domains: [] }, catalogue);
  const remedy = diagnosis.remedies[remedyId];
  if (remedy === undefined) throw new Error(`${scenarioId} names no ${remedyId}`);
  const plan = planRemedy(remedy, subject, diagnosis, false);
  const who = world.machine(clientOf(scenario, world) ?? '');
  const before = settingsOf(who.state);
  const answer = scriptAnswerOf(who.state, world.clock, null, (product) => who.client.activate(product));
  const carried = await carryOut(plan, async (action) => readPerformed(action, (await answer(performScript(action))) ?? '', 'it was cut', new Date(world.clock.now).toISOString()), new AbortController().signal, () => undefined);
  return { plan, who, world, carried, before };
}

describe('a remedy that is carried out on a reference machine', () => {
  it.each(table)('%s, in the estate %s, ends step by step as it should', async (remedy, scenario, outcomes) => {
    const { plan, carried } = await live(remedy, scenario);
    expect(plan.refusal).toBeNull();
    expect(carried.steps.map((s) => s.outcome).join(' ')).toBe(outcomes);
  });

  it.each(table)('%s, in the estate %s, is undone by the commands that it names as its way back', async (remedy, scenario) => {
    const { plan, who, before } = await live(remedy, scenario);
    const typed = plan.undo.flatMap(({ command }) => (command === null || command.includes('YOUR-FORMER-KEY') || command.includes('ospp.vbs') ? [] : [command]));
    for (const command of typed) typeCommand(who.state, command);
    // Where nothing should be put back, the plan says so in a sentence and names no host.
    const isOneWay = plan.undo.every(({ command }) => command === null) && /nothing should put it back|nobody should use|not seen/.test(plan.undo.map((u) => u.say).join(' '));
    expect(isOneWay ? before : settingsOf(who.state)).toEqual(before);
    expect(plan.undo.length).toBeGreaterThan(remedy === 'find-who-sets-host' ? -1 : 0);
  });

  it('covers every remedy that kmsdoctor carries out, but those that no estate leads to', () => {
    const known = new Set(table.map(([remedy]) => remedy));
    expect(catalogue.remedies.filter(runsByItself).map((r) => r.id).filter((id) => !known.has(id))).toEqual(['reinstall-licence-files']);
  });

  it('names the published key that was there before as its way back, and never a key of anybody’s own', async () => {
    const published = await live('install-setup-key', 'dead-override-and-wrong-edition-key');
    expect(published.plan.undo.map((u) => u.command)).toEqual(['cscript //nologo %windir%\\system32\\slmgr.vbs /ipk NPPR9-FWDCX-D2C8J-H872K-2YT43']);
    const own = await live('install-setup-key', 'client-not-gvlk');
    expect(own.plan.undo).toMatchObject([{ say: expect.stringContaining('Q7K9W'), command: expect.stringContaining('YOUR-FORMER-KEY') }]);
  });

  it('puts back no host that nobody should use', async () => {
    for (const [remedy, scenario] of [['clear-foreign-host', 'tamper-public-kms'], ['return-to-discovery', 'tamper-public-kms-dead'], ['return-to-discovery', 'client-loopback-host']] as const) {
      const { plan } = await live(remedy, scenario);
      expect(plan.undo.map((u) => u.command)).toEqual([null]);
    }
  });

  it('that sets the clock right leaves it right', async () => {
    const { who } = await live('set-client-clock', 'clock-skew-client');
    expect(who.state.clock.aheadMs).toBe(0);
  });
});
