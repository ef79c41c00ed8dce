import { kmsTimes } from '../../knowledge/thresholds.ts';
import type { ActivationTypeNumber, Product } from '../machine/state.ts';

const dayMs = 86_400_000;

/** Initial grace, 30 days (Microsoft, KMS troubleshooting); Office's out-of-tolerance grace after 180 days, 30 days (OKMS). */
export const graceMs = 30 * dayMs;
export const validityMs = kmsTimes.validityMinutes * 60_000;

/** Reasons of the states. Source: slerror.h, Windows SDK; Microsoft, activation error codes. */
const reasons = { licensed: '0x4004F040', grace: '0x4004F00C', tolerance: '0x4004F00D', notActivatedByKms: '0xC004F056', graceOver: '0xC004F009' } as const;

/** A success of KMS (2) or Active Directory (1): 180 days from now. */
export function license(product: Product, by: ActivationTypeNumber, now: number): void {
  Object.assign(product, { licenseStatus: 1, reason: reasons.licensed, stateEndsAt: now + validityMs, lastActivationType: by });
  if (by === 2) product.adObject = null;
}

/** A success of Microsoft's own activation lasts for ever. */
export function licenseForEver(product: Product): void {
  Object.assign(product, { licenseStatus: 1, reason: '0x00000000', stateEndsAt: null });
}

export function beginInitialGrace(product: Product, now: number): void {
  Object.assign(product, { licenseStatus: 2, reason: reasons.grace, stateEndsAt: now + graceMs });
}

/** What a state becomes once its time is over: initial grace and validity end in notification; Office has 30 days of grace between. */
export function lapse(product: Product, now: number): void {
  const toTolerance = product.licenseStatus === 1 && product.application === 'office';
  Object.assign(product, toTolerance
    ? { licenseStatus: 3, reason: reasons.tolerance, stateEndsAt: now + graceMs }
    : { licenseStatus: 5, reason: product.channel === 'kms-client' ? reasons.notActivatedByKms : reasons.graceOver, stateEndsAt: null });
}

/** Brings the state up to date; true where it changed. A machine that slept through the end finds it when it wakes. */
export function settle(product: Product, now: number): boolean {
  let changed = false;
  while (product.stateEndsAt !== null && product.stateEndsAt <= now) {
    lapse(product, product.stateEndsAt);
    changed = true;
  }
  return changed;
}

/** GracePeriodRemaining: minutes of the present state that are left, 0 where it does not end. */
export const minutesLeft = ({ stateEndsAt }: Pick<Product, 'stateEndsAt'>, now: number): number =>
  stateEndsAt === null ? 0 : Math.max(0, Math.floor((stateEndsAt - now) / 60_000));
