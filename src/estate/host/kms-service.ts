import type { Code } from '../../model/evidence.ts';
import { kmsTimes } from '../../knowledge/thresholds.ts';
import type { HostKey, MachineState, Product } from '../machine/state.ts';
import { ownTime, serviceOf } from '../machine/state.ts';
import { writeHostRequest } from '../machine/write-event.ts';
import type { ActivationAnswer, ActivationRequest } from './activation-exchange.ts';
import { keyCovers } from './coverage.ts';

const success: Code = '0x00000000';

/** Why a KMS host refuses. Source: Microsoft, troubleshoot activation error codes. */
export const refusals = {
  /** The machine has no host key. */
  notKms: '0xC004F039',
  notActivated: '0xC004F041',
  /** No host key covers the product. */
  notCovered: '0xC004F042',
  /** Client and host clocks differ by more than four hours. */
  clockOff: '0xC004F06C',
} as const satisfies Readonly<Record<string, Code>>;

/** Products by their activation id, which is all that a request names. */
export type ProductCatalogue = (activationId: string) => Pick<Product, 'generation' | 'application'> | null;

export const hostKeysOf = (machine: MachineState): HostKey[] => machine.products.map((p) => p.hostKey).filter((key) => key !== null);

/** True where the machine would listen on a KMS port: a host key is installed and the licensing service runs. */
export const servesKms = (machine: MachineState): boolean =>
  machine.on && hostKeysOf(machine).length > 0 && serviceOf(machine, 'sppsvc')?.state === 'Running';

/**
 * The Key Management Service of one machine: judges requests, counts clients, writes event 12290. It grants nothing: its
 * answers are understood by reference machines alone. The order of its reasons where several hold is ours; Microsoft
 * publishes none.
 */
export class KmsService {
  readonly machine: MachineState;
  private readonly productOf: ProductCatalogue;

  constructor(machine: MachineState, productOf: ProductCatalogue) {
    this.machine = machine;
    this.productOf = productOf;
  }

  /** Takes one request at a time of the estate's clock (Unix milliseconds). */
  serve(request: ActivationRequest, now: number): ActivationAnswer {
    const keys = hostKeysOf(this.machine);
    const product = this.productOf(request.activationId);
    const key = keys.find((k) => product !== null && keyCovers(k, product));
    const code = this.reasonToRefuse(request, keys.length, key, now);
    const counted = key ?? keys[0];
    if (counted !== undefined) count(counted, request.licenseStatus, code !== success);
    writeHostRequest(this.machine, now, request, code);
    const answer = { activationIntervalMinutes: this.machine.kmsHost.activationIntervalMinutes, renewalIntervalMinutes: this.machine.kmsHost.renewalIntervalMinutes, hostExtendedPid: this.extendedPid() };
    if (code !== success || key === undefined) return { resultCode: code, count: 0, ...answer };
    return { resultCode: success, count: key.cache.contact(request.cmid, request.requiredCount, now), ...answer };
  }

  /** Restarting the service begins its collection of client IDs anew (Microsoft, plan-for-volume-activation-client). */
  restart(): void {
    for (const key of hostKeysOf(this.machine)) key.cache.clear();
  }

  private reasonToRefuse(request: ActivationRequest, keys: number, key: HostKey | undefined, now: number): Code {
    if (keys === 0) return refusals.notKms;
    if (key === undefined) return refusals.notCovered;
    if (!key.activated) return refusals.notActivated;
    const apartMs = Math.abs(request.requestTime - ownTime(this.machine, now));
    return apartMs > kmsTimes.clockToleranceMs ? refusals.clockOff : success;
  }

  private extendedPid(): string {
    return this.machine.products.find((p) => p.hostKey !== null)?.extendedPid ?? '';
  }
}

/** Cumulative since the key was installed; failed are requests that were refused (Microsoft, KMS troubleshooting). */
function count({ counters }: HostKey, licenseStatus: number, failed: boolean): void {
  counters.total++;
  if (failed) counters.failed++;
  const status = licenseStatus as 0 | 1 | 2 | 3 | 4 | 5 | 6;
  if (counters.byStatus[status] !== undefined) counters.byStatus[status]++;
}
