import { defineCheck, type Finding } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct, type Machine } from '../../src/model/evidence.ts';
import { oldestFirst, timedEvents } from '../event-log.ts';
import { isLicensed, nameOf, operatingSystemRows } from '../licence-rows.ts';

/** 8213 object not fetched, 8214 object not usable, 8215 activation failed (message table of sppsvc.exe). */
const failures = new Set([8213, 8214, 8215]);
const success = 12308;

/** ERROR_DS_BUSY, ERROR_DS_UNAVAILABLE, ERROR_DS_SERVER_DOWN, ERROR_NO_SUCH_DOMAIN (winerror.h): nothing was said of any object. */
const unreached = new Set(['0x8007200E', '0x8007200F', '0x8007203A', '0x8007054B']);

export default defineCheck({
  id: 'directory/ad-activation-not-failing',
  title: 'Activation through Active Directory is not failing',
  sources: [
    'https://learn.microsoft.com/windows/deployment/volume-activation/activate-using-active-directory-based-activation-client',
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-adba-clients-not-activate',
  ],
  needs: [],
  wants: ['licensingProducts', 'events', 'machine'],
  findings: {
    ADBA_FAILED: {
      severity: 'warn',
      says: (a: { id: number; reason: string }) => `Activation through Active Directory failed (event ${a.id}${a.reason === '' ? '' : `, ${a.reason}`}), and no later one succeeded.`,
    },
    ADBA_DIRECTORY_UNREACHED: {
      severity: 'warn',
      says: (a: { id: number; reason: string }) => `The machine could not ask Active Directory for an activation object (event ${a.id}, ${a.reason}), and no later attempt succeeded.`,
    },
    CLIENT_ACTIVATED_BY_AD: {
      severity: 'note', remark: true,
      // Without a licence row the event tells of its own moment alone.
      says: (a: { product: string; object: string; event: number | null }) =>
        (a.event === null ? `${a.product} is activated through Active Directory${a.object === '' ? '' : ` (${a.object})`}; KMS sees nothing of it.` : `${a.product} was activated through Active Directory when event ${a.event} was written; KMS sees nothing of that.`),
    },
    CLIENT_DOMAIN_JOINED: { severity: 'note', says: (a: { domain: string }) => `The machine is a member of ${a.domain}, so it asks Active Directory before KMS.` },
    CLIENT_NOT_DOMAIN_JOINED: { severity: 'note', says: (a: { machine: string }) => `${a.machine} is in no domain, so it cannot be activated through Active Directory.` },
  },
  when: ({ role, licensingProducts, events }) => role === 'client' && (events.state === 'seen' || licensingProducts.state === 'seen'),
  judge({ licensingProducts, events, machine }, raise, cannotTell) {
    const rows = operatingSystemRows(valueOf(licensingProducts) ?? []);
    const log = timedEvents(valueOf(events) ?? []).filter(({ event: { id } }) => failures.has(id) || id === success).toSorted(oldestFirst);
    const last = log.at(-1)?.event;
    const byRow = rows.filter(isByAd).map((p) => raise.CLIENT_ACTIVATED_BY_AD({ product: nameOf(p), object: p.adObjectName ?? '', event: null }));
    const byEvent = byRow.length === 0 && last?.id === success && (rows.length === 0 || rows.some(isLicensed))
      ? [raise.CLIENT_ACTIVATED_BY_AD({ product: rows[0]?.name ?? 'Windows', object: '', event: rows.length === 0 ? success : null })]
      : [];
    // A machine that KMS or a MAK has activated does not need the directory.
    const failed = last !== undefined && failures.has(last.id) && !rows.some(isLicensed) ? [(unreached.has(last.code ?? '') ? raise.ADBA_DIRECTORY_UNREACHED : raise.ADBA_FAILED)({ id: last.id, reason: last.code ?? '' })] : [];
    // Without the log nothing says that the directory's attempts do not fail, unless one of them is seen to have worked.
    const open = events.state !== 'seen' && byRow.length === 0 ? [cannotTell('events')] : [];
    return [...byRow, ...byEvent, ...failed, ...membership(valueOf(machine), raise), ...open];
  },
});

const isByAd = (p: LicensingProduct): boolean => p.lastActivationType === 'ad' && isLicensed(p);

function membership(
  machine: Pick<Machine, 'hostName' | 'domainJoined' | 'domain'> | null,
  raise: { CLIENT_DOMAIN_JOINED: (a: { domain: string }) => Finding; CLIENT_NOT_DOMAIN_JOINED: (a: { machine: string }) => Finding },
): Finding[] {
  if (machine === null || machine.domainJoined === null) return [];
  return [machine.domainJoined ? raise.CLIENT_DOMAIN_JOINED({ domain: machine.domain ?? 'a domain' }) : raise.CLIENT_NOT_DOMAIN_JOINED({ machine: machine.hostName ?? 'The machine' })];
}
