import { describe, expect, it } from 'vitest';

import type { ActivationRequest } from '../../../src/estate/host/activation-exchange.ts';
import { lived, productOf } from '../lived.ts';

const hour = 3_600_000;

/** A request of one of the estate's products, as if from a machine that nobody has seen. */
function ask(world: ReturnType<typeof lived>, of: string, but: Partial<ActivationRequest> = {}, application: 'windows' | 'office' = 'windows') {
  const product = productOf(world, of, application);
  const request: ActivationRequest = {
    clientName: 'new.corp.example', cmid: '00000000-0000-4000-8000-000000000001', applicationId: product.applicationId, activationId: product.activationId,
    requestTime: world.clock.now, isVirtual: false, licenseStatus: 2, minutesRemaining: 43_200, requiredCount: product.requiredCount, ...but,
  };
  return world.machine('KMS1').kms.serve(request, world.clock.now);
}

const keyOf = (world: ReturnType<typeof lived>, application: 'windows' | 'office' = 'windows') =>
  world.machine('KMS1').state.products.find((p) => p.hostKey?.application === application)?.hostKey;

/** Source of the codes: Microsoft, troubleshoot activation error codes; of the rules: KMS activation planning. */
describe('a reference KMS host', () => {
  it('tells every client its count, also one that is below its threshold', () => {
    const world = lived({ estate: { crowd: { clients: 0, servers: 0 }, machines: [{ name: 'WS-1', windows: { state: 'unlicensed' } }] }, faults: [{ fault: 'off', machine: 'WS-1', at: 'before' }] });
    expect(ask(world, 'WS-1')).toMatchObject({ resultCode: '0x00000000', count: 1, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080 });
  });

  it.each([[4 * hour, '0x00000000'], [4 * hour + 1, '0xC004F06C'], [-4 * hour, '0x00000000'], [-4 * hour - 1, '0xC004F06C']])('takes a clock that is off by %i ms as %s', (off, code) => {
    const world = lived();
    expect(ask(world, 'WS-0142', { requestTime: world.clock.now + off }).resultCode).toBe(code);
  });

  it('refuses a product that its key does not cover with 0xC004F042, and does not count it', () => {
    const world = lived({ estate: { hosts: [{ name: 'KMS1', keys: [{ windows: 'ws2019' }], system: 'server2019' }], machines: [{ name: 'NEW', system: 'server2025' }] } });
    const before = keyOf(world)?.cache.count(world.clock.now);
    expect(ask(world, 'NEW')).toMatchObject({ resultCode: '0xC004F042', count: 0 });
    expect(keyOf(world)?.cache.count(world.clock.now)).toBe(before);
  });

  it('refuses everybody with 0xC004F041 while its key is not activated, and with 0xC004F039 where it has none', () => {
    const notActivated = lived({ estate: { hosts: [{ name: 'KMS1', keys: [{ windows: 'ws2022', activated: false }] }] } });
    expect(ask(notActivated, 'WS-0142').resultCode).toBe('0xC004F041');
    const noKey = lived({ faults: [{ fault: 'host-key', machine: 'KMS1', windows: null }] });
    expect(ask(noKey, 'WS-0142').resultCode).toBe('0xC004F039');
  });

  it('counts Office with its own key and for itself', () => {
    const world = lived({ estate: { hosts: [{ name: 'KMS1', keys: [{ windows: 'ws2022' }, { office: '2021' }] }], machines: [{ name: 'WS-1', office: [{ generation: '2021', state: 'unlicensed' }] }] } });
    expect(ask(world, 'WS-1', {}, 'office').count).toBe(1);
    expect(keyOf(world)?.cache.count(world.clock.now)).toBeGreaterThan(30);
  });

  it('serves an Office only with the key of its own generation', () => {
    const world = lived({ estate: { hosts: [{ name: 'KMS1', keys: [{ windows: 'ws2022' }, { office: '2019' }] }], machines: [{ name: 'WS-1', office: [{ generation: '2021', state: 'unlicensed' }] }] } });
    expect(ask(world, 'WS-1', {}, 'office').resultCode).toBe('0xC004F042');
  });

  it('keeps counters of requests by licence status, which only ever grow', () => {
    const world = lived({ estate: { crowd: { clients: 0, servers: 0 }, machines: [{ name: 'WS-1', windows: { state: 'unlicensed' } }] }, at: '1m' });
    const start = structuredClone(keyOf(world)?.counters);
    ask(world, 'WS-1', { licenseStatus: 1 });
    ask(world, 'WS-1', { licenseStatus: 5 });
    ask(world, 'WS-1', { licenseStatus: 5, requestTime: 0 });
    world.restart('KMS1');
    const { total = 0, failed = 0, byStatus = [0, 0, 0, 0, 0, 0, 0] } = start ?? {};
    expect(keyOf(world)?.counters).toEqual({ total: total + 3, failed: failed + 1, byStatus: byStatus.map((n, i) => n + (i === 1 ? 1 : i === 5 ? 2 : 0)) });
  });

  it('writes event 12290 for every request, refused ones with their code, in Microsoft’s field order', () => {
    const world = lived({ estate: { startsAt: '2026-11-02T08:05:00Z', hosts: [{ name: 'KMS1', system: 'server2008r2', edition: 'ServerStandard', keys: [{ windows: 'ws2022' }] }] } });
    ask(world, 'WS-0142', { requestTime: Date.parse('2026-11-02T01:09:00Z') });
    const { activationId } = productOf(world, 'WS-0142');
    const { id, provider, log, at, strings } = world.machine('KMS1').state.events.at(-1) ?? { strings: [] };
    expect({ id, provider, log, at, strings }).toEqual({
      id: 12_290, provider: 'Microsoft-Windows-Security-SPP', log: 'Key Management Service', at: world.clock.now,
      strings: [`0xC004F06C, 25, new.corp.example, 00000000-0000-4000-8000-000000000001, 2026/11/2 1:09, 0, 2, 43200, ${activationId}`],
    });
  });

  it('listens only while its licensing service runs', () => {
    const world = lived({ faults: [{ fault: 'service', machine: 'KMS1', state: 'Stopped' }] });
    expect(world.machine('KMS1').node.programOn(1688)).toBeNull();
  });
});
