import { defineCheck } from '../../src/model/check.ts';
import { isOfLeftoverKey, standingFailures, tellsOutcome, type Failure } from '../activation-history.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isLicensed } from '../licence-rows.ts';
import { toMinute } from '../event-time.ts';

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
    role === 'client' && ((activationAttempts.state === 'unseen' && events.state === 'unseen') || tellsOutcome({ activationAttempts, events, licensingProducts })),
  judge({ activationAttempts, events, licensingProducts, at }, raise, cannotTell) {
    if (activationAttempts.state === 'unseen' && events.state === 'unseen') return [cannotTell('activationAttempts')];
    const kinds = { activationAttempts, events, licensingProducts };
    const onPurpose = standingFailures(kinds, 'attempt', at).filter((f) => !isOfLeftoverKey(f.row?.name ?? f.product));
    // Requests that fail while the licence still runs are a matter of renewal, told by client/renewal-not-failing.
    const recorded = standingFailures(kinds, 'event', at).filter((f) => f.row === null || !isLicensed(f.row));
    return [
      ...joined([...onPurpose, ...recorded]).map((f) => raise.ACTIVATION_ATTEMPT_FAILED({ product: f.product, code: f.code ?? '', codes: f.codes, at: f.at, times: f.times })),
      ...recorded.filter((f) => f.codes.includes(accessDenied)).map((f) => raise.WINDOWS_ITSELF_DENIED({ product: f.product })),
      ...(onPurpose.length + recorded.length > 0 && (valueOf(events) ?? []).some((e) => e.id === rulesEngineFailed && e.code === accessDenied) ? [raise.RULES_ENGINE_DENIED({ event: rulesEngineFailed })] : []),
    ];
  },
});

const accessDenied = '0x80070005';

/** "Rules engine failed to perform one or more scheduled actions" (Microsoft, error 0x80070005 when you activate Windows). */
const rulesEngineFailed = 8229;

/** One finding a product, whether a person tried or Windows did. */
function joined(failures: readonly Failure[]): Failure[] {
  const byProduct = new Map<string, Failure>();
  for (const f of failures) {
    const known = byProduct.get(f.product);
    byProduct.set(f.product, known === undefined ? f : { ...known, code: known.code ?? f.code, codes: [...new Set([...known.codes, ...f.codes])], at: known.at ?? f.at, times: known.times + f.times });
  }
  return [...byProduct.values()];
}
