import type { Body } from '../model/evidence.ts';
import type { Resolver } from '../model/network.ts';
import { clientMachine } from './client-machine.ts';
import type { ZoneRecord } from './dns-host.ts';
import { startDnsHost } from './dns-host.ts';
import { startKmsHost } from './kms-host.ts';

/** What can be wrong in the estate; null is an estate in which nothing is. */
export type EstateFault = 'no-srv-record' | null;

export type Estate = {
  domain: string;
  resolver: Resolver;
  kmsHost: { name: string; port: number };
  /** The client machine with the facts that it shows of itself. */
  client: Body;
  stop: () => Promise<void>;
};

const domain = 'corp.example';

/**
 * A small beginning of the reference estate: a DNS server and a KMS host on loopback, and one client machine as evidence.
 * It exists to test and to show this program and can never activate anything. `now` is Unix milliseconds.
 */
export async function startEstate(fault: EstateFault, now: number): Promise<Estate> {
  const host = await startKmsHost();
  const name = `kms1.${domain}`;
  const records: ZoneRecord[] = [
    { name, type: 'A', data: host.host },
    { name: `ns1.${domain}`, type: 'A', data: '127.0.0.1' },
  ];
  if (fault !== 'no-srv-record') records.push({ name: `_vlmcs._tcp.${domain}`, type: 'SRV', data: { priority: 0, weight: 0, port: host.port, target: name } });
  const dns = await startDnsHost(domain, records);
  return {
    domain,
    resolver: { host: dns.host, port: dns.port },
    kmsHost: { name, port: host.port },
    client: { subject: `ws-0142.${domain}`, evidence: clientMachine(domain, new Date(now).toISOString(), fault === null) },
    stop: async () => {
      await Promise.all([dns.stop(), host.stop()]);
    },
  };
}
