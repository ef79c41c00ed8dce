import { expect, onTestFinished, test } from 'vitest';

import { gatherMachine } from '../../../src/collect/gather-machine.ts';
import { loadScenarios } from '../../../src/commands/scenario/load-scenarios.ts';
import { EstateAuthority } from '../../../src/estate/certificates/authority.ts';
import type { MachineState } from '../../../src/estate/machine/state.ts';
import { windowsMachineOf } from '../../../src/estate/machine/windows-machine.ts';
import { clientOf, liveThrough } from '../../../src/estate/scenario/live-through.ts';
import { startWinrmMachine } from '../../../src/estate/winrm/winrm-machine.ts';
import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import { request, silent } from '../../collect/gather-reference-machine.ts';
import { reader } from './started.ts';

/** Evidence without the words for what cannot be read: each transport has its own. */
const comparable = (evidence: unknown): unknown => JSON.parse(JSON.stringify(evidence, (key, value: unknown) => (key === 'detail' ? null : value)));

/** One scenario of each fault, and one without any. */
const scenarios = [...new Map((await loadScenarios([])).map((scenario) => [scenario.faults[0]?.fault, scenario])).values()];

/** Logs and registry are read by WMI here, so where it is closed they are too; and without TLS, so no certificate is shown. */
const seenByWmi = (state: MachineState): MachineState => {
  const { wmi, events, registry } = state.unreadable;
  return { ...state, listenerCertificate: null, unreadable: { wmi, events: events ?? wmi, registry: registry ?? wmi } };
};

const authority = new EstateAuthority(Date.now());

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('in the scenario %s the client over WS-Management is the client in memory', async (_id, scenario) => {
  const world = liveThrough(scenario);
  const name = clientOf(scenario, world);
  if (name === null) return;
  const { state } = world.machine(name);
  const look = request({ timeoutMs: 20_000, now: () => world.clock.now });
  const expected = await gatherMachine(windowsMachineOf(seenByWmi(state), world.clock, null), look, silent);
  const winrm = await startWinrmMachine({ machine: state, clock: world.clock, accounts: [reader], authority });
  onTestFinished(winrm.stop);
  const connected = connectWinrm({ host: '127.0.0.1', port: winrm.listeners[0]?.port ?? 0, tls: false, auth: 'auto', credentials: reader, allowShell: false });
  onTestFinished(() => connected.close());
  expect(comparable(await gatherMachine(connected, look, silent))).toEqual(comparable(expected));
});
