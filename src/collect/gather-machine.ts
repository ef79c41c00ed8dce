import { evidenceOf, seen, unseen } from '../model/evidence.ts';
import type { Evidence, EvidenceKind, UnseenReason } from '../model/evidence.ts';
import type { Limits } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { Reading, RegistryValue, WindowsMachine, WmiRow } from '../model/windows.ts';
import { askQuestion, within } from './ask-machine.ts';
import { gatherNetwork } from './gather-network.ts';
import { fullNameOf } from './machine-evidence.ts';
import { MachineNotebook } from './machine-notebook.ts';
import { readingsFor } from './machine-notebook.ts';
import type { MachineKind, MachineReadings } from './machine-notebook.ts';
import { gatherHostClock, hostsOfClient, lookupZonesOf, searchedZones } from './machine-network.ts';
import { probeFromItself, triesMicrosoft } from './machine-self-probes.ts';
import { eventDays, eventIds, eventLogs, questions, registryQuestions } from './machine-questions.ts';
import type { QuestionId } from './machine-questions.ts';
import type { NetworkKind } from './notebook.ts';
import { runGraph } from './plan.ts';
import { probeScript } from './powershell/collect-script.ts';
import type { Step } from './plan.ts';

/** How a machine is looked at. */
export type MachineRequest = {
  /** What the machine is in the case: it decides what of the network is looked at from it. */
  role: 'client' | 'host';
  /** Limit of each single question, in milliseconds. */
  timeoutMs: number;
  /** When aborted, nothing more is asked, and what is known so far is the result. */
  signal: AbortSignal;
  /** Unix milliseconds, for the sources' times. */
  now: () => number;
  /** Left out: all of the network, or parts of it. */
  skip: { network?: boolean; icmp?: boolean; clock?: boolean };
  /** How the machine is reached, before the names of classes in the sources: `cim`. */
  by: string;
  /**
   * Reads what `probeScript` printed, where the machine can run scripts: registry and network then come in one call. Null
   * for text that is none of the script's. Without it both are asked piece by piece.
   */
  readProbe?: (text: string) => ProbeReading | null;
};

/** What a probe script told of the machine's registry and of the network as the machine sees it. */
export type ProbeReading = { network: Partial<Evidence>; registry: Reading<RegistryValue[]> };

/** A script may need half a minute to start on a busy machine, and waits for the network in between. */
const scriptMs = 90_000;

/** What a machine told. `subject` is its full name in lower case; null where it did not tell it. */
export type GatheredMachine = { subject: string | null; evidence: Evidence };

/** All questions at once: WMI, registry and event logs take as many. */
const concurrency = 16;

const networkStepId = 'machine network';
const selfProbesStepId = 'machine self probes';

const dayMs = 86_400_000;
/** What a look at the network brings; a cloud's metadata service beside them where there is one. */
const networkKinds: readonly NetworkKind[] = ['dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock'];

const noNetwork: Partial<Evidence> = Object.fromEntries(
  networkKinds.map((kind) => [kind, unseen('unsupported', 'nothing can be run on this machine, so the network cannot be seen from it')]),
);

/** Which evidence each question is for, and what it is called for people. */
const asked: readonly (readonly [QuestionId, EvidenceKind, string])[] = [
  ['system', 'machine', 'the operating system'],
  ['products', 'licensingProducts', 'the licences'],
  ['service', 'service', 'the licensing service'],
  ['officeProducts', 'licensingProducts', 'Office’s own licences'],
  ['officeService', 'licensingProducts', 'Office’s own licensing service'],
  ['computer', 'machine', 'the domain'],
  ['enclosure', 'instanceMetadata', 'the cloud that runs it'],
  ['adapters', 'machine', 'the DNS settings'],
  ['services', 'services', 'the Windows services'],
  ['firewallRule', 'firewallRules', 'the firewall rule of KMS'],
  ['connections', 'firewallRules', 'the network profile'],
];

/** What the network is looked at with has been read by then, or could not be. */
const beforeNetwork = (['system', 'products', 'service', 'officeProducts', 'officeService', 'computer', 'enclosure', 'adapters', 'registry'] as const).map(stepOf);

/** Steps of the network that is seen from the machine have names of their own. */
function stepOf(id: keyof MachineReadings): string {
  return `machine ${id}`;
}

/** One gathering: its steps, and what they have found so far. */
class Gathering {
  readonly notebook: MachineNotebook;
  network: Partial<Evidence> = {};
  private selfProbes: Partial<Evidence> = {};
  private readonly machine: WindowsMachine;
  private readonly request: MachineRequest;
  private readonly limits: Limits;
  private readonly onProgress: (event: ProgressEvent) => void;

  constructor(machine: WindowsMachine, request: MachineRequest, onProgress: (event: ProgressEvent) => void) {
    this.machine = machine;
    this.request = request;
    this.limits = { timeoutMs: request.timeoutMs, signal: request.signal };
    this.onProgress = onProgress;
    this.notebook = new MachineNotebook(request.by, request.role);
  }

