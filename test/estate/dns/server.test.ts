import { describe, expect, test } from 'vitest';

import { ReferenceDns } from '../../../src/estate/dns/reference-dns.ts';
import { Zone } from '../../../src/estate/dns/zone.ts';
import { a, cname, corp, healthy, kmsName, srv } from './zones.ts';

const from = (address: string) => ({ address, transport: 'udp' }) as const;
const udp = from('10.0.0.9');
const tcp = { address: '10.0.0.9', transport: 'tcp' } as const;

describe('a server', () => {
  test('refuses what is not of its zones', () => {
    expect(new ReferenceDns({ zones: [healthy()] }).lookup('_vlmcs._tcp.contoso.test', 'SRV', udp)).toMatchObject({ outcome: 'answered', rcode: 'REFUSED', answers: [] });
  });

  test('answers from the closest of its zones', () => {
    const child = new Zone({ name: 'eu.corp.example', records: [srv('_vlmcs._tcp.eu', 'kms-eu')] });
    const server = new ReferenceDns({ zones: [corp([srv('_vlmcs._tcp.eu', 'kms-old')]), child] });
    expect(server.lookup('_vlmcs._tcp.eu.corp.example', 'SRV', udp).answers).toEqual([srv('_vlmcs._tcp.eu', 'kms-eu')]);
  });

  test('shows each asker the view that its address has, and all others the common zones', () => {
    const server = new ReferenceDns({
      zones: [healthy()],
      views: [{ from: ['10.1.0.0/16', 'fd00::/8'], zones: [corp([srv('_vlmcs._tcp', 'kms-branch')])] }, { from: ['192.0.2.7'], zones: [] }],
    });
    const seen = ['10.1.200.3', 'fd12::9', '192.0.2.7', '192.0.2.8', '10.2.0.1'].map((address) => {
      const { rcode, answers } = server.lookup(kmsName, 'SRV', from(address));
      return answers[0]?.type === 'SRV' ? answers[0].target : rcode;
    });
    expect(seen).toEqual(['kms-branch.corp.example', 'kms-branch.corp.example', 'REFUSED', 'kms1.corp.example', 'kms1.corp.example']);
  });

  test.each(['10.1.0.0/33', '10.1', 'fd00::/129', 'office', '10.0.0.0/8/8'])('takes no view for "%s"', (address) => {
    expect(() => new ReferenceDns({ views: [{ from: [address], zones: [] }] })).toThrow(RangeError);
  });

  test('cuts an answer by UDP that is too long for the asker, and gives it whole by TCP (RFC 2181 §9)', () => {
    const server = new ReferenceDns({ zones: [corp(Array.from({ length: 120 }, (_, n) => srv('_vlmcs._tcp', `kms${n}`, 1688, 0, n)))] });
    expect(server.lookup(kmsName, 'SRV', udp)).toMatchObject({ truncated: true, answers: [] });
    expect(server.lookup(kmsName, 'SRV', tcp).answers).toHaveLength(120);
  });

  test('cuts by what the asker takes: 512 octets without EDNS', () => {
    const server = new ReferenceDns({ zones: [corp(Array.from({ length: 15 }, (_, n) => srv('_vlmcs._tcp', `kms-host-${n}`)))] });
    expect([512, 1232].map((udpSize) => server.lookup(kmsName, 'SRV', { ...udp, udpSize }).truncated)).toEqual([true, false]);
  });
});

const inside = (): ReferenceDns => new ReferenceDns({ zones: [healthy()] });

