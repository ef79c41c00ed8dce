import { describe, expect, it } from 'vitest';

import { eventsOf, lived, productOf } from '../lived.ts';

const day = 86_400_000;
const hour = 3_600_000;
const fresh = { name: 'WS-1', windows: { state: 'new' as const } };
const two = [{ name: 'KMS1' }, { name: 'KMS2' }];

const last = (world: ReturnType<typeof lived>): string | undefined => world.attempts.at(-1)?.attempt.code;

/** Source: activate-windows-clients-vamt, kms-activation-planning, KMS troubleshooting (Microsoft); facts on discovery. */
describe('a KMS client', () => {
  it('is activated for 180 days by a host that has counted enough, and remembers it', () => {
    const world = lived({ estate: { machines: [fresh] }, at: '1h' });
    const product = productOf(world, 'WS-1');
    expect({ status: product.licenseStatus, days: ((product.stateEndsAt ?? 0) - world.clock.now + hour) / day, host: product.discovered?.host }).toEqual({ status: 1, days: 180, host: 'kms1.corp.example' });
    expect(eventsOf(world, 'WS-1', 12_288, 12_289).map((e) => e.slice(0, 10))).toEqual(['12288: 0x0', '12289: 0x0']);
  });

  it('is counted and told so below the threshold, and tries again after two hours', () => {
    const world = lived({ estate: { machines: [fresh], crowd: { clients: 3, servers: 0 } }, at: '5h' });
    expect(productOf(world, 'WS-1').licenseStatus).toBe(2);
    const answers = eventsOf(world, 'WS-1', 12_289);
    expect(answers.map((e) => e.split(', ').slice(0, 5).join(', '))).toEqual(Array.from({ length: 3 }, () => '12289: 0xC004F038, 0x04000000, 0, 0, 4'));
  });

  it('of a server system needs five where a client system needs 25, in one count', () => {
    const world = lived({ estate: { machines: [{ name: 'SRV-A', system: 'server2022', windows: { state: 'new' } }, fresh], crowd: { clients: 4, servers: 0 } }, at: '3h' });
    expect([productOf(world, 'SRV-A').licenseStatus, productOf(world, 'WS-1').licenseStatus]).toEqual([1, 2]);
  });

  it('renews every seven days, and each success starts the 180 days anew', () => {
    const world = lived({ estate: { machines: [fresh] }, at: '15d' });
    expect(eventsOf(world, 'WS-1', 12_289)).toHaveLength(3);
    expect(productOf(world, 'WS-1').stateEndsAt).toBe(Date.parse('2026-11-02T08:00:00Z') + 14 * day + 180 * day);
  });

  it('tries every two hours once a renewal fails, and lapses into notification after 180 days', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'off', machine: 'KMS1', at: '1d' }], at: '7d 5h' });
    expect(eventsOf(world, 'WS-1', 8198).length).toBe(3);
    world.clock.runUntil(Date.parse('2026-11-02T08:00:00Z') + 180 * day - hour);
    expect(productOf(world, 'WS-1').licenseStatus).toBe(1);
    world.clock.runUntil(Date.parse('2026-11-02T08:00:00Z') + 180 * day + 3 * hour);
    expect([productOf(world, 'WS-1').licenseStatus, productOf(world, 'WS-1').reason]).toEqual([5, '0xC004F056']);
  });

  it('that was never activated lapses after 30 days of initial grace', () => {
    const world = lived({ estate: { machines: [fresh], hosts: [], dns: { recordBefore: false } }, at: '29d 23h' });
    expect(productOf(world, 'WS-1').licenseStatus).toBe(2);
    world.clock.runUntil(world.clock.now + 3 * hour);
    expect(productOf(world, 'WS-1').licenseStatus).toBe(5);
  });

  it('takes over the intervals of its host', () => {
    const world = lived({ estate: { machines: [fresh], hosts: [{ name: 'KMS1', activationIntervalMinutes: 60, renewalIntervalMinutes: 1440 }] }, at: '2d 1h' });
    expect([productOf(world, 'WS-1').activationIntervalMinutes, productOf(world, 'WS-1').renewalIntervalMinutes, eventsOf(world, 'WS-1', 12_289).length]).toEqual([60, 1440, 3]);
  });

  it('asks the host set by hand and no other, though DNS names one', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'kms-setting', machine: 'WS-1', host: 'gone.corp.example' }], tries: ['windows'], at: '1h' });
    expect(last(world)).toBe('0xC004F074');
    expect(eventsOf(world, 'WS-1', 12_288).every((e) => e.includes('gone.corp.example:1688'))).toBe(true);
  });

  it('drops a dead host for another that DNS names', () => {
    const world = lived({ estate: { hosts: two, machines: [fresh], crowd: { clients: 60 } }, faults: [{ fault: 'off', machine: 'KMS1' }], at: '3h' });
    expect([productOf(world, 'WS-1').licenseStatus, productOf(world, 'WS-1').discovered?.host]).toEqual([1, 'kms2.corp.example']);
  });

  it('goes back to the host that answered last, and to DNS only once that one is silent', () => {
    const world = lived({ estate: { hosts: two, machines: [fresh], crowd: { clients: 100 } }, at: '1h' });
    const first = productOf(world, 'WS-1').discovered?.host ?? '';
    world.clock.runUntil(world.clock.now + 22 * day);
    expect(new Set(eventsOf(world, 'WS-1', 12_288).map((e) => e.split(', ')[2]))).toEqual(new Set([`${first}:1688`]));
    world.machine(first.split('.')[0] ?? '').state.on = false;
    world.clock.runUntil(world.clock.now + 8 * day);
    expect(productOf(world, 'WS-1').discovered?.host).not.toBe(first);
  });

  it('prefers the lowest priority, and uses a higher one only where that fails', () => {
    const hosts = [{ name: 'KMS1', priority: 10 }, { name: 'KMS2', priority: 0 }];
    const estate = { hosts, machines: [fresh], crowd: { clients: 100 } };
    expect(productOf(lived({ estate, at: '1h' }), 'WS-1').discovered?.host).toBe('kms2.corp.example');
    expect(productOf(lived({ estate, faults: [{ fault: 'off', machine: 'KMS2' }], at: '1h' }), 'WS-1').discovered?.host).toBe('kms1.corp.example');
  });

  it('looks only in its lookup domain where one is set', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'kms-setting', machine: 'WS-1', lookupDomain: 'empty.example' }], tries: ['windows'] });
    expect(last(world)).toBe('0x8007232B');
  });

  it.each([
    ['no record', [{ fault: 'srv-removed', at: '0m' }, { fault: 'host-settings', machine: 'KMS1', publishing: false }], '0x8007232B'],
    ['no resolver', [{ fault: 'dns-client', machine: 'WS-1', resolvers: [] }], '0x8007267C'],
    ['no suffix', [{ fault: 'dns-client', machine: 'WS-1', primarySuffix: '', searchList: [] }], '0x8007007B'],
    ['silent resolvers', [{ fault: 'dns-server', servers: ['dc1', 'dc2'], behaviour: 'silent' }], '0x800705B4'],
    ['failing resolvers', [{ fault: 'dns-server', servers: ['dc1', 'dc2'], behaviour: 'rcode', rcode: 'SERVFAIL' }], '0x8007232A'],
    ['a closed port', [{ fault: 'service', machine: 'KMS1', state: 'Stopped' }], '0xC004F074'],
    ['a dropped port', [{ fault: 'path', effect: 'drop' }], '0xC004F074'],
    ['a wrong clock', [{ fault: 'clock', machine: 'WS-1', aheadSeconds: 18_000 }], '0xC004F074'],
    ['a disabled service', [{ fault: 'service', machine: 'WS-1', startMode: 'Disabled' }], '0x80070422'],
    ['a missing service', [{ fault: 'service', machine: 'WS-1', missing: true }], '0x80070424'],
    ['no key', [{ fault: 'key', machine: 'WS-1', last5: null }], '0xC004F014'],
  ])('with %s ends with Windows’ code for it', (_, faults, code) => {
    expect(last(lived({ estate: { machines: [fresh] }, faults, tries: ['windows'] }))).toBe(code);
  });

  it('logs the clock’s code in the request and no answer; the host logs it too', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'clock', machine: 'WS-1', aheadSeconds: 18_000 }], at: '1h' });
    expect(eventsOf(world, 'WS-1', 12_288, 12_289).map((e) => e.slice(0, 17))).toEqual(['12288: 0xC004F06C']);
    expect(eventsOf(world, 'KMS1', 12_290).some((e) => e.startsWith('12290: 0xC004F06C') && e.includes('ws-1.corp.example'))).toBe(true);
  });

  it('logs a request without an answer where the way back is cut, and the host has seen it', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'path', from: ['WS-1'], to: ['KMS1'], effect: 'drop-answers' }], at: '1h' });
    expect(eventsOf(world, 'WS-1', 12_288, 12_289).map((e) => e.slice(0, 10))).toEqual(['12288: 0x0']);
    expect(eventsOf(world, 'KMS1', 12_290).some((e) => e.includes('ws-1.corp.example'))).toBe(true);
  });

  it('whose answers are lost on the way back still binds, as no connection would open otherwise', async () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'path', from: ['WS-1'], to: ['KMS1'], effect: 'drop-answers' }], at: '1h' });
    const bind = await world.networkOf('WS-1').bindRpc('kms1.corp.example', '10.0.0.11', 1688, { timeoutMs: 1000, signal: new AbortController().signal });
    expect(bind.outcome).toBe('accepted');
  });

  it('sends no request where the bind before it is never answered', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'path', from: ['WS-1'], to: ['KMS1'], effect: 'stall' }], at: '1h' });
    expect(eventsOf(world, 'WS-1', 12_288, 12_289).map((e) => e.slice(0, 17))).toEqual(['12288: 0x800705B4']);
    expect(eventsOf(world, 'KMS1', 12_290).some((e) => e.includes('ws-1.corp.example'))).toBe(false);
  });

  it('is served at its next try once what dropped its way has ended', () => {
    const faults = [{ fault: 'path', from: ['WS-1'], to: ['KMS1'], effect: 'drop' }, { fault: 'paths-clear', at: '3h' }];
    expect([productOf(lived({ estate: { machines: [fresh] }, faults, at: '3h 59m' }), 'WS-1').licenseStatus, productOf(lived({ estate: { machines: [fresh] }, faults, at: '4h 1m' }), 'WS-1').licenseStatus]).toEqual([2, 1]);
  });

  it('that is switched off when it is due tries when it starts', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'off', machine: 'WS-1', at: '1d' }, { fault: 'restart', machine: 'WS-1', at: '20d' }], at: '21d' });
    expect(world.machine('WS-1').state.events.filter((e) => e.id === 12_289).map((e) => new Date(e.at).toISOString().slice(0, 10))).toEqual(['2026-11-02', '2026-11-22']);
  });
});

