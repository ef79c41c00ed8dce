import { nameKey } from '../codec/dns/name.ts';
import { resolverText } from '../codec/dns/resolver-text.ts';
import { evidenceOf } from '../model/evidence.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Limits, Network, Resolver } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { mostAddressesPerFamily, mostRecords } from './bounds.ts';
import { Notebook } from './notebook.ts';
import type { NetworkKind, WhyNot } from './notebook.ts';
import { runGraph } from './plan.ts';
import type { Step } from './plan.ts';
import { isAddress, namesOfHost, srvNameOf, uniqueNames } from './request.ts';
import type { GatherRequest } from './request.ts';

/** Probes under way at once: enough that nobody waits for another, few enough for any machine's sockets. */
const concurrency = 128;

const sntpPort = 123;

/**
 * A KMS host while it is being looked at: each port is probed at each address of each of its names (or at itself where
 * it is an address), in whatever order they become known.
 */
type Target = { host: string; ports: Set<number>; names: Set<string> };

/** Every record is shown while they are few; of thousands, a view each this many. */
const shownAlways = 256;
const shownEach = 64;

const notYet = (): WhyNot => ({ reason: 'not-asked', detail: null });

/** One gathering: makes the steps, and keeps what they need to know of each other. */
class Gathering {
  readonly notebook: Notebook;
  private readonly network: Network;
  private readonly request: GatherRequest;
  private readonly limits: Limits;
  private readonly onRecord: () => void;
  private readonly targets = new Map<string, Target>();
  private readonly addressesOf = new Map<string, Set<string>>();
  private resolvers: readonly Resolver[] = [];
  private suffixes: readonly string[] = [];

  constructor(network: Network, request: GatherRequest, onRecord: () => void) {
    this.network = network;
    this.request = request;
    this.limits = { timeoutMs: request.timeoutMs, signal: request.signal };
    this.onRecord = onRecord;
    this.notebook = new Notebook(request.vantage);
  }

  /** The steps that need nothing: hosts given by address, and what the system says of its DNS. */
  firstSteps(): Step[] {
    const byAddress = this.request.kmsHosts.filter(({ host }) => isAddress(host));
    for (const { host } of byAddress) this.addressesOf.set(nameKey(host), new Set([host]));
    return [...byAddress.flatMap(({ host, port }) => this.aim(host, port, [host], [])), this.systemStep()];
  }

  /** Why a kind holds nothing, once everything has ended. */
  whyNot(kind: NetworkKind): WhyNot {
    if (this.request.signal.aborted) return { reason: 'not-asked', detail: 'stopped before it was asked' };
    const namesHosts = this.request.kmsHosts.some(({ host }) => !isAddress(host));
    if (this.resolvers.length === 0 && (kind === 'dnsSrv' || (kind === 'addresses' && namesHosts))) {
      return { reason: 'unsupported', detail: 'no resolver is configured' };
    }
    if (kind === 'dnsSrv') return { reason: 'unsupported', detail: 'no DNS suffix is known: name one with --domain' };
    if (this.request.skip.probes === true && kind !== 'addresses') return { reason: 'not-asked', detail: null };
    if ((kind === 'icmp' && this.request.skip.icmp) || (kind === 'clock' && this.request.skip.clock)) return { reason: 'not-asked', detail: 'left out' };
    if (kind === 'rpcBind' && this.notebook.tcp.length > 0) return { reason: 'not-asked', detail: 'no port was open to bind to' };
    const missing = kind === 'addresses' ? 'no KMS host is known by name' : 'no address of a KMS host is known';
    return { reason: 'not-asked', detail: missing };
  }

  /** Times a probe of one kind and tells the listener that evidence has grown. */
  private async record<T>(kind: NetworkKind, probe: () => Promise<T>, keep: (result: T) => void): Promise<T> {
    const from = this.request.now();
    const result = await probe();
    this.notebook.addSpan(kind, from, this.request.now());
    keep(result);
    this.onRecord();
    return result;
  }

