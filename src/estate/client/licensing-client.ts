import type { Code } from '../../model/evidence.ts';
import { generationOf } from '../../knowledge/host-keys.ts';
import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Random } from '../clock/random.ts';
import type { Directory } from '../directory.ts';
import { askDirectory } from '../directory.ts';
import type { ActivationAnswer, ActivationRequest } from '../host/activation-exchange.ts';
import type { MachineState, Product } from '../machine/state.ts';
import { fullNameOf, ownTime, serviceOf } from '../machine/state.ts';
import { writeActivationFailed, writeAdActivated, writeAdFailed, writeAnswer, writeRequest } from '../machine/write-event.ts';
import type { NameServers } from '../network/ask-names.ts';
import type { Node, Wire } from '../network/wire.ts';
import { askHost } from './ask-host.ts';
import type { NameAsker, Target } from './discovery.ts';
import { discoverHosts } from './discovery.ts';
import { license, licenseForEver, minutesLeft, settle } from './licence-states.ts';

export type Surroundings = {
  clock: VirtualClock;
  random: Random;
  wire: Wire;
  servers: NameServers;
  /** The directory of a domain; null where there is none. */
  directoryOf: (domain: string) => Directory | null;
};

/** How one activation ended. */
export type Attempt = { at: number; product: Product; succeeded: boolean; code: Code };

const success: Code = '0x00000000';
const kmsPort = 1688;

/** Codes that a client ends with. Source: Microsoft, troubleshoot activation error codes. */
const codes = {
  /** No KMS host could be contacted; the reason stands in event 12288. */
  noHost: '0xC004F074',
  countTooLow: '0xC004F038',
  noKey: '0xC004F014',
  serviceDisabled: '0x80070422',
  serviceMissing: '0x80070424',
  /** Activation by volume is not allowed in this way on this machine. */
  noOtherWay: '0xC004F056',
} as const satisfies Readonly<Record<string, Code>>;

/** Windows 8 and Server 2012 are the first that ask Active Directory. Source: activate-windows-clients-vamt. */
const firstAdBuild = 9200;

/**
 * What a reference machine does to activate, in Microsoft's order: Active Directory for domain members, then the host
 * set by hand, the host that answered last, and the hosts that DNS names, a dead one dropped for another; after a failure
 * again in two hours, after a success in seven days. Source: activate-windows-clients-vamt, kms-activation-planning.
 */
export class LicensingClient {
  readonly machine: MachineState;
  private readonly node: Node;
  private readonly around: Surroundings;
  /** A timer that was set before the last one is void. */
  private readonly round = new Map<Product, number>();

  constructor(machine: MachineState, node: Node, around: Surroundings) {
    this.machine = machine;
    this.node = node;
    this.around = around;
  }

  /** The machine or its licensing service starts: every product is tried, Active Directory first again. */
  start(): void {
    if (!this.machine.on) return;
    for (const product of this.triedByItself()) this.tryByItself(product);
  }

  /** Sets the next try of a product without trying now: for a machine that has lived before the estate began. */
  resume(product: Product, nextAt: number): void {
    this.schedule(product, nextAt);
  }

  /** What `/ato` does: one try now, whatever is scheduled, and without event 8198, which only automatic tries write. */
  activate(product: Product): Attempt {
    const { now } = this.around.clock;
    settle(product, now);
    if (this.machine.refusesByHand !== null) return { at: now, product, succeeded: false, code: this.machine.refusesByHand };
    const code = this.attempt(product, now);
    if (product.channel === 'kms-client') this.scheduleNext(product, code === success, now);
    return { at: now, product, succeeded: code === success, code };
  }

  private triedByItself(): Product[] {
    return this.machine.products.filter((p) => p.channel === 'kms-client' && p.last5 !== null);
  }

  private tryByItself(product: Product): void {
    const { now } = this.around.clock;
    settle(product, now);
    const code = this.attempt(product, now);
    // Event 8198 is slui.exe's, which activates Windows alone.
    if (code !== success && product.application === 'windows') writeActivationFailed(this.machine, now, code);
    this.scheduleNext(product, code === success, now);
  }

  private scheduleNext(product: Product, succeeded: boolean, now: number): void {
    const minutes = succeeded ? product.renewalIntervalMinutes : product.activationIntervalMinutes;
    this.schedule(product, now + minutes * 60_000);
  }

  private schedule(product: Product, at: number): void {
    const round = (this.round.get(product) ?? 0) + 1;
    this.round.set(product, round);
    this.around.clock.at(at, () => {
      // A machine that is switched off tries when it starts.
      if (this.round.get(product) === round && this.machine.on) this.tryByItself(product);
    });
  }

