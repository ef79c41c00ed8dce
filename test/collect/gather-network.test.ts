import { describe, expect, test } from 'vitest';
import { leftOutNotes, mostAddressesPerFamily, mostRecords } from '../../src/collect/bounds.ts';
import { gatherNetwork } from '../../src/collect/gather-network.ts';
import type { GatherRequest } from '../../src/collect/request.ts';
import type { SrvAnswer } from '../../src/model/evidence.ts';
import type { Network } from '../../src/model/network.ts';
import type { ProgressEvent } from '../../src/model/progress.ts';

const dns1 = { host: '10.0.0.53', port: 53 };
const dns2 = { host: '10.0.0.54', port: 5301 };

const srv = (target: string, more: Partial<SrvAnswer> = {}): SrvAnswer => ({ priority: 0, weight: 0, port: 1688, target, ttl: 3600, ...more });

/** A healthy network with one KMS host, each part replaceable; it notes what was asked. */
function network(but: Partial<Network> = {}): { net: Network; asked: string[] } {
  const asked: string[] = [];
  const note = (what: string): void => void asked.push(what);
  const net: Network = {
    systemResolvers: async () => [dns1],
    systemSuffixes: async () => ['contoso.test'],
    lookupSrv: async (name, resolver) => {
      note(`srv ${name} ${resolver.host}`);
      return { name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', answers: [srv('kms1.contoso.test')], truncatedThenTcp: false };
    },
    lookupAddresses: async (name, resolver) => {
      note(`addresses ${name} ${resolver.host}`);
      return { name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', a: ['10.0.0.1'], aaaa: ['fd00::1'], cnames: [] };
    },
    connect: async (host, address, port) => {
      note(`tcp ${host} ${address} ${port}`);
      return { host, address, port, outcome: 'open', cause: null, tookMs: 1 };
    },
    bindRpc: async (host, address, port) => {
      note(`rpc ${host} ${address} ${port}`);
      return { host, address, port, outcome: 'accepted', reason: null, looksLike: null };
    },
    ping: async (host, address) => {
      note(`ping ${host} ${address}`);
      return { host, address, outcome: 'replied', detail: null, tookMs: 1 };
    },
    readClock: async (address, port) => {
      note(`clock ${address} ${port}`);
      return { ok: true, offsetMs: 5, roundTripMs: 1, stratum: 3 };
    },
    ...but,
  };
  return { net, asked };
}

const textOf = ({ host, port }: { host: string; port: number }): string => (port === 53 ? host : `${host}:${port}`);

const request = (but: Partial<GatherRequest> = {}): GatherRequest => ({
  domains: [], resolvers: null, kmsHosts: [], timeoutMs: 3000, vantage: 'operator', signal: new AbortController().signal, skip: {}, now: () => Date.UTC(2026, 0, 31, 12), ...but,
});

const gather = (net: Network, but: Partial<GatherRequest> = {}, onProgress: (event: ProgressEvent) => void = () => undefined): ReturnType<typeof gatherNetwork> =>
  gatherNetwork(net, request(but), onProgress);

const never = <T>(): Promise<T> => new Promise(() => undefined);

const source = (by: string): object => ({ by, vantage: 'client', at: '2026-01-31T12:00:00.000Z', tookMs: 0 });

test('from a suffix to the bind: each item with its vantage, each kind with its source', async () => {
  const evidence = await gather(network().net, { vantage: 'client' });
  expect(evidence.dnsSrv).toEqual({
    state: 'seen', source: source('dns'),
    value: [{ name: '_vlmcs._tcp.contoso.test', resolver: '10.0.0.53', vantage: 'client', rcode: 'NOERROR', outcome: 'answered', answers: [srv('kms1.contoso.test')], truncatedThenTcp: false }],
  });
  expect(evidence.addresses).toMatchObject({ state: 'seen', value: [{ name: 'kms1.contoso.test', a: ['10.0.0.1'], aaaa: ['fd00::1'], vantage: 'client' }] });
  expect(evidence.tcp).toMatchObject({ state: 'seen', source: source('tcp connect'), value: [{ address: '10.0.0.1', vantage: 'client' }, { address: 'fd00::1' }] });
  expect(evidence.rpcBind).toMatchObject({ state: 'seen', value: [{ address: '10.0.0.1', outcome: 'accepted', vantage: 'client' }, { address: 'fd00::1' }] });
  expect(evidence.icmp).toMatchObject({ state: 'seen', value: [{ outcome: 'replied', vantage: 'client' }, {}] });
  expect(evidence.clock).toEqual({ state: 'seen', source: source('sntp'), value: [{ reference: 'kms1.contoso.test', vantage: 'client', offsetMs: 5 }] });
});

test('every suffix is asked at every resolver, and evidence lists them in that order whichever answers first', async () => {
  const slow = { srv: Promise.resolve() };
  const { net, asked } = network({
    lookupSrv: async (name, resolver) => {
      asked.push(`srv ${name} ${resolver.host}`);
      if (resolver.host === dns1.host) for (let n = 0; n < 20; n++) await slow.srv;
      return { name, resolver: textOf(resolver), rcode: 'NXDOMAIN', outcome: 'answered', answers: [], truncatedThenTcp: false };
    },
  });
  const { dnsSrv } = await gather(net, { domains: ['b.test', 'a.test.', 'B.TEST'], resolvers: [dns1, dns2] });
  expect(dnsSrv.state === 'seen' && dnsSrv.value.map(({ name, resolver }) => `${name} ${resolver}`)).toEqual([
    '_vlmcs._tcp.b.test 10.0.0.53', '_vlmcs._tcp.b.test 10.0.0.54:5301', '_vlmcs._tcp.a.test 10.0.0.53', '_vlmcs._tcp.a.test 10.0.0.54:5301',
  ]);
});

test('a resolver is asked for the addresses of what it named, and each address is probed once', async () => {
  const { net, asked } = network();
  await gather(net, { resolvers: [dns1, dns2] });
  expect(asked.filter((what) => what.startsWith('addresses'))).toEqual(['addresses kms1.contoso.test 10.0.0.53', 'addresses kms1.contoso.test 10.0.0.54']);
  expect(asked.filter((what) => /^(?:tcp|rpc|ping|clock)/.test(what)).sort()).toEqual([
    'clock 10.0.0.1 123', 'clock fd00::1 123', 'ping kms1.contoso.test 10.0.0.1', 'ping kms1.contoso.test fd00::1',
    'rpc kms1.contoso.test 10.0.0.1 1688', 'rpc kms1.contoso.test fd00::1 1688', 'tcp kms1.contoso.test 10.0.0.1 1688', 'tcp kms1.contoso.test fd00::1 1688',
  ]);
});

test('a dead resolver holds back nothing that another has answered', async () => {
  const { net, asked } = network();
  const answered = net.lookupSrv;
  const bound = new Promise<void>((resolve) => {
    const { bindRpc } = net;
    net.bindRpc = (...args) => {
      resolve();
      return bindRpc(...args);
    };
  });
  net.lookupSrv = (name, resolver, limits) => (resolver.host === dns2.host ? never() : answered(name, resolver, limits));
  void gather(net, { resolvers: [dns2, dns1] });
  await bound;
  expect(asked).toContain('rpc kms1.contoso.test 10.0.0.1 1688');
});

test('what is found is shown while the rest is still awaited', async () => {
  const { net } = network({ ping: never });
  const shown = new Promise<void>((resolve) => {
    void gather(net, {}, (event) => {
      if (event.type === 'evidence' && event.evidence.rpcBind.state === 'seen' && event.evidence.icmp.state === 'unseen') resolve();
    });
  });
  await expect(shown).resolves.toBeUndefined();
});

test('the root as target is no host, and port 0 is not connected to', async () => {
  const targets = [srv('.', { port: 1688 }), srv('kms0.contoso.test', { port: 0 })];
  const { net, asked } = network();
  net.lookupSrv = async (name, resolver) => ({ name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', answers: targets, truncatedThenTcp: false });
  const { tcp } = await gather(net);
  expect(asked.filter((what) => what.startsWith('addresses'))).toEqual(['addresses kms0.contoso.test 10.0.0.53']);
  expect(asked).toContain('ping kms0.contoso.test 10.0.0.1');
  expect(tcp).toEqual({ state: 'unseen', reason: 'not-asked', detail: 'no address of a KMS host is known' });
});

test('a host on two ports is probed on both', async () => {
  const { net, asked } = network();
  net.lookupSrv = async (name, resolver) => ({ name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', answers: [srv('kms1.contoso.test'), srv('KMS1.contoso.test', { port: 1700 })], truncatedThenTcp: false });
  await gather(net);
  expect(asked.filter((what) => what.startsWith('tcp') && what.includes('10.0.0.1'))).toEqual(['tcp kms1.contoso.test 10.0.0.1 1688', 'tcp kms1.contoso.test 10.0.0.1 1700']);
  expect(asked.filter((what) => what.startsWith('addresses'))).toHaveLength(1);
});

describe('a bind', () => {
  test.each(['refused', 'reset', 'timeout', 'unreachable'] as const)('is not tried on a port that is %s', async (outcome) => {
    const { net } = network({ connect: async (host, address, port) => ({ host, address, port, outcome, cause: 'X', tookMs: 1 }) });
    expect((await gather(net)).rpcBind).toEqual({ state: 'unseen', reason: 'not-asked', detail: 'no port was open to bind to' });
  });
});

describe('a KMS host named by hand', () => {
  test('by address is probed without DNS, and DNS is asked for its records all the same', async () => {
    const { net, asked } = network();
    net.lookupSrv = async (name, resolver) => ({ name, resolver: textOf(resolver), rcode: 'NXDOMAIN', outcome: 'answered', answers: [], truncatedThenTcp: false });
    const { tcp, dnsSrv, addresses } = await gather(net, { kmsHosts: [{ host: '10.9.9.9', port: 1700 }, { host: 'fd00::9', port: 1688 }] });
    expect(tcp).toMatchObject({ value: [{ host: '10.9.9.9', address: '10.9.9.9', port: 1700 }, { host: 'fd00::9' }] });
    expect(dnsSrv.state).toBe('seen');
    expect(addresses).toEqual({ state: 'unseen', reason: 'not-asked', detail: 'no KMS host is known by name' });
    expect(asked.some((what) => what.startsWith('addresses'))).toBe(false);
  });

  test('by its full name is looked up as it stands, at every resolver', async () => {
    const { net, asked } = network();
    const { tcp } = await gather(net, { kmsHosts: [{ host: 'kms7.corp.example', port: 1700 }], resolvers: [dns1, dns2] });
    expect(asked).toContain('addresses kms7.corp.example 10.0.0.54');
    expect(tcp).toMatchObject({ value: [{ host: 'kms7.corp.example', port: 1700 }, {}, { host: 'kms1.contoso.test' }, {}] });
  });

  test('by its short name is looked up under each suffix, and keeps the name that was given', async () => {
    const { net, asked } = network();
    const { tcp } = await gather(net, { kmsHosts: [{ host: 'kms7', port: 1688 }], domains: ['a.test', 'b.test'] });
    expect(asked).toEqual(expect.arrayContaining(['addresses kms7.a.test 10.0.0.53', 'addresses kms7.b.test 10.0.0.53', 'tcp kms7 10.0.0.1 1688']));
    expect(tcp).toMatchObject({ value: expect.arrayContaining([expect.objectContaining({ host: 'kms7' })]) });
  });

  test('that DNS names too is looked up once, and probed under both names', async () => {
    const { net, asked } = network();
    await gather(net, { kmsHosts: [{ host: 'kms1', port: 1688 }] });
    expect(asked.filter((what) => what.startsWith('addresses'))).toEqual(['addresses kms1.contoso.test 10.0.0.53']);
    expect(asked).toEqual(expect.arrayContaining(['tcp kms1 10.0.0.1 1688', 'tcp kms1.contoso.test 10.0.0.1 1688']));
  });
});

describe('why there is none', () => {
  test('without a resolver nothing of DNS can be known', async () => {
    const evidence = await gather(network().net, { resolvers: [], kmsHosts: [{ host: 'kms1.contoso.test', port: 1688 }] });
    expect(evidence.dnsSrv).toEqual({ state: 'unseen', reason: 'unsupported', detail: 'no resolver is configured' });
    expect(evidence.addresses).toEqual({ state: 'unseen', reason: 'unsupported', detail: 'no resolver is configured' });
    expect(evidence.tcp).toEqual({ state: 'unseen', reason: 'not-asked', detail: 'no address of a KMS host is known' });
  });

  test('without a suffix there is no name to ask for', async () => {
    const { net } = network({ systemSuffixes: async () => [] });
    expect((await gather(net)).dnsSrv).toEqual({ state: 'unseen', reason: 'unsupported', detail: 'no DNS suffix is known: name one with --domain' });
  });

  test('a resolver that stays silent is seen to be silent', async () => {
    const { net } = network({ lookupSrv: async (name, resolver) => ({ name, resolver: resolver.host, rcode: null, outcome: 'timeout', answers: [], truncatedThenTcp: false }) });
    const evidence = await gather(net);
    expect(evidence.dnsSrv).toMatchObject({ state: 'seen', value: [{ outcome: 'timeout' }] });
    expect(evidence.addresses).toMatchObject({ state: 'unseen', reason: 'not-asked' });
  });

  test('what is left out was not asked', async () => {
    const { net, asked } = network();
    const evidence = await gather(net, { skip: { icmp: true, clock: true } });
    expect([evidence.icmp, evidence.clock]).toEqual(Array.from({ length: 2 }, () => ({ state: 'unseen', reason: 'not-asked', detail: 'left out' })));
    expect(asked.some((what) => /^(?:ping|clock)/.test(what))).toBe(false);
  });

  test.each([['timeout', 'timeout'], ['refused', 'refused'], ['malformed', 'unparsable'], ['unsynchronised', 'unsupported']] as const)('a clock that is %s is unseen, %s', async (reason, unseen) => {
    const { net } = network({ readClock: async () => ({ ok: false, reason, detail: 'X' }) });
    expect((await gather(net)).clock).toEqual({ state: 'unseen', reason: unseen, detail: 'kms1.contoso.test gave no time: X' });
  });

  test('one clock that answers is enough', async () => {
    const { net } = network({ readClock: async (address) => (address === '10.0.0.1' ? { ok: false, reason: 'timeout', detail: null } : { ok: true, offsetMs: -7, roundTripMs: 1, stratum: 2 }) });
    expect((await gather(net)).clock).toMatchObject({ state: 'seen', value: [{ offsetMs: -7 }] });
  });

  test('what was stopped before it was asked says so', async () => {
    const evidence = await gather(network().net, { signal: AbortSignal.abort() });
    expect(Object.values(evidence).map((kind) => kind.state === 'unseen' && kind.detail)).toEqual(Array.from({ length: 6 }, () => 'stopped before it was asked'));
  });
});

test('a suffix that already is an SRV name is asked as it stands', async () => {
  const { net, asked } = network();
  await gather(net, { domains: ['_VLMCS._tcp.contoso.test'] });
  expect(asked[0]).toBe('srv _VLMCS._tcp.contoso.test 10.0.0.53');
});

describe('an answer beyond all measure', () => {
  test('of a thousand records the first that clients try are looked at, and all are kept', async () => {
    const targets = Array.from({ length: 1000 }, (_, n) => srv(`kms${n}.contoso.test`));
    const { net } = network({
      lookupSrv: async (name, resolver) => ({ name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', answers: targets, truncatedThenTcp: true }),
    });
    const evidence = await gather(net);
    expect(evidence.dnsSrv.state === 'seen' && evidence.dnsSrv.value[0]?.answers.length).toBe(1000);
    expect(evidence.tcp.state === 'seen' && new Set(evidence.tcp.value.map(({ host }) => host))).toEqual(new Set(targets.slice(0, mostRecords).map(({ target }) => target)));
    expect(leftOutNotes(evidence)).toEqual([expect.stringContaining('1000 KMS records') as string]);
  });

  test('of thousands of addresses the first of each family are tried, and all are kept', async () => {
    const a = Array.from({ length: 4000 }, (_, n) => `10.0.${n >> 8}.${n & 255}`);
    const { net } = network({ lookupAddresses: async (name, resolver) => ({ name, resolver: textOf(resolver), rcode: 'NOERROR', outcome: 'answered', a, aaaa: ['fd00::1'], cnames: [] }) });
    const evidence = await gather(net);
    expect(evidence.addresses.state === 'seen' && evidence.addresses.value[0]?.a.length).toBe(4000);
    expect(evidence.tcp.state === 'seen' && evidence.tcp.value.map(({ address }) => address)).toEqual([...a.slice(0, mostAddressesPerFamily), 'fd00::1']);
    expect(leftOutNotes(evidence)).toEqual([expect.stringContaining('4000 addresses') as string]);
  });

  test('hosts named by hand are all tried, each probe once, and shown in steps', async () => {
    const { net, asked } = network();
    let shown = 0;
    const kmsHosts = Array.from({ length: 1000 }, (_, n) => ({ host: `kms${n}.contoso.test`, port: 1688 }));
    const evidence = await gather(net, { kmsHosts, domains: ['other.test'] }, (event) => void (shown += Number(event.type === 'evidence')));
    expect(evidence.tcp.state === 'seen' && new Set(evidence.tcp.value.map(({ host }) => host)).size).toBe(1000);
    const probes = asked.filter((probe) => !probe.startsWith('clock'));
    expect(new Set(probes).size).toBe(probes.length);
    expect(shown).toBeLessThan(500);
    expect(leftOutNotes(evidence)).toEqual([]);
  });
});
