import { expect, onTestFinished, test } from 'vitest';

import { gatherMachine } from '../../../src/collect/gather-machine.ts';
import { startLoopbackEstate } from '../../../src/estate/loopback-estate.ts';
import type { LoopbackEstate } from '../../../src/estate/loopback-estate.ts';
import { healthyEstate } from '../../../src/estate/known-estates.ts';
import { connectWinrm } from '../../../src/transport/winrm/winrm-machine.ts';
import { request, silent, states } from '../../collect/gather-reference-machine.ts';
import { post } from './plain-client.ts';

async function estate(): Promise<LoopbackEstate> {
  const started = await startLoopbackEstate(healthyEstate(), { now: Date.now, log: () => undefined, machines: true });
  onTestFinished(started.stop);
  return started;
}

test('an estate on loopback lists its client first and its KMS hosts, all on loopback, with one account made up for this start', async () => {
  const { machines } = await estate();
  const { machines: again } = await estate();
  expect(machines.slice(0, 3).map(({ takes }) => takes)).toEqual(Array.from({ length: 3 }, () => 'Negotiate, bodies sealed'));
  expect(machines.slice(1, 3).map(({ name }) => name)).toEqual(['kms1.corp.example', 'kms2.corp.example']);
  expect(machines.every(({ winrm }) => new URL(winrm).hostname === '127.0.0.1')).toBe(true);
  expect(new Set([...machines, ...again].map(({ password }) => password)).size).toBe(2);
});

test('the first machine refuses a body in plain text, and an estate that was not asked for machines has none', async () => {
  const { machines: [first] } = await estate();
  expect((await post(Number(new URL(first?.winrm ?? '').port), '<a/>')).status).toBe(401);
  const without = await startLoopbackEstate(healthyEstate(), { now: Date.now, log: () => undefined });
  onTestFinished(without.stop);
  expect([without.machines, without.ca]).toEqual([[], null]);
});

test('each machine listed is read whole by our own client with what the list says', async () => {
  const { machines, ca } = await estate();
  for (const { name, winrm, user, password, takes } of machines) {
    const { hostname, port, protocol } = new URL(winrm);
    const machine = connectWinrm({ host: hostname, port: Number(port), tls: protocol === 'https:', auth: 'auto', credentials: { user, password }, ca: ca ?? '', allowShell: true });
    const gathered = await gatherMachine(machine, request({ timeoutMs: 20_000, now: Date.now }), silent);
    expect(gathered.subject).toBe(name);
    expect(states(gathered)).toMatchObject({ licensingProducts: 'seen', service: 'seen', machine: 'seen', events: 'seen', services: 'seen', firewallRules: 'seen' });
    expect(machine.facts().sealed).toBe(takes.startsWith('Negotiate') || takes.startsWith('plain'));
    machine.close();
  }
}, 60_000);
