import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { canServe, generationOf, nameOfGeneration, updateFor } from '../../src/knowledge/host-keys.ts';
import { isServerProduct } from '../../src/knowledge/thresholds.ts';
import { valueOf, type LicensingProduct } from '../../src/model/evidence.ts';
import { isKmsClient, isLicensed, officeRows, operatingSystemRows } from '../licence-rows.ts';
import { hostKeyRows } from './counted-machines.ts';

export default defineCheck({
  id: 'host/system-can-serve',
  title: 'The host’s system can serve the client’s system',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-activation-planning', 'https://learn.microsoft.com/office/volume-license-activation/configure-a-kms-host-computer-for-office'],
  needs: ['host.machine'],
  wants: ['machine', 'licensingProducts', 'host.licensingProducts'],
  findings: {
    HOST_IS_CLIENT_OS: { severity: 'fail', says: (a: { host: string; caption: string }) => `KMS host ${a.host} runs ${a.caption}, a client system, which activates no servers.` },
    HOST_IS_AZURE_EDITION: { severity: 'fail', says: (a: { host: string; caption: string }) => `${a.host} runs ${a.caption}; Azure Edition is activated by Azure and cannot be a KMS host.` },
    HOST_OS_TOO_OLD: { severity: 'fail', says: (a: { host: string; caption: string; product: string }) => `KMS host ${a.host} runs ${a.caption}, which can hold no host key that covers ${a.product}.` },
    HOST_OS_TOO_OLD_FOR_OFFICE: { severity: 'fail', says: (a: { host: string; caption: string; product: string }) => `${a.host} runs ${a.caption}; the host licence of ${a.product} needs Windows Server 2012 or Windows 8.1 at least.` },
    HOST_NEEDS_UPDATE: { severity: 'note', says: (a: { host: string; caption: string; product: string; update: string }) => `KMS host ${a.host} runs ${a.caption}; to serve ${a.product} it needs ${a.update} or a later cumulative update, besides a host key of that generation.` },
    HOST_SYSTEM_FITS: { severity: 'note', says: (a: { host: string; caption: string; product: string }) => `KMS host ${a.host} runs ${a.caption}, which serves ${a.product} with a host key of that generation and needs no update for it.` },
  },
  when: ({ host }) => host.machine.caption !== null || host.machine.build !== null,
  judge({ host, machine, licensingProducts, role }, raise, cannotTell): (Finding | Unsettled)[] {
    const caption = host.machine.caption ?? `Windows build ${host.machine.build}`;
    const edition = host.machine.editionId ?? '';
    if (/azure edition/i.test(caption) || /^ServerTurbine|AzureEdition/i.test(edition)) return [raise.HOST_IS_AZURE_EDITION({ host: host.subject, caption })];
    const office = tooNewOffice(host.machine.build, valueOf(host.licensingProducts), role === 'client' ? valueOf(licensingProducts) ?? [] : []);
    if (office !== null) return [raise.HOST_OS_TOO_OLD_FOR_OFFICE({ host: host.subject, caption, product: office })];
    if (role === 'client' && licensingProducts.state === 'unseen') return [cannotTell('licensingProducts')];
    if (mayBeTooOldForOffice(host.machine.build) && host.licensingProducts.state === 'unseen' && officeRows(valueOf(licensingProducts) ?? []).some((p) => isKmsClient(p) && !isLicensed(p))) return [cannotTell('host.licensingProducts')];
    // A client that is licensed shows that it was served.
    const client = role === 'client' ? operatingSystemRows(valueOf(licensingProducts) ?? []).find((p) => isKmsClient(p) && !isLicensed(p)) : undefined;
    const isServerHost = /server/i.test(caption) || /^Server/i.test(edition);
    const hostKindKnown = host.machine.caption !== null || host.machine.editionId !== null;
    if (client === undefined || !hostKindKnown) return [];
    const server = isServerProduct(client);
    if (server && !isServerHost) return [raise.HOST_IS_CLIENT_OS({ host: host.subject, caption })];
    const wanted = generationOf(valueOf(machine)?.build ?? null, server);
    const own = generationOf(host.machine.build, isServerHost);
    if (wanted === null && machine.state === 'unseen') return [cannotTell('machine')];
    if (wanted === null || own === null) return [];
    const product = nameOfGeneration(wanted);
    if (!canServe(own, wanted)) return [raise.HOST_OS_TOO_OLD({ host: host.subject, caption, product })];
    const update = updateFor(own, wanted);
    return update === null ? [raise.HOST_SYSTEM_FITS({ host: host.subject, caption, product })] : [raise.HOST_NEEDS_UPDATE({ host: host.subject, caption, product, update })];
  },
});

/** Windows Server 2012. Windows 8 has the same build; Microsoft names 8.1, and a host on 8 is told nothing. */
const firstForOffice2019 = 9200;

const mayBeTooOldForOffice = (build: string | null): boolean => build !== null && Number(build) < firstForOffice2019;

/**
 * An Office of 2019 or later that a host so old cannot serve, null where there is none: one whose host key is on it, or a client's that
 * waits while the host has no Office key. The licence pack of such an Office does not install there.
 */
function tooNewOffice(build: string | null, ofHost: readonly LicensingProduct[] | null, ofClient: readonly LicensingProduct[]): string | null {
  if (!mayBeTooOldForOffice(build) || ofHost === null) return null;
  const keys = hostKeyRows(ofHost).filter((p) => p.application === 'office');
  const candidates = keys.length > 0 ? keys : officeRows(ofClient).filter((p) => isKmsClient(p) && !isLicensed(p));
  return candidates.find((p) => Number(/\bOffice\s?(\d{2})\b/i.exec(p.name ?? '')?.[1] ?? 0) >= 19)?.name ?? null;
}
