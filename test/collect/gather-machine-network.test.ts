import { describe, expect, it } from 'vitest';
import type { MachineState } from '../../src/estate/machine/state.ts';
import { client } from '../estate/machine/reference-machine.ts';
import { gather, network, states } from './gather-reference-machine.ts';

const askedBy = async (but: Partial<MachineState>): Promise<string[]> => {
  const { net, asked } = network();
  await gather(client(but), { skip: { icmp: true, clock: true } }, net);
  return [...new Set(asked)];
};

describe('The network, seen from a client', () => {
  it('is asked in every zone that the client searches', async () => {
    const dns = { ...client().dns, searchList: ['a.test', 'contoso.test'], connectionSuffix: 'branch.test' };
    expect(await askedBy({ dns })).toEqual(['_vlmcs._tcp.contoso.test', '_vlmcs._tcp.a.test', '_vlmcs._tcp.branch.test', 'kms1.contoso.test:1688']);
  });

  // Source: slmgr.vbs options: /skms-domain.
  it('is asked in the lookup domain alone where one is set', async () => {
    expect(await askedBy({ settings: { ...client().settings, lookupDomain: 'Corp.Example' } })).toEqual(['_vlmcs._tcp.Corp.Example', 'kms1.contoso.test:1688']);
  });

  it('includes the host that is set by hand, at its port', async () => {
    expect(await askedBy({ settings: { ...client().settings, host: 'kms9.contoso.test', port: 1700 } })).toContain('kms9.contoso.test:1700');
  });

  it('is not asked for the machine itself, which Windows knows without DNS', async () => {
    for (const name of ['localhost', 'WS-0142', 'ws-0142.contoso.test.']) {
      expect((await askedBy({ settings: { ...client().settings, host: name } })).filter((asked) => asked.includes(':'))).toEqual(['kms1.contoso.test:1688']);
    }
  });

  it('is asked in the domain of a member whose primary suffix cannot be read', async () => {
    const unreadable = { wmi: null, events: null, registry: { reason: 'denied' as const, detail: 'no' } };
    expect(await askedBy({ unreadable, dns: { ...client().dns, searchList: [], primarySuffix: '' } })).toContain('_vlmcs._tcp.contoso.test');
  });

  it('cannot be seen from a machine on which nothing can be run, and is not asked where it is left out', async () => {
    expect(states(await gather(client(), {}, null))).toMatchObject({ dnsSrv: 'unsupported', tcp: 'unsupported', clock: 'unsupported', machine: 'seen' });
    expect(states(await gather(client(), { skip: { network: true } }))).toMatchObject({ dnsSrv: 'not-asked', tcp: 'not-asked', machine: 'seen' });
  });
});
