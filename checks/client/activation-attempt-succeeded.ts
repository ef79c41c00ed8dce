import { defineCheck } from '../../src/model/check.ts';
import { isOfLeftoverKey, standingFailures, tellsOutcome, type Failure } from '../activation-history.ts';
import { valueOf, type ActivationAttempt, type LicensingProduct, type Observed, type WindowsEvent } from '../../src/model/evidence.ts';
import { isLicensed } from '../licence-rows.ts';
import { toMinute } from '../event-log.ts';

export default defineCheck({
  id: 'client/activation-attempt-succeeded',
  title: 'The last attempt to activate succeeded',
  sources: [
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes',
    'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general',
    'https://learn.microsoft.com/previous-versions//ff793440(v=technet.10)',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/error-0x80070005-access-denied',
  ],
  needs: [],
  wants: ['activationAttempts', 'events', 'licensingProducts'],
  findings: {
    ACTIVATION_ATTEMPT_FAILED: {
      severity: 'fail',
      says: (a: { product: string; code: string; codes: readonly string[]; at: string | null; times: number }) =>
        `Activation of ${a.product} failed${a.times > 1 ? ` ${a.times} times` : ''}`
        + `${a.codes.length === 0 ? '' : ` with ${a.codes.slice(0, 3).join(' and ')}`}${a.at === null ? '' : `, last on ${toMinute(a.at)}`}, and no later attempt succeeded.`,
    },
    WINDOWS_ITSELF_DENIED: {
      severity: 'note',
      says: (a: { product: string }) => `Attempts that Windows made by itself for ${a.product} were denied too (0x80070005 in an event); they need nobody's rights.`,
    },
    RULES_ENGINE_DENIED: {
      severity: 'note',
      says: (a: { event: number }) => `Windows was denied one of its own licensing actions (event ${a.event} with 0x80070005), as when the account SELF has lost its DCOM permission.`,
    },
  },
  // Where nobody tried, none of it failed and none succeeded.
  when: ({ role, activationAttempts, events, licensingProducts }) =>
    role === 'client' && (isOpen(activationAttempts, licensingProducts, events) || tellsOutcome({ activationAttempts, events, licensingProducts })),
  judge({ activationAttempts, events, licensingProducts, at }, raise, cannotTell) {
    const kinds = { activationAttempts, events, licensingProducts };
    const onPurpose = standingFailures(kinds, 'attempt', at).filter((f) => !isOfLeftoverKey(f.row?.name ?? f.product));
    // Requests that fail while the licence still runs are a matter of renewal, told by client/renewal-not-failing.
    const recorded = standingFailures(kinds, 'event', at).filter((f) => f.row === null || !isLicensed(f.row));
    if (onPurpose.length + recorded.length === 0 && isOpen(activationAttempts, licensingProducts, events)) return [cannotTell('activationAttempts')];
    return [
      ...joined([...onPurpose, ...recorded]).map((f) => raise.ACTIVATION_ATTEMPT_FAILED({ product: f.product, code: f.code ?? '', codes: f.codes, at: f.at, times: f.times })),
      ...recorded.filter((f) => f.codes.includes(accessDenied)).map((f) => raise.WINDOWS_ITSELF_DENIED({ product: f.product })),
      ...(onPurpose.length + recorded.length > 0 && (valueOf(events) ?? []).some((e) => e.id === rulesEngineFailed && e.code === accessDenied) ? [raise.RULES_ENGINE_DENIED({ event: rulesEngineFailed })] : []),
    ];
  },
});

/**
 * Whether it is not known that anybody tried: what slmgr and ospp print stands in no log, so of a product that is not licensed a
 * silent log says nothing.
 */
const isOpen = (attempts: Observed<ActivationAttempt[]>, products: Observed<LicensingProduct[]>, events: Observed<WindowsEvent[]>): boolean =>
  isUntried(attempts) && (events.state === 'unseen' || (isWaiting(valueOf(products) ?? []) && !events.value.some(toldSuccess)));

/** Whether nobody tried: where the machine refused to be asked from another one there was no attempt. */
const isUntried = (attempts: Observed<ActivationAttempt[]>): boolean =>
  attempts.state === 'unseen' || (attempts.value.length > 0 && attempts.value.every((a) => a.remote === 'refused'));

/** A key that is not licensed, or products of which none is. */
const isWaiting = (products: readonly LicensingProduct[]): boolean =>
  products.some((p) => p.partialProductKey !== null && !isLicensed(p)) || !products.some(isLicensed);

/** An answer of a KMS host that activated (12289), or activation through Active Directory (12308). */
const toldSuccess = (e: WindowsEvent): boolean => e.kms?.activated === true || e.id === 12308;

const accessDenied = '0x80070005';

/** "Rules engine failed to perform one or more scheduled actions" (Microsoft, error 0x80070005 when you activate Windows). */
const rulesEngineFailed = 8229;

/** One finding a product, whether a person tried or Windows did. */
function joined(failures: readonly Failure[]): Failure[] {
  return [...Map.groupBy(failures, (f) => f.product).values()].flatMap((same): Failure[] => {
    const [first] = same;
    return first === undefined ? [] : [{
      ...first, code: same.find((f) => f.code !== null)?.code ?? null, codes: [...new Set(same.flatMap((f) => f.codes))],
      at: same.find((f) => f.at !== null)?.at ?? null, times: same.reduce((sum, f) => sum + f.times, 0),
    }];
  });
}
