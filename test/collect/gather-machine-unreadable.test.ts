import { afterEach, describe, expect, it, vi } from 'vitest';
import { gatherMachine } from '../../src/collect/gather-machine.ts';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { windowsMachineOf } from '../../src/estate/machine/windows-machine.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { WindowsMachine, WmiQuery } from '../../src/model/windows.ts';
import { client, now } from '../estate/machine/reference-machine.ts';
import { gather, request, silent, states } from './gather-reference-machine.ts';

/** A machine that denies some of its classes. */
const denying = (failing: (query: WmiQuery) => boolean, state: MachineState): WindowsMachine => {
  const whole = windowsMachineOf(state, { now }, null);
  return { ...whole, queryWmi: (query, limits) => (failing(query) ? Promise.resolve({ ok: false, reason: 'denied', detail: 'access denied' }) : whole.queryWmi(query, limits)) };
};

const never = (): Promise<never> => new Promise(() => {});
const mute: WindowsMachine = { queryWmi: never, readEvents: never, readRegistry: never, network: null };

describe('What cannot be read', () => {
  it('is unseen with its reason, and the rest is given', async () => {
    const denied = { reason: 'denied' as const, detail: 'access denied (0x80070005)' };
    const noWmi = await gather(client({ unreadable: { wmi: denied, events: null, registry: null } }));
    expect(noWmi.evidence.licensingProducts).toEqual({ state: 'unseen', ...denied });
    expect(states(noWmi)).toMatchObject({ service: 'denied', services: 'denied', firewallRules: 'denied', events: 'seen', machine: 'seen' });
    expect(valueOf(noWmi.evidence.machine)).toMatchObject({ editionId: 'Enterprise', hostName: null, dnsServers: null });
    expect(noWmi.subject).toBeNull();
    const noLog = await gather(client({ unreadable: { wmi: null, events: denied, registry: denied } }));
    expect(states(noLog)).toMatchObject({ events: 'denied', licensingProducts: 'seen', machine: 'seen' });
    expect(valueOf(noLog.evidence.machine)).toMatchObject({ editionId: null, revision: null, hostName: 'WS-0142' });
  });

  it('takes no other kind with it: the profile is missing from the rule, the DNS settings from the machine', async () => {
    const { evidence } = await gatherMachine(denying((q) => /MSFT_NetConnectionProfile|AdapterConfiguration/.test(q.wql), client()), request(), silent);
    expect(valueOf(evidence.firewallRules)).toMatchObject([{ enabled: false, activeProfile: null }]);
    expect(valueOf(evidence.machine)).toMatchObject({ dnsServers: null, dnsSuffixSearchList: null, primaryDnsSuffix: 'contoso.test' });
  });

  it('is the licence state where the licensing service is disabled, with Windows’ code', async () => {
    const services = client().services.map((s) => (s.name === 'sppsvc' ? { ...s, state: 'Stopped' as const, startMode: 'Disabled' as const } : s));
    const { evidence } = await gather(client({ services }));
    expect(evidence.licensingProducts).toMatchObject({ state: 'unseen', reason: 'refused', detail: expect.stringContaining('0x80070422') });
    expect(valueOf(evidence.services)?.[0]).toEqual({ name: 'sppsvc', state: 'stopped', startMode: 'disabled' });
  });

  it('is everything on a machine that is switched off', async () => {
    const gathered = await gather(client({ on: false }), {}, null);
    expect(gathered.subject).toBeNull();
    expect(states(gathered)).toMatchObject({ licensingProducts: 'unreachable', events: 'unreachable', services: 'unreachable', firewallRules: 'unreachable', service: 'unreachable', machine: 'unreachable' });
  });

  it('is said where a transport breaks', async () => {
    const broken: WindowsMachine = { ...windowsMachineOf(client(), { now }, null), readEvents: () => Promise.reject(new Error('the pipe broke')) };
    expect((await gatherMachine(broken, request(), silent)).evidence.events).toEqual({ state: 'unseen', reason: 'unparsable', detail: 'the pipe broke' });
  });
});

describe('A machine that never answers', () => {
  afterEach(() => vi.useRealTimers());

  // Two limits: the event logs wait for the machine's own time.
  it('has timed out after two limits, whatever the transport does', async () => {
    vi.useFakeTimers();
    const gathering = gatherMachine(mute, request({ timeoutMs: 3000 }), silent);
    await vi.advanceTimersByTimeAsync(6000);
    const gathered = await gathering;
    expect(states(gathered)).toMatchObject({ licensingProducts: 'timeout', events: 'timeout', services: 'timeout', firewallRules: 'timeout', service: 'timeout', machine: 'timeout' });
    expect(gathered.evidence.machine).toMatchObject({ detail: 'no answer within 3000 ms' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is given up at once when the gathering is stopped', async () => {
    const stop = new AbortController();
    const gathering = gatherMachine(mute, request({ signal: stop.signal }), silent);
    stop.abort();
    expect(states(await gathering)).toMatchObject({ licensingProducts: 'not-asked', events: 'not-asked', machine: 'not-asked' });
  });
});