  private attempt(product: Product, now: number): Code {
    const service = serviceOf(this.machine, 'sppsvc');
    if (service === undefined) return codes.serviceMissing;
    if (service.startMode === 'Disabled') return codes.serviceDisabled;
    // Before Windows 8 Office is licensed by a service of its own (kb 2870357).
    if (product.application === 'office' && Number(this.machine.system.build) < firstAdBuild && serviceOf(this.machine, 'osppsvc')?.startMode === 'Disabled') return codes.serviceDisabled;
    if (this.machine.licensingFault !== null) return this.machine.licensingFault;
    if (product.last5 === null) return codes.noKey;
    if (product.channel !== 'kms-client') return this.askMicrosoft(product);
    const allowed = product.activationType ?? this.machine.settings.activationType;
    const ad = allowed === 0 || allowed === 1 ? this.tryDirectory(product, now) : null;
    if (ad === success) return success;
    if (allowed === 1 || allowed === 3) return ad ?? codes.noOtherWay;
    return this.tryKms(product, now);
  }

  private askMicrosoft(product: Product): Code {
    if (this.machine.microsoftAnswers === success) licenseForEver(product);
    return this.machine.microsoftAnswers;
  }

  /** Null where the machine does not ask a directory: in no domain, too old a system, or a domain without activation objects. */
  private tryDirectory(product: Product, now: number): Code | null {
    const { membership, system } = this.machine;
    if (!membership.joined || membership.domain === null || Number(system.build) < firstAdBuild) return null;
    if (product.generation.kind === 'office' && generationOf(system.build, system.kind === 'server') === null) return null;
    const directory = this.around.directoryOf(membership.domain);
    if (directory === null) return null;
    const answer = askDirectory(directory, product);
    if (!answer.ok) {
      writeAdFailed(this.machine, now, answer.event, answer.code);
      return answer.code;
    }
    license(product, 1, now);
    product.adObject = { name: answer.name, dn: answer.dn };
    writeAdActivated(this.machine, now, answer.dn);
    return success;
  }

  private tryKms(product: Product, now: number): Code {
    const asker: NameAsker = { machine: this.machine, node: this.node, wire: this.around.wire, servers: this.around.servers };
    const byHand = this.hostByHand(product);
    if (byHand !== null) return this.tryHosts(asker, product, [byHand], now) ?? codes.noHost;
    const cached = this.machine.settings.hostCaching ? product.discovered : null;
    const first = cached === null ? null : this.tryHosts(asker, product, [cached], now);
    if (first !== null) return first;
    const found = discoverHosts(asker, this.around.random);
    if (!found.ok) return cached === null ? found.code : codes.noHost;
    return this.tryHosts(asker, product, found.value.filter((t) => t.host !== cached?.host || t.port !== cached.port), now) ?? codes.noHost;
  }

  /** The most specific setting wins: of the product, then of the machine. A port without a host changes the port alone. */
  private hostByHand(product: Product): Target | null {
    const { settings } = this.machine;
    const host = product.configuredHost ?? settings.host;
    return host === null ? null : { host, port: product.configuredPort ?? settings.port ?? kmsPort };
  }

  /** The end of the first host that answers or takes a request; null where none of them could be reached. */
  private tryHosts(asker: NameAsker, product: Product, targets: readonly Target[], now: number): Code | null {
    const port = product.configuredPort ?? this.machine.settings.port;
    for (const target of targets) {
      const request = this.requestFor(product, now);
      const aimed = port === null ? target : { ...target, port };
      const asked = askHost(asker, aimed, request, now);
      if (asked.outcome === 'not-sent') writeRequest(this.machine, now, request, aimed.host, aimed.port, asked.code);
      else if (asked.outcome === 'no-answer') writeRequest(this.machine, now, request, aimed.host, aimed.port, success);
      else return this.take(product, aimed, request, asked.answer, asked.address, now);
    }
    return null;
  }

  private take(product: Product, target: Target, request: ActivationRequest, answer: ActivationAnswer, address: string, now: number): Code {
    // What the host says of the client's clock is reported where the request is (Microsoft, error 0xC004F06C).
    const refused = answer.resultCode !== success;
    writeRequest(this.machine, now, request, target.host, target.port, answer.resultCode === '0xC004F06C' ? answer.resultCode : success);
    const code: Code = refused ? answer.resultCode : answer.count < product.requiredCount ? codes.countTooLow : success;
    if (code === '0xC004F06C') return codes.noHost;
    writeAnswer(this.machine, now, answer, code, code === success);
    if (refused) return code;
    product.activationIntervalMinutes = answer.activationIntervalMinutes;
    product.renewalIntervalMinutes = answer.renewalIntervalMinutes;
    if (this.hostByHand(product) === null) product.discovered = { ...target, address };
    product.hostExtendedPid = answer.hostExtendedPid;
    if (code !== success) return code;
    license(product, 2, now);
    return success;
  }

  private requestFor(product: Product, now: number): ActivationRequest {
    return {
      clientName: fullNameOf(this.machine),
      cmid: product.application === 'office' ? this.machine.officeCmid : this.machine.cmid,
      applicationId: product.applicationId, activationId: product.activationId, requestTime: ownTime(this.machine, now),
      isVirtual: this.machine.isVirtual, licenseStatus: product.licenseStatus, minutesRemaining: minutesLeft(product, now), requiredCount: product.requiredCount,
    };
  }
}
