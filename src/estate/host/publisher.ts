import type { Code } from '../../model/evidence.ts';
import { dnsFailureOf } from '../client/dns-failures.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { DnsService } from '../dns-service.ts';
import type { MachineState } from '../machine/state.ts';
import { fullNameOf } from '../machine/state.ts';
import { writePublished, writePublishFailed } from '../machine/write-event.ts';
import { servesKms } from './kms-service.ts';

const dayMs = 86_400_000;
const timedOut: Code = '0x800705B4';

/**
 * How a KMS host makes itself known: SRV, A and AAAA by dynamic update (RFC 2136), at the start of the service and every 24
 * hours, in its own domain and in those of DnsDomainPublishList; event 12294 where it worked, 12293 with the code where
 * it did not. Source: Microsoft, KMS and DNS; event 12293.
 */
export class Publisher {
  private readonly machine: MachineState;
  private readonly clock: VirtualClock;
  private readonly dns: DnsService;
  private round = 0;

  constructor(machine: MachineState, clock: VirtualClock, dns: DnsService) {
    this.machine = machine;
    this.clock = clock;
    this.dns = dns;
  }

  /** Publishes now and every 24 hours from now on. */
  start(): void {
    this.round++;
    this.publishAndGoOn(this.round);
  }

  private publishAndGoOn(round: number): void {
    if (round !== this.round) return;
    if (servesKms(this.machine) && this.machine.kmsHost.dnsPublishing) this.publish();
    this.clock.after(dayMs, () => this.publishAndGoOn(round));
  }

  private publish(): void {
    const { kmsHost, membership, dns } = this.machine;
    const own = membership.domain ?? dns.primarySuffix;
    const zones = [
      ...(own === '' ? [] : [{ domain: own, priority: kmsHost.priority, weight: kmsHost.weight }]),
      ...kmsHost.publishList.filter(({ domain }) => domain.toLowerCase() !== own.toLowerCase()),
    ];
    for (const { domain, priority, weight } of zones) {
      const target = fullNameOf(this.machine);
      const rcode = this.dns.publish(this.machine, { zone: domain, target, addresses: this.machine.addresses, priority, weight, port: kmsHost.listeningPort });
      if (rcode === 'NOERROR') writePublished(this.machine, this.clock.now, domain);
      else writePublishFailed(this.machine, this.clock.now, rcode === 'timeout' ? timedOut : dnsFailureOf(rcode), domain);
    }
  }
}