describe('a resolver', () => {
  test('asks another server for what is not its own, and has no authority over it', () => {
    expect(new ReferenceDns({ forwardTo: inside() }).lookup(kmsName, 'SRV', udp)).toMatchObject({ rcode: 'NOERROR', authoritative: false, answers: [srv('_vlmcs._tcp', 'kms1')] });
  });

  test('follows an alias from its own zone to the other server\'s', () => {
    const own = new Zone({ name: 'branch.example', records: [cname('kms.branch.example.', 'kms1')] });
    expect(new ReferenceDns({ zones: [own], forwardTo: inside() }).lookup('kms.branch.example', 'A', udp).answers).toEqual([cname('kms.branch.example.', 'kms1'), a('kms1', '10.0.0.1')]);
  });

  test('of the public, which never heard of the organisation, says that there is no such name', () => {
    expect(new ReferenceDns({ foreign: 'NXDOMAIN' }).lookup(kmsName, 'SRV', udp).rcode).toBe('NXDOMAIN');
  });

  test('has failed where the other server refuses, fails, or says nothing, and then only after 3 seconds', () => {
    const refusing = new ReferenceDns({});
    const failing = inside();
    failing.faults.rcode = 'FORMERR';
    const mute = inside();
    mute.faults.silent = true;
    const replies = [refusing, failing, mute].map((forwardTo) => new ReferenceDns({ forwardTo }).lookup(kmsName, 'SRV', udp));
    expect(replies.map(({ rcode, delayMs }) => [rcode, delayMs])).toEqual([['SERVFAIL', 0], ['SERVFAIL', 0], ['SERVFAIL', 3000]]);
  });

  test('asks again by TCP what came cut, and has failed where that is refused', () => {
    const server = inside();
    server.faults.truncatesUdp = true;
    const resolver = new ReferenceDns({ forwardTo: server });
    expect(resolver.lookup(kmsName, 'SRV', udp).answers).toHaveLength(1);
    server.faults.refusesTcp = true;
    expect(resolver.lookup(kmsName, 'SRV', udp).rcode).toBe('SERVFAIL');
  });

  test('is shown the view of its own address, not of who asked it', () => {
    const server = new ReferenceDns({ zones: [corp()], views: [{ from: ['10.5.5.5'], zones: [healthy()] }] });
    expect(new ReferenceDns({ forwardTo: server, address: '10.5.5.5' }).lookup(kmsName, 'SRV', udp).answers).toHaveLength(1);
  });

  test('of a long chain of resolvers gives up', () => {
    let server = inside();
    for (let n = 0; n < 12; n++) server = new ReferenceDns({ forwardTo: server });
    expect(server.lookup(kmsName, 'SRV', udp).rcode).toBe('SERVFAIL');
  });
});

const faulty = (set: (server: ReferenceDns) => void): ReferenceDns => {
  const server = new ReferenceDns({ zones: [healthy({ updates: 'open' })] });
  set(server);
  return server;
};

describe('a fault of a server', () => {
  const update = { zone: 'corp.example', prerequisites: [], changes: [] };

  test('is silence, for questions and updates alike', () => {
    const server = faulty(({ faults }) => void (faults.silent = true));
    expect([server.lookup(kmsName, 'SRV', udp).outcome, server.update(update, udp, null).outcome]).toEqual(['silent', 'silent']);
  });

  test('is noise', () => {
    expect(faulty(({ faults }) => void (faults.garbled = true)).lookup(kmsName, 'SRV', udp)).toMatchObject({ outcome: 'garbled', rcode: null, answers: [] });
  });

  test.each(['FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'NOTAUTH', 'BADVERS', 'RCODE12'])('is the code %s to whatever is asked', (rcode) => {
    const server = faulty(({ faults }) => void (faults.rcode = rcode));
    expect([server.lookup(kmsName, 'SRV', udp).rcode, server.update(update, udp, null).rcode]).toEqual([rcode, rcode]);
  });

  test('is that nobody is let in by TCP', () => {
    const server = faulty(({ faults }) => void (faults.refusesTcp = true));
    expect([server.lookup(kmsName, 'SRV', udp).outcome, server.lookup(kmsName, 'SRV', tcp).outcome]).toEqual(['answered', 'refused']);
  });

  test('is slowness, of all names or of some', () => {
    const server = faulty(({ faults }) => {
      faults.delayMs = 100;
      faults.late = { names: ['_TCP.corp.example'], delayMs: 4000 };
    });
    expect([kmsName, 'kms1.corp.example'].map((name) => server.lookup(name, 'SRV', udp).delayMs)).toEqual([4100, 100]);
  });

  test('ends when it is taken away', () => {
    const server = faulty(({ faults }) => void (faults.silent = true));
    server.faults.silent = false;
    expect(server.lookup(kmsName, 'SRV', udp).answers).toHaveLength(1);
  });
});
