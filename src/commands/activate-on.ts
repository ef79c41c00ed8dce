import type { MachineRequest } from '../collect/gather-machine.ts';
import { gatherMachine } from '../collect/gather-machine.ts';
import type { ActivationAttempt, Evidence, LicenseStatus, LicensingProduct } from '../model/evidence.ts';
import { seen, unseen, valueOf } from '../model/evidence.ts';
import type { ProgressEvent } from '../model/progress.ts';
import type { WindowsMachine } from '../model/windows.ts';

/** Windows waits for a host that is silent for half a minute, and asks several. */
const activationMs = 180_000;
const mostProducts = 4;

/**
 * Has Windows itself try to activate what is installed for KMS, then reads licences and events anew, so that the evidence is
 * that of after the try and the attempts stand in it. What the network showed stays. Notes say what was before and after.
 */
export async function activateOn(machine: WindowsMachine, before: Evidence, request: MachineRequest, onProgress: (event: ProgressEvent) => void): Promise<{ evidence: Evidence; notes: string[] }> {
  const products = (valueOf(before.licensingProducts) ?? []).filter((p) => p.channel === 'kms-client' && p.activationId !== null).slice(0, mostProducts);
  const activate = machine.activateProduct?.bind(machine);
  if (activate === undefined) return { evidence: { ...before, activationAttempts: unseen('unsupported', 'activation cannot be tried this way') }, notes: ['Activation could not be tried this way.'] };
  if (products.length === 0) return { evidence: before, notes: ['Nothing that is installed here asks a KMS host, so no activation was tried.'] };
  const attempts: ActivationAttempt[] = [];
  const notes: string[] = [];
  for (const product of products) {
    const tried = await activate(product.activationId ?? '', { timeoutMs: activationMs, signal: request.signal });
    if (!tried.ok) {
      notes.push(`${product.name ?? 'A product'} could not be told to activate: ${tried.detail ?? tried.reason}`);
      continue;
    }
    const succeeded = tried.value === '0x00000000';
    attempts.push({ at: new Date(request.now()).toISOString(), product: product.name, activationId: product.activationId, succeeded, code: succeeded ? null : tried.value });
  }
  const after = await gatherMachine(machine, { ...request, skip: { network: true } }, onProgress);
  const evidence: Evidence = {
    ...before,
    licensingProducts: after.evidence.licensingProducts.state === 'seen' ? after.evidence.licensingProducts : before.licensingProducts,
    events: after.evidence.events.state === 'seen' ? after.evidence.events : before.events,
    service: after.evidence.service.state === 'seen' ? after.evidence.service : before.service,
    activationAttempts: attempts.length === 0 ? unseen('refused', notes[0] ?? null) : seen(attempts, { by: 'activation asked for (--active)', vantage: 'client', at: attempts[0]?.at ?? null, tookMs: null }),
  };
  return { evidence, notes: [...notes, ...compared(products, valueOf(evidence.licensingProducts) ?? [], attempts)] };
}

/** What the try changed, product by product. */
const compared = (before: readonly LicensingProduct[], after: readonly LicensingProduct[], attempts: readonly ActivationAttempt[]): string[] =>
  before.map((old) => {
    const now = after.find((p) => p.activationId === old.activationId);
    const name = old.name ?? 'A product';
    const was = stateWords(old.licenseStatus);
    const is = stateWords(now?.licenseStatus ?? null);
    const days = now?.graceMinutesRemaining === null || now?.graceMinutesRemaining === undefined ? '' : `, ${Math.floor(now.graceMinutesRemaining / 1440)} days left`;
    const attempt = attempts.find((a) => a.activationId === old.activationId);
    const came = attempt === undefined ? '' : `The try to activate ${attempt.succeeded ? 'succeeded' : `failed with ${attempt.code ?? 'a code that was not told'}`}. `;
    return `${came}${name} ${was.before} before it, and ${was.before === is.before ? 'still' : is.after} after it${days}.`;
  });

const words: Record<LicenseStatus, string> = {
  'unlicensed': 'unlicensed', 'licensed': 'activated', 'oob-grace': 'in its first grace period', 'oot-grace': 'in the grace period of changed hardware', 'non-genuine-grace': 'in the grace period of what is not genuine',
  'notification': 'not activated, showing notifications', 'extended-grace': 'in an extended grace period',
};

const stateWords = (status: LicenseStatus | null): { before: string; after: string } =>
  (status === null ? { before: 'did not show its state', after: 'does not show its state' } : { before: `was ${words[status]}`, after: `is ${words[status]}` });