  /** `apart`: the registry is read by itself, so that it can be asked for without the network. */
  steps(apart = false): Step[] {
    const registry = this.step('registry', 'machine', 'the registry', [], () => this.readRegistry());
    return [
      ...asked.map(([id, kind, label]) => this.step(id, kind, label, [], () => askQuestion(this.machine, questions[id], this.limits))),
      this.step('hotfix', 'windowsState', 'an update of Windows 7', [stepOf('system')], async () => (this.notebook.isWindows7() ? askQuestion(this.machine, questions.hotfix, this.limits) : notWindows7)),
      ...(this.runsScripts() ? (apart ? [registry, this.probeStep(networkStepId, true)] : [this.probeStep(stepOf('registry'), false)]) : [registry]),
      ...eventLogs.map((log) => this.step(log, 'events', `the event log ${log}`, [stepOf('system')], () =>
        within(this.limits, (l) => this.machine.readEvents({ log, ids: eventIds, since: this.eventsSince() }, l)))),
      ...(this.request.skip.network === true || this.machine.network === null || this.runsScripts() ? [] : [this.networkStep()]),
      ...(this.request.skip.network === true || (this.machine.askMetadata === undefined && this.machine.tryConnection === undefined) ? [] : [this.selfProbesStep()]),
    ];
  }

  private runsScripts(): boolean {
    return this.machine.runScript !== undefined && this.request.readProbe !== undefined;
  }

  private readRegistry(): Promise<Reading<RegistryValue[]>> {
    return within(this.limits, (l) => this.machine.readRegistry(registryQuestions, l));
  }

  /** The registry and the network in one call, once it is known whom to ask; the registry alone where no script may run. */
  private probeStep(id: string, registryIsRead: boolean): Step {
    return {
      id, needs: beforeNetwork.filter((before) => before !== id), kind: 'machine', label: 'the registry, and the network from there',
      run: async () => {
        const from = this.request.now();
        const { role, timeoutMs, signal, readProbe } = this.request;
        const known = this.notebook.clientSoFar();
        const lookup = lookupZonesOf(known);
        const hosts = hostsOfClient(known);
        const cloud = this.notebook.cloud();
        const script = probeScript({
          role, timeoutMs, zones: lookup.length > 0 ? lookup : searchedZones(known), zonesAreAll: lookup.length > 0, hosts,
          dnsServers: this.notebook.adapterList('DNSServerSearchOrder'), ownAddresses: this.notebook.adapterList('IPAddress'), cloud,
          triesMicrosoft: triesMicrosoft({ role, cloud, products: known.products, hosts }),
        });
        const printed = await within({ timeoutMs: scriptMs, signal }, async (l) => this.machine.runScript?.(script, l) ?? noScript);
        const probe = printed.ok ? readProbe?.(printed.value) ?? null : null;
        const why = printed.ok ? { reason: 'unparsable' as const, detail: 'the script printed nothing of its own' } : printed;
        this.network = this.networkOf(probe, why);
        if (registryIsRead) return probe === null ? why.reason : 'done';
        const registry = probe?.registry.ok === true ? probe.registry : await this.readRegistry();
        this.notebook.add('registry', registry, from, this.request.now());
        this.show();
        return probe === null ? why.reason : 'done';
      },
    };
  }

  private networkOf(probe: ProbeReading | null, why: { reason: UnseenReason; detail: string | null }): Partial<Evidence> {
    const unseenHere = Object.fromEntries(networkKinds.map((kind) => [kind, unseen(why.reason, why.detail)]));
    return this.request.skip.network === true ? noNetwork : { ...(probe === null ? unseenHere : {}), ...probe?.network };
  }

  evidence(): Evidence {
    return evidenceOf({ ...this.notebook.toEvidence(), ...this.selfProbes, ...this.certificate(), ...(this.machine.network === null && !this.runsScripts() ? noNetwork : this.network) });
  }

  /** Seen on the way, without a question of its own. */
  private certificate(): Partial<Evidence> {
    const shown = this.machine.certificate?.() ?? null;
    return shown === null ? {} : { certificates: seen([{ ...shown, vantage: 'operator' }], { by: 'tls', vantage: 'operator', at: new Date(this.request.now()).toISOString(), tookMs: null }) };
  }

  private step<K extends keyof MachineReadings>(id: K, kind: EvidenceKind, label: string, needs: readonly string[], ask: () => Promise<MachineReadings[K]>): Step {
    return {
      id: stepOf(id), needs, kind, label,
      run: async () => {
        const from = this.request.now();
        const reading = await ask();
        this.notebook.add(id, reading, from, this.request.now());
        this.show();
        return outcomeOf(reading);
      },
    };
  }

  private show(): void {
    this.onProgress({ type: 'evidence', evidence: this.evidence() });
  }

  /** Events bear the time of the machine's own clock, which may be years off. */
  private eventsSince(): number {
    return (this.notebook.ownTime() ?? this.request.now()) - eventDays * dayMs;
  }

