import { defineCheck } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/check.ts';
import type { LicensingProduct } from '../../src/model/evidence.ts';
import { valueOf } from '../../src/model/evidence.ts';
import { activationThresholds, thresholdOf } from '../../src/knowledge/thresholds.ts';
import { namesHost } from '../discovery.ts';
import { isLicensed, kmsClientRows } from '../licence-rows.ts';
import { machines } from '../how-many.ts';
import { countsOf, type Count } from './counted-machines.ts';
import { requestLog } from './request-log.ts';

type Told = { host: string; count: number; required: number; product: string };
/** `clients`: what Windows clients need, where no client is at hand of which to speak; else null. */
type Below = Told & { clients: number | null };

/** A host that only servers ask remembers at most twice their threshold; more means that a Windows client has asked. */
const mostOfServersOnly = 2 * activationThresholds.windowsServer;

export default defineCheck({
  id: 'host/count-reaches-threshold',
  title: 'The KMS host has counted enough machines',
  sources: ['https://learn.microsoft.com/windows-server/get-started/kms-activation-planning', 'https://learn.microsoft.com/windows-server/get-started/activation-troubleshoot-kms-general', 'https://learn.microsoft.com/windows/deployment/volume-activation/activate-windows-clients-vamt'],
  needs: [],
  wants: ['host.licensingProducts', 'host.service', 'host.events', 'host.machine', 'licensingProducts'],
  findings: {
    HOST_COUNT_BELOW_THRESHOLD: { severity: 'fail', says: (a: Below) => `KMS host ${a.host} has counted ${machines(a.count)}; ${a.product} needs ${a.required}${a.clients === null ? '' : `, and Windows clients need ${a.clients}`}.` },
    HOST_COUNT_SERVES_SERVERS_ONLY: {
      severity: 'warn',
      says: (a: Told) => `KMS host ${a.host} has counted ${machines(a.count)}: enough for servers (5), not for the Windows clients that ask it (${a.required}).`,
    },
    HOST_COUNT_ENOUGH_FOR_SERVERS: { severity: 'note', says: (a: Told) => `KMS host ${a.host} has counted ${machines(a.count)}: enough for servers (5); Windows clients would need ${a.required}.` },
    HOST_NO_REQUESTS_YET: { severity: 'warn', says: (a: { host: string; product: string }) => `KMS host ${a.host} has counted no machine for ${a.product} yet.` },
    HOST_OFFICE_NOT_ASKED_YET: { severity: 'note', says: (a: { host: string; product: string }) => `KMS host ${a.host} has counted no machine with Office for ${a.product} yet.` },
    CLIENT_ASKS_HOST_BELOW: { severity: 'note', says: (a: { product: string; asks: string }) => `${a.product} stays with ${a.asks}, which answered it, for as long as that host answers.` },
    HOST_COUNT_LOW_BESIDE: {
      severity: 'note',
      says: (a: Told) => `KMS host ${a.host} has counted ${machines(a.count)}, fewer than the ${a.required} that ${a.product} needs; another host has counted enough, and ${a.product} is licensed.`,
    },
    HOST_COUNT_REACHES: { severity: 'note', says: (a: Told) => `KMS host ${a.host} has counted ${machines(a.count)}; ${a.product} needs ${a.required}.` },
    HOST_OFFICE_COUNT_REACHES: { severity: 'note', says: (a: Told) => `KMS host ${a.host} has counted ${machines(a.count)} with Office; ${a.product} needs ${a.required}.` },
    HOST_OFFICE_COUNT_BELOW_THRESHOLD: {
      severity: 'fail',
      says: (a: Told) => `Office has a count of its own: KMS host ${a.host} has counted ${machines(a.count)} with Office; ${a.product} needs ${a.required}.`,
    },
  },
  when: ({ host }) => host.licensingProducts.state === 'unseen' || countsOf(host.licensingProducts.value, host.service).length > 0,
  judge({ host, hosts, licensingProducts, role }, raise, cannotTell) {
    const all = countsOf(valueOf(host.licensingProducts) ?? [], host.service);
    const counts = all.filter((c) => !isUntold(c));
    if (counts.length === 0) return [cannotTell('host.licensingProducts')];
    if (role === 'client' && licensingProducts.state === 'seen') {
      const clients = kmsClientRows(licensingProducts.value).filter((p) => !isByDirectory(p));
      // The service counts for Windows alone; Office's count stands in the row of its own key.
      const isOfficeOpen = host.licensingProducts.state === 'unseen' && clients.some((p) => p.application === 'office' && !isLicensed(p));
      return [...ofClient(clients), ...(isOfficeOpen ? [cannotTell('host.licensingProducts')] : [])];
    }
    const required = host.events.state === 'seen' ? requestLog(host.events.value).series.map((s) => s.requiredCount) : [];
    return counts.map(({ what, name, count, facts }): Finding => {
      const about = { host: host.subject, count };
      const unasked = isUnasked({ count, facts });
      if (what === 'office') {
        const told = { ...about, required: activationThresholds.office, product: name };
        if (unasked) return raise.HOST_OFFICE_NOT_ASKED_YET({ host: host.subject, product: name });
        return count < activationThresholds.office ? raise.HOST_OFFICE_COUNT_BELOW_THRESHOLD(told) : raise.HOST_OFFICE_COUNT_REACHES(told);
      }
      if (unasked) return raise.HOST_NO_REQUESTS_YET({ host: host.subject, product: name });
      const told = { ...about, required: activationThresholds.windowsClient, product: 'Windows' };
      if (count >= activationThresholds.windowsClient) return raise.HOST_COUNT_REACHES(told);
      if (count < activationThresholds.windowsServer) {
        return raise.HOST_COUNT_BELOW_THRESHOLD({ ...about, required: activationThresholds.windowsServer, product: 'Windows Server', clients: activationThresholds.windowsClient });
      }
      const clientsAsk = count > mostOfServersOnly || required.includes(activationThresholds.windowsClient);
      return clientsAsk ? raise.HOST_COUNT_SERVES_SERVERS_ONLY(told) : raise.HOST_COUNT_ENOUGH_FOR_SERVERS(told);
    });

    function ofClient(clients: readonly LicensingProduct[]): Finding[] {
      // What nobody has reached yet counts nobody; that is a matter of the way to it.
      return counts.filter((c) => !isUnasked(c)).flatMap(({ what, count }) => clients.filter((p) => p.application === what).flatMap((p): Finding[] => {
        const needed = thresholdOf(p);
        if (needed === null) return [];
        const told = { host: host.subject, count, required: needed, product: p.name ?? what };
        if (count >= needed) return [what === 'office' ? raise.HOST_OFFICE_COUNT_REACHES(told) : raise.HOST_COUNT_REACHES(told)];
        // A host that stands by counts nobody; what is licensed is served by the other one.
        if (isLicensed(p) && hosts.some((h) => countsOf(valueOf(h.evidence.licensingProducts) ?? [], h.evidence.service).some((c) => c.what === what && c.count >= needed))) return [raise.HOST_COUNT_LOW_BESIDE(told)];
        const asks = p.kmsClient?.discoveredHost ?? null;
        const staysHere = asks !== null && namesHost(asks, host) ? [raise.CLIENT_ASKS_HOST_BELOW({ product: told.product, asks })] : [];
        return [...staysHere, what === 'office' ? raise.HOST_OFFICE_COUNT_BELOW_THRESHOLD(told) : raise.HOST_COUNT_BELOW_THRESHOLD({ ...told, clients: null })];
      }));
    }
  },
});

const isUnasked = ({ count, facts }: Pick<Count, 'count' | 'facts'>): boolean => count === 0 && facts !== null && (facts.totalRequests ?? 0) === 0;

/** The service’s own 0 comes without the number of requests and the state of the key: nobody came, nobody comes any more, or nobody is counted. */
const isUntold = ({ count, facts }: Count): boolean => count === 0 && facts === null;

const isByDirectory = (p: LicensingProduct): boolean => p.lastActivationType === 'ad' && isLicensed(p);