  private systemStep(): Step {
    return {
      id: 'system', needs: [], kind: null, label: 'resolvers and DNS suffixes',
      run: async (add) => {
        const [resolvers, suffixes] = await Promise.all([
          this.request.resolvers ?? this.network.systemResolvers(),
          this.request.domains.length > 0 ? this.request.domains : this.network.systemSuffixes(),
        ]);
        this.resolvers = [...new Map(resolvers.map((resolver) => [resolverText(resolver), resolver])).values()];
        this.suffixes = uniqueNames(suffixes);
        const byName = this.request.kmsHosts.filter(({ host }) => !isAddress(host));
        const names = this.suffixes.map(srvNameOf);
        const hostNames = this.request.kmsHosts.flatMap(({ host }) => [host, ...namesOfHost(host, this.suffixes)]);
        this.notebook.orderBy(names, this.resolvers.map(resolverText), hostNames);
        add(byName.flatMap(({ host, port }) => this.namedHostSteps(host, port)));
        add(names.flatMap((name) => this.resolvers.map((resolver) => this.srvStep(name, resolver))));
        return `${this.resolvers.length} resolvers, ${this.suffixes.length} suffixes`;
      },
    };
  }

  private namedHostSteps(host: string, port: number): Step[] {
    const names = namesOfHost(host, this.suffixes);
    const known = this.aim(host, port, names, ['system']);
    return [...known, ...this.resolvers.flatMap((resolver) => names.map((name) => this.addressStep(name, resolver, 'system')))];
  }

  private srvStep(name: string, resolver: Resolver): Step {
    const id = `srv ${name} @${resolverText(resolver)}`;
    return {
      id, needs: ['system'], kind: 'dnsSrv', label: `SRV ${name} at ${resolverText(resolver)}`,
      run: async (add) => {
        const lookup = await this.record('dnsSrv', () => this.network.lookupSrv(name, resolver, this.limits), (found) => {
          this.notebook.srv.push({ ...found, vantage: this.request.vantage });
        });
        for (const { target, port } of lookup.answers.slice(0, mostRecords)) {
          // The root as target says that there is no such service (RFC 2782); it is no host.
          if (target === '.') continue;
          add(this.aim(target, port, [target], [id]));
          add([this.addressStep(target, resolver, id)]);
        }
        return lookup.outcome === 'answered' ? `${lookup.rcode ?? 'answered'}, ${lookup.answers.length} records` : lookup.outcome;
      },
    };
  }

  private addressStep(name: string, resolver: Resolver, needs: string): Step {
    const id = `addresses ${nameKey(name)} @${resolverText(resolver)}`;
    return {
      id, needs: [needs], kind: 'addresses', label: `addresses of ${name} at ${resolverText(resolver)}`,
      run: async (add) => {
        const lookup = await this.record('addresses', () => this.network.lookupAddresses(name, resolver, this.limits), (found) => {
          this.notebook.addresses.push({ ...found, vantage: this.request.vantage });
        });
        const addresses = [lookup.a, lookup.aaaa].flatMap((family) => family.slice(0, mostAddressesPerFamily));
        const known = this.addressesOf.get(nameKey(name)) ?? new Set();
        this.addressesOf.set(nameKey(name), known);
        for (const address of addresses) known.add(address);
        add([...this.targets.values()].filter(({ names }) => names.has(nameKey(name))).flatMap((target) => this.probes(target, [id])));
        return addresses.length > 0 ? addresses.join(', ') : lookup.rcode ?? lookup.outcome;
      },
    };
  }

  /** Adds a port and names to a host, and gives the probes that can be made of what is known. */
  private aim(host: string, port: number, names: readonly string[], needs: readonly string[]): Step[] {
    const target = this.targets.get(nameKey(host)) ?? { host, ports: new Set(), names: new Set() };
    this.targets.set(nameKey(host), target);
    // Port 0 cannot be connected to; the record itself is the finding.
    if (port > 0) target.ports.add(port);
    for (const name of names) target.names.add(nameKey(name));
    return this.probes(target, needs);
  }

