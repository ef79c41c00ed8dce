import { defineCheck, type Finding, type Unsettled } from '../../src/model/check.ts';
import { canServe, generationOf, nameOfGeneration, updateFor } from '../../src/knowledge/host-keys.ts';
import { leastHostFor } from '../../src/knowledge/office-hosts.ts';
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
    HOST_OS_TOO_OLD_FOR_OFFICE: { severity: 'fail', says: (a: { host: string; caption: string; product: string; least: string }) => `${a.host} runs ${a.caption}; the host licence of ${a.product} needs ${a.least} at least.` },
    HOST_NEEDS_UPDATE: { severity: 'note', says: (a: { host: string; caption: string; product: string; update: string }) => `KMS host ${a.host} runs ${a.caption}; to serve ${a.product} it needs ${a.update} or a later cumulative update, besides a host key of that generation.` },
    HOST_SYSTEM_FITS: { severity: 'note', says: (a: { host: string; caption: string; product: string }) => `KMS host ${a.host} runs ${a.caption}, which serves ${a.product} with a host key of that generation and needs no update for it.` },
  },
  when: ({ host }) => host.machine.caption !== null || host.machine.build !== null,
  judge({ host, machine, licensingProducts, role }, raise, cannotTell): (Finding | Unsettled)[] {
    const caption = host.machine.caption ?? `Windows build ${host.machine.build}`;
    const edition = host.machine.editionId ?? '';
    if (/azure edition/i.test(caption) || /^ServerTurbine|AzureEdition/i.test(edition)) return [raise.HOST_IS_AZURE_EDITION({ host: host.subject, caption })];
    const isServerHost = /server/i.test(caption) || /^Server/i.test(edition);
    const hostKindKnown = host.machine.caption !== null || host.machine.editionId !== null;
    const waiting = role === 'client' ? officeRows(valueOf(licensingProducts) ?? []).filter((p) => isKmsClient(p) && !isLicensed(p)) : [];
    const least = (p: LicensingProduct): string | null => leastHostFor(p.name, { build: host.machine.build, isServer: hostKindKnown ? isServerHost : null });
    const office = officeOfHost(valueOf(host.licensingProducts), waiting).find((p) => least(p) !== null);
    if (office !== undefined) return [raise.HOST_OS_TOO_OLD_FOR_OFFICE({ host: host.subject, caption, product: office.name ?? 'Office', least: least(office) ?? '' })];
    if (role === 'client' && licensingProducts.state === 'unseen') return [cannotTell('licensingProducts')];
    if (host.licensingProducts.state === 'unseen' && waiting.some((p) => least(p) !== null)) return [cannotTell('host.licensingProducts')];
    // A client that is licensed shows that it was served.
    const client = role === 'client' ? operatingSystemRows(valueOf(licensingProducts) ?? []).find((p) => isKmsClient(p) && !isLicensed(p)) : undefined;
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

/**
 * The Office products whose host licence this host has or would have to take: those whose host key is on it, else a client's that waits.
 * None where the host's keys were not seen.
 */
function officeOfHost(ofHost: readonly LicensingProduct[] | null, waiting: readonly LicensingProduct[]): readonly LicensingProduct[] {
  if (ofHost === null) return [];
  const keys = hostKeyRows(ofHost).filter((p) => p.application === 'office');
  return keys.length > 0 ? keys : waiting;
}
