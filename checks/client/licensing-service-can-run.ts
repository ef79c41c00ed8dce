import { defineCheck } from '../../src/model/check.ts';
import type { WindowsService } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { isLicensed, officeRows } from '../licence-rows.ts';

/** `slsvc` on Vista and Server 2008, `sppsvc` since Windows 7. */
const names = ['sppsvc', 'slsvc'];

export default defineCheck({
  id: 'client/licensing-service-can-run',
  title: 'The licensing service can run',
  sources: [
    'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/activation-event-8198-error-0xc0020017-0x8007139f-kms-contact-failure',
    'http://support.microsoft.com/kb/2870357',
  ],
  needs: ['services'],
  wants: ['licensingProducts', 'machine'],
  findings: {
    LICENSING_SERVICE_DISABLED: {
      severity: 'fail',
      says: (a: { service: string }) => `The licensing service (${a.service}) is disabled, so Windows can neither activate nor read its licence state.`,
    },
    LICENSING_SERVICE_MISSING: { severity: 'fail', says: (a: { service: string }) => `The licensing service (${a.service}) does not exist on this machine.` },
    OFFICE_SERVICE_DISABLED: {
      severity: 'fail',
      says: (a: { service: string }) => `The licensing service of Office (${a.service}) is disabled; Office 2010, and Office 2013 on Windows 7, cannot activate without it.`,
    },
    // It stops by itself when it has nothing to do and starts when asked (trigger start).
    LICENSING_SERVICE_OK: { severity: 'note', says: (a: { service: string }) => `The licensing service (${a.service}) can run.` },
  },
  when: ({ role }) => role === 'client',
  judge({ services, licensingProducts, machine }, raise, cannotTell) {
    const own = services.filter((s) => names.includes(s.name.toLowerCase()));
    const office = services.filter((s) => s.name.toLowerCase() === 'osppsvc' && isDisabled(s));
    const unlicensedOffice = officeRows(valueOf(licensingProducts) ?? []).some((p) => !isLicensed(p) && /\b(?:Office|Visio|Project)\s*(?:14|15|2010|2013)\b/i.test(`${p.name ?? ''} ${p.description ?? ''}`));
    // Before Windows 8 this service alone shows what Office has: without it nothing of Office is seen.
    const hidesOffice = Number(valueOf(machine)?.build ?? firstWithoutIt) < firstWithoutIt && officeRows(valueOf(licensingProducts) ?? []).length === 0;
    const ofOffice = unlicensedOffice || hidesOffice ? office.map((s) => raise.OFFICE_SERVICE_DISABLED({ service: s.name })) : [];
    // A disabled service of Office hides it before Windows 8: which Windows this is decides whether that is wrong.
    const open = office.length > 0 && ofOffice.length === 0 && machine.state === 'unseen' && officeRows(valueOf(licensingProducts) ?? []).length === 0 ? [cannotTell('machine')] : [];
    if (own.length === 0) return [raise.LICENSING_SERVICE_MISSING({ service: 'sppsvc' }), ...ofOffice, ...open];
    const disabled = own.filter(isDisabled).map((s) => raise.LICENSING_SERVICE_DISABLED({ service: s.name }));
    return [...(disabled.length > 0 ? disabled : [raise.LICENSING_SERVICE_OK({ service: own[0]?.name ?? 'sppsvc' })]), ...ofOffice, ...open];
  },
});

const firstWithoutIt = 9200;

const isDisabled = (s: WindowsService): boolean => s.startMode === 'disabled';
