import { LicensingClient } from './client/licensing-client.ts';
import type { Attempt, Surroundings } from './client/licensing-client.ts';
import { Random } from './clock/random.ts';
import { VirtualClock } from './clock/virtual-clock.ts';
import type { Directory } from './directory.ts';
import { DnsService } from './dns-service.ts';
import { KmsService, servesKms } from './host/kms-service.ts';
import { Publisher } from './host/publisher.ts';
import type { MachineState, Product } from './machine/state.ts';
import { ownTime } from './machine/state.ts';
import type { Node, TcpProgram } from './network/wire.ts';
import { Wire } from './network/wire.ts';
import { networkFrom } from './network/vantage.ts';
import type { Network } from '../model/network.ts';

/** A machine of the estate with what runs on it. */
export type Inhabitant = { state: MachineState; node: Node; client: LicensingClient; kms: KmsService; publisher: Publisher | null };

/** The operator's desk: not a machine that is looked at, but the place that looks. */
export type Desk = { node: Node; resolvers: string[]; suffixes: string[]; /** Milliseconds that its clock is ahead of the estate's. */ aheadMs: number };

const clockPort = 123;

/**
 * A whole estate in memory: machines, names, directory and network on one virtual clock. Everything random in it comes
 * from its seed, so it lives the same life each time.
 */
export class World {
  readonly domain: string;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly wire = new Wire();
  readonly dns: DnsService;
  readonly machines = new Map<string, Inhabitant>();
  readonly directories = new Map<string, Directory>();
  /** Programs on ports that are not what the machine's own state says, by machine and port. */
  readonly programs = new Map<string, TcpProgram | 'none'>();
  readonly attempts: { machine: string; attempt: Attempt }[] = [];
  desk: Desk;
  private readonly products = new Map<string, Product>();
  private readonly timeless = new Set<string>();

  constructor(domain: string, startsAt: number, seed: number) {
    this.domain = domain;
    this.clock = new VirtualClock(startsAt);
    this.random = new Random(seed);
    this.dns = new DnsService(this.wire);
    this.desk = { node: this.plainNode('desk', ['10.0.9.9']), resolvers: [], suffixes: [domain], aheadMs: 0 };
  }

  /** A node that is always up and runs nothing: a desk, a router, somebody else's server. */
  plainNode(name: string, addresses: readonly string[], program: (port: number) => TcpProgram | null = () => null): Node {
    const node: Node = { name, addresses, isUp: () => true, programOn: program, admits: () => true, answersPing: true };
    this.wire.attach(node);
    return node;
  }

  addMachine(state: MachineState): Inhabitant {
    for (const product of state.products) this.products.set(product.activationId, product);
    const kms = new KmsService(state, (id) => this.products.get(id) ?? null);
    const node: Node = {
      name: state.name, addresses: state.addresses, isUp: () => state.on, answersPing: true,
      programOn: (port) => this.programOn(state, kms, port),
      admits: (port) => admits(state, port),
    };
    this.wire.attach(node);
    const around: Surroundings = { clock: this.clock, random: this.random, wire: this.wire, servers: this.dns.servers, directoryOf: (domain) => this.directories.get(domain.toLowerCase()) ?? null };
    const client = new LicensingClient(state, node, around);
    const publisher = state.products.some((p) => p.hostKey !== null) ? new Publisher(state, this.clock, this.dns) : null;
    const inhabitant = { state, node, client, kms, publisher };
    this.machines.set(state.name.toLowerCase(), inhabitant);
    return inhabitant;
  }

  /** Products may be told from each other by their ids even after one was put in the place of another. */
  knowProduct(product: Product): void {
    this.products.set(product.activationId, product);
  }

  /** A machine by its name, in any letter case. Throws where there is none: scenarios are checked before they are built. */
  machine(name: string): Inhabitant {
    const found = this.machines.get(name.toLowerCase());
    if (found === undefined) throw new Error(`The estate has no machine called ${name}.`);
    return found;
  }

  /** Makes a place's clock unreadable over the network. */
  hideClock(name: string): void {
    this.timeless.add(name.toLowerCase());
  }

  /** `/ato` by hand on a machine, for each product that has a key of the application. */
  activate(name: string, application: 'windows' | 'office'): void {
    const { state, client } = this.machine(name);
    for (const product of state.products) {
      if (product.application !== application || product.hostKey !== null) continue;
      this.attempts.push({ machine: state.name.toLowerCase(), attempt: client.activate(product) });
    }
  }

  /** Restarts a machine: its services start anew, a host begins to count from zero and publishes again. */
  restart(name: string): void {
    const { state, client, kms, publisher } = this.machine(name);
    state.on = true;
    kms.restart();
    publisher?.start();
    client.start();
  }

  /** The network as a machine sees it. */
  networkOf(name: string): Network {
    const { state, node } = this.machine(name);
    return networkFrom({
      node,
      resolvers: () => state.dns.servers,
      suffixes: () => [...new Set([state.dns.primarySuffix, ...state.dns.searchList, state.dns.connectionSuffix].filter((s) => s !== ''))],
      aheadOf: (address) => this.aheadOf(ownTime(state, this.clock.now), address),
    }, this.wire, this.dns.servers);
  }

  /** The network as the operator's desk sees it. */
  networkOfDesk(): Network {
    return networkFrom({
      node: this.desk.node, resolvers: () => this.desk.resolvers, suffixes: () => this.desk.suffixes, aheadOf: (address) => this.aheadOf(this.clock.now + this.desk.aheadMs, address),
    }, this.wire, this.dns.servers);
  }

  /** How far a time is ahead of the clock at an address; null where nothing there tells the time. */
  private aheadOf(time: number, address: string): number | null {
    const node = this.wire.nodeAt(address);
    if (node === null || !node.isUp() || this.timeless.has(node.name.toLowerCase()) || !node.admits(clockPort)) return null;
    const machine = this.machines.get(node.name.toLowerCase());
    return time - (machine === undefined ? this.clock.now : ownTime(machine.state, this.clock.now));
  }

  private programOn(state: MachineState, kms: KmsService, port: number): TcpProgram | null {
    const put = this.programs.get(`${state.name.toLowerCase()}:${port}`);
    if (put !== undefined) return put === 'none' ? null : put;
    return servesKms(state) && state.kmsHost.listeningPort === port ? { kind: 'kms', service: kms } : null;
  }
}

const kmsPort = 1688;

/** The rule SPPSVC-In-TCP opens port 1688 in its profiles; Windows' firewall drops what no rule lets in. Time is let in everywhere here. */
function admits({ firewall }: MachineState, port: number): boolean {
  if (port === clockPort || firewall.otherRuleOpensKms) return true;
  return port === kmsPort && firewall.kmsRule !== null && firewall.kmsRule.enabled && firewall.kmsRule.profiles.includes(firewall.activeProfile);
}