describe('Active Directory', () => {
  const directory = { objects: [{ windows: 'ws2025' as const }] };

  it('is asked first by a member of a domain, and then no KMS host is', () => {
    const world = lived({ estate: { machines: [fresh], directory }, at: '1h' });
    expect([productOf(world, 'WS-1').lastActivationType, eventsOf(world, 'WS-1', 12_288)]).toEqual([1, []]);
  });

  it('is not asked by a machine in a workgroup, nor by Windows 7', () => {
    const world = lived({ estate: { machines: [{ ...fresh, member: false, primarySuffix: 'corp.example' }, { name: 'OLD', system: 'win7', windows: { state: 'new' } }], directory }, at: '1h' });
    expect([productOf(world, 'WS-1').lastActivationType, productOf(world, 'OLD').lastActivationType]).toEqual([2, 2]);
  });

  it('without a fitting object leaves the machine to KMS', () => {
    const world = lived({ estate: { machines: [fresh], directory: { objects: [{ windows: 'ws2016' as const }] } }, at: '1h' });
    expect([productOf(world, 'WS-1').lastActivationType, eventsOf(world, 'WS-1', 8213).length]).toEqual([2, 1]);
  });

  it('activates no longer once the machine has left the domain, from its next start on', () => {
    const world = lived({ estate: { machines: [fresh], directory }, faults: [{ fault: 'membership', machine: 'WS-1', joined: false, at: '1d' }, { fault: 'restart', machine: 'WS-1', at: '2d' }], at: '3d' });
    expect(productOf(world, 'WS-1').lastActivationType).toBe(2);
  });

  it('alone is asked where the activation type says so', () => {
    const world = lived({ estate: { machines: [fresh] }, faults: [{ fault: 'kms-setting', machine: 'WS-1', activationType: 1 }], at: '1h' });
    expect([productOf(world, 'WS-1').licenseStatus, eventsOf(world, 'WS-1', 12_288)]).toEqual([2, []]);
  });
});

