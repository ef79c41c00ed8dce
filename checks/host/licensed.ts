import type { Finding, Unsettled } from '../../src/model/check.ts';
import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type Body, type LicensingProduct } from '../../src/model/evidence.ts';
import { isKmsClient, isLicensed, nameOf, officeRows } from '../licence-rows.ts';
import { hostKeyRows } from './counted-machines.ts';

export default defineCheck({
  id: 'host/licensed',
  title: 'The KMS host’s own key is activated',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-create-host', 'https://learn.microsoft.com/windows-server/get-started/activation-error-codes'],
  needs: ['host.licensingProducts'],
  wants: ['licensingProducts'],
  decidesFor: ['host'],
  findings: {
    HOST_NOT_ACTIVATED: {
      severity: 'fail',
      says: (a: { host: string; product: string; state: string; reason: string }) => `The host key for ${a.product} on ${a.host} is not activated (${a.state}${a.reason === '' ? '' : `, ${a.reason}`}); its clients get 0xC004F041.`,
    },
    HOST_LICENCE_LAPSED: {
      severity: 'fail',
      says: (a: { host: string; product: string; state: string; reason: string }) => `The host key for ${a.product} on ${a.host} was activated once and is not any more (${a.state}${a.reason === '' ? '' : `, ${a.reason}`}); its clients get 0xC004F041.`,
    },
    HOST_OFFICE_KEY_NOT_ACTIVATED: {
      severity: 'fail',
      says: (a: { host: string; product: string; state: string; activationId: string }) => `The Office host key (${a.product}) on ${a.host} is not activated (${a.state}).`,
    },
    HOST_LACKS_OFFICE_KEY: {
      severity: 'fail',
      says: (a: { host: string; product: string }) => `KMS host ${a.host} holds no Office host key, so it cannot activate ${a.product}.`,
    },
    HOST_LICENSED: { severity: 'note', says: (a: { host: string; product: string }) => `The host key for ${a.product} on ${a.host} is activated.` },
    HOST_HAS_OFFICE_KEY: { severity: 'note', says: (a: { host: string; product: string }) => `${a.host} holds an Office host key (${a.product}).` },
    HOST_HAS_NO_OFFICE_KEY: { severity: 'note', says: (a: { host: string }) => `${a.host} shows no Office host key among its products.` },
  },
  when: ({ host, role, subject }) => hostKeyRows(host.licensingProducts).length > 0 || (role === 'host' && host.subject === subject),
  judge({ host, hosts, role, licensingProducts }, raise, cannotTell) {
    const keys = hostKeyRows(host.licensingProducts);
    if (keys.length === 0) return [cannotTell('host.licensingProducts')];
    const volumeOffice = officeRows(valueOf(licensingProducts) ?? []).filter(isKmsClient);
    const withoutOffice = role === 'client' && licensingProducts.state === 'seen' && volumeOffice.length === 0;
    const lacksWindows = keys.some((p) => p.application === 'windows' && p.licenseStatus !== 'licensed');
    const judged = keys.flatMap((p): (Finding | Unsettled)[] => {
      const product = p.name ?? 'Windows';
      if (p.licenseStatus === null) return [cannotTell('host.licensingProducts')];
      // That Office's key is activated says nothing for Windows.
      if (p.licenseStatus === 'licensed') return p.application === 'office' && lacksWindows ? [] : [raise.HOST_LICENSED({ host: host.subject, product })];
      const state = p.licenseStatus.replaceAll('-', ' ');
      // An Office key means nothing to a client that has Windows alone.
      if (p.application === 'office' && withoutOffice) return [];
      if (p.application === 'windows' && onceActivated.has(p.licenseStatus)) return [raise.HOST_LICENCE_LAPSED({ host: host.subject, product, state, reason: p.reasonCode ?? '' })];
      return p.application === 'office'
        ? [raise.HOST_OFFICE_KEY_NOT_ACTIVATED({ host: host.subject, product, state, activationId: p.activationId ?? '' })]
        : [raise.HOST_NOT_ACTIVATED({ host: host.subject, product, state, reason: p.reasonCode ?? '' })];
    });
    const office = keys.find((p) => p.application === 'office');
    if (office !== undefined) judged.push(raise.HOST_HAS_OFFICE_KEY({ host: host.subject, product: office.name ?? 'Office' }));
    else if (isWhole(host.licensingProducts, bodyOf(hosts, host.subject))) {
      const waiting = role === 'client' ? volumeOffice.find((p) => !isLicensed(p)) : undefined;
      const another = hosts.some((h) => hostKeyRows(valueOf(h.evidence.licensingProducts) ?? []).some((p) => p.application === 'office'));
      if (role === 'client' && licensingProducts.state === 'unseen' && !another) judged.push(cannotTell('licensingProducts'));
      judged.push(waiting === undefined || another ? raise.HOST_HAS_NO_OFFICE_KEY({ host: host.subject }) : raise.HOST_LACKS_OFFICE_KEY({ host: host.subject, product: nameOf(waiting) }));
    }
    return judged;
  },
});

/** States that only a licence that was valid comes into: changed hardware, or found not genuine (LicenseStatus 3 and 4, Microsoft). */
const onceActivated: ReadonlySet<string> = new Set(['oot-grace', 'non-genuine-grace']);

const bodyOf = (hosts: readonly Body[], subject: string): Body | undefined => hosts.find((h) => h.subject === subject);

/** A plain `/dlv` shows Windows alone; several rows, or a query of WMI, show every key that is installed. */
function isWhole(products: readonly LicensingProduct[], body: Body | undefined): boolean {
  const seen = body?.evidence.licensingProducts;
  return products.length > 1 || (seen?.state === 'seen' && /cim|wmi/i.test(seen.source.by));
}