  private networkStep(): Step {
    const { network } = this.machine;
    const client = this.request.role === 'client';
    return {
      id: networkStepId, needs: client ? beforeNetwork : [stepOf('adapters')], kind: client ? null : 'clock', label: client ? 'the network from the client' : 'the clock of the KMS host',
      run: async () => {
        if (network === null) return 'not asked';
        if (!client) return this.hostClock(network);
        const known = this.notebook.client();
        this.network = await gatherNetwork(network, {
          domains: searchedZones(known), resolvers: null, kmsHosts: hostsOfClient(known), timeoutMs: this.request.timeoutMs, vantage: 'client',
          signal: this.request.signal, skip: this.request.skip, now: this.request.now,
        }, (event) => this.relay(event));
        this.show();
        return 'done';
      },
    };
  }

  /** What the machine tries from itself beside KMS: Azure's metadata service, and its way to Microsoft. */
  private selfProbesStep(): Step {
    const { role, now } = this.request;
    return {
      id: selfProbesStepId, needs: (['enclosure', 'computer', 'products', 'service', 'officeProducts', 'officeService'] as const).map(stepOf), kind: role === 'client' ? 'instanceMetadata' : 'wayToMicrosoft',
      label: role === 'client' ? 'Azure’s metadata service, from the client' : 'the way to Microsoft, from the KMS host',
      run: async () => {
        const known = this.notebook.clientSoFar();
        this.selfProbes = await probeFromItself(this.machine, { role, cloud: this.notebook.cloud(), products: known.products, hosts: hostsOfClient(known), limits: this.limits, now });
        this.show();
        return Object.keys(this.selfProbes).length === 0 ? 'not asked' : 'done';
      },
    };
  }

  /** What the network shows so far joins what the machine told. */
  private relay(event: ProgressEvent): void {
    if (event.type !== 'evidence') {
      this.onProgress(event);
      return;
    }
    this.network = Object.fromEntries(networkKinds.map((kind) => [kind, event.evidence[kind]]));
    this.show();
  }

  private async hostClock(network: NonNullable<WindowsMachine['network']>): Promise<string> {
    if (this.request.skip.clock === true) return 'left out';
    const clock = await gatherHostClock(network, {
      dnsServers: this.notebook.adapterList('DNSServerSearchOrder'), own: this.notebook.adapterList('IPAddress'), limits: this.limits, now: this.request.now,
    });
    this.network = { clock };
    this.show();
    return clock.state === 'seen' ? `${clock.value.length} compared` : clock.reason;
  }
}

const notWindows7: Reading<WmiRow[]> = { ok: false, reason: 'not-asked', detail: null };
const noScript: Reading<string> = { ok: false, reason: 'unsupported', detail: 'no script can be run there' };

function outcomeOf(reading: Reading<readonly unknown[]>): string {
  return reading.ok ? `${reading.value.length} found` : reading.reason;
}

/**
 * Reads a Windows machine: its licences and licensing service, events, services, firewall rule and DNS settings, and how it
 * sees the network. Everything is asked at once, the event logs once the machine has told its time, the network once it has
 * told whom it asks: the whole takes as long as the longest chain. A kind that cannot be read is unseen with its reason, and
 * the others are given all the same. Never rejects for anything that the machine does. What `/ato` said is not asked: nothing
 * is changed on the machine.
 */
export async function gatherMachine(machine: WindowsMachine, request: MachineRequest, onProgress: (event: ProgressEvent) => void): Promise<GatheredMachine> {
  const gathering = new Gathering(machine, request, onProgress);
  await runGraph(gathering.steps(), { concurrency, signal: request.signal, now: request.now, onProgress });
  const own = gathering.notebook.machine();
  return { subject: own === null ? null : fullNameOf(own), evidence: gathering.evidence() };
}

/** A machine that is asked for one kind of evidence after the other. */
export type MachineInterview = {
  /** Asks for a kind, or for the network as the machine sees it, with what that rests on; nothing is asked twice. Never rejects. */
  ask: (what: MachineKind | 'network') => Promise<GatheredMachine>;
};

/** The same questions as `gatherMachine` asks, a kind at a time; what nobody asked for stays unseen, not asked. */
export function interviewMachine(machine: WindowsMachine, request: MachineRequest, onProgress: (event: ProgressEvent) => void): MachineInterview {
  const gathering = new Gathering(machine, request, onProgress);
  const steps = new Map(gathering.steps(true).map((step) => [step.id, step]));
  const withNeeds = (id: string): string[] => [...(steps.get(id)?.needs ?? []).flatMap(withNeeds), id];
  return {
    async ask(what) {
      const wanted = new Set((what === 'network' ? [networkStepId, selfProbesStepId].filter((id) => steps.has(id)) : readingsFor(what).map(stepOf)).flatMap(withNeeds));
      // What was asked before is gone from the map, and nobody waits for it.
      const due = [...steps.values()].filter(({ id }) => wanted.has(id)).map((step): Step => ({ ...step, needs: step.needs.filter((need) => steps.has(need)) }));
      for (const { id } of due) steps.delete(id);
      await runGraph(due, { concurrency, signal: request.signal, now: request.now, onProgress });
      const own = gathering.notebook.machine();
      return { subject: own === null ? null : fullNameOf(own), evidence: gathering.evidence() };
    },
  };
}