describe('a MAK', () => {
  it('asks Microsoft and no KMS host', () => {
    const mak = { name: 'WS-1', windows: { channel: 'mak' as const, state: 'new' as const } };
    const world = lived({ estate: { machines: [mak] }, tries: ['windows'], at: '1h' });
    expect([productOf(world, 'WS-1').licenseStatus, productOf(world, 'WS-1').stateEndsAt, eventsOf(world, 'WS-1', 12_288)]).toEqual([1, null, []]);
    expect(last(lived({ estate: { machines: [mak] }, faults: [{ fault: 'microsoft-answers', machine: 'WS-1', code: '0xC004C020' }], tries: ['windows'] }))).toBe('0xC004C020');
  });
});

describe('the seed’s own example', () => {
  it('counts 1, 2, 3, 4 and activates nobody; the next server gets 5 and is; the client that gets 25 is, and those before it within two hours', () => {
    const clients = Array.from({ length: 20 }, (_, i) => ({ name: `WS-${i + 4}`, windows: { state: 'unlicensed' as const } }));
    const all = [
      { name: 'WS-1', system: 'win10' as const }, { name: 'WS-2', system: 'win10' as const }, { name: 'VM-3', system: 'win10' as const, virtual: true }, { name: 'SRV-4', system: 'server2022' as const }, { name: 'SRV-5', system: 'server2022' as const },
    ].map((m) => ({ ...m, windows: { state: 'unlicensed' as const } }));
    // Nobody starts by itself: each is switched on when its turn comes, ten minutes after the one before.
    const off = [...all, ...clients].map(({ name }) => ({ fault: 'off', machine: name, at: 'before' }));
    const on = [...all, ...clients].map(({ name }, i) => ({ fault: 'restart', machine: name, at: `${i * 5 + 5}m` }));
    const world = lived({ estate: { machines: [...all, ...clients], crowd: { clients: 0, servers: 0 } }, faults: [...off, ...on], at: '130m' });
    const told = (name: string): string[] => eventsOf(world, name, 12_289).map((e) => e.split(', ').slice(2, 5).join(' '));
    expect(['WS-1', 'WS-2', 'VM-3', 'SRV-4', 'SRV-5'].map((name) => told(name)[0])).toEqual(['0 0 1', '0 0 2', '0 0 3', '0 0 4', '1 0 5']);
    expect(told('WS-23')[0]).toBe('1 0 25');
    expect(['WS-1', 'WS-2', 'VM-3', 'SRV-4'].flatMap((name) => told(name).slice(0, 1)).every((t) => t.startsWith('0 '))).toBe(true);
    world.clock.runUntil(world.clock.now + 2 * hour);
    expect([...all, ...clients].every(({ name }) => productOf(world, name).licenseStatus === 1)).toBe(true);
  });
});