  /** All probes of a host as far as it is known; the graph passes over those that it already has. */
  private probes({ host, ports, names }: Target, needs: readonly string[]): Step[] {
    if (this.request.skip.probes === true) return [];
    const addresses = new Set([...names].flatMap((name) => [...(this.addressesOf.get(name) ?? [])]));
    return [...addresses].flatMap((address) => [
      ...[...ports].map((port) => this.tcpStep(host, address, port, needs)),
      ...(this.request.skip.icmp ? [] : [this.icmpStep(host, address, needs)]),
      ...(this.request.skip.clock ? [] : [this.clockStep(host, address, needs)]),
    ]);
  }

  private tcpStep(host: string, address: string, port: number, needs: readonly string[]): Step {
    const id = `tcp ${nameKey(host)} ${address} ${port}`;
    return {
      id, needs, kind: 'tcp', label: `TCP ${host} (${address}) port ${port}`,
      run: async (add) => {
        const probe = await this.record('tcp', () => this.network.connect(host, address, port, this.limits), (found) => {
          this.notebook.tcp.push({ ...found, vantage: this.request.vantage });
        });
        if (probe.outcome === 'open') add([this.rpcStep(host, address, port, id)]);
        return probe.outcome;
      },
    };
  }

  private rpcStep(host: string, address: string, port: number, tcpStep: string): Step {
    return {
      id: `rpc ${nameKey(host)} ${address} ${port}`, needs: [tcpStep], kind: 'rpcBind', label: `RPC bind ${host} (${address}) port ${port}`,
      run: async () => {
        const probe = await this.record('rpcBind', () => this.network.bindRpc(host, address, port, this.limits), (found) => {
          this.notebook.rpcBind.push({ ...found, vantage: this.request.vantage });
        });
        return probe.outcome;
      },
    };
  }

  private icmpStep(host: string, address: string, needs: readonly string[]): Step {
    return {
      id: `icmp ${nameKey(host)} ${address}`, needs, kind: 'icmp', label: `ping ${host} (${address})`,
      run: async () => {
        const probe = await this.record('icmp', () => this.network.ping(host, address, this.limits), (found) => {
          this.notebook.icmp.push({ ...found, vantage: this.request.vantage });
        });
        return probe.outcome;
      },
    };
  }

  private clockStep(host: string, address: string, needs: readonly string[]): Step {
    return {
      id: `clock ${nameKey(host)} ${address}`, needs, kind: 'clock', label: `clock of ${host} (${address})`,
      run: async () => {
        const reading = await this.record('clock', () => this.network.readClock(address, sntpPort, this.limits), (found) => {
          this.notebook.clock.push({ host, address, reading: found });
        });
        return reading.ok ? `${reading.offsetMs} ms` : reading.reason;
      },
    };
  }
}

/**
 * Gathers what the network shows of the KMS hosts of some DNS suffixes, all as early as possible: SRV records from
 * every resolver, addresses of each target as soon as its own answer is there, then ports, echoes and clocks of every
 * address, and a bind on every open port. Takes as long as its longest chain (at most four limits: SRV, address, port,
 * bind), whatever else stays silent; of an answer beyond all measure only the beginning is looked at (bounds.ts). Never rejects for anything that the network does. Only network kinds are given.
 */
export async function gatherNetwork(
  network: Network,
  request: GatherRequest,
  onProgress: (event: ProgressEvent) => void,
): Promise<Pick<Evidence, NetworkKind>> {
  const { now, signal } = request;
  let records = 0;
  const show = (): void => onProgress({ type: 'evidence', evidence: evidenceOf(gathering.notebook.toEvidence(notYet)) });
  const gathering: Gathering = new Gathering(network, request, () => {
    records++;
    if (records <= shownAlways || records % shownEach === 0) show();
  });
  await runGraph(gathering.firstSteps(), { concurrency, signal, now, onProgress });
  return gathering.notebook.toEvidence((kind) => gathering.whyNot(kind));
}
