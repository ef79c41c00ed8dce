import { defineCheck, type Finding } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct, type Observed } from '../../src/model/evidence.ts';
import { addressKind } from '../../src/knowledge/addresses.ts';
import { cloudOf } from '../../src/knowledge/cloud-endpoints.ts';
import { isListedUnauthorisedHost } from '../../src/knowledge/unauthorised-hosts.ts';
import { sameHost } from '../discovery.ts';
import { namedHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'integrity/host-not-unauthorised',
  title: 'No public KMS host is in use',
  sources: [
    'https://learn.microsoft.com/office/troubleshoot/activation/discover-remove-unauthorized-office-windows-kms-hosts',
    'https://www.rfc-editor.org/rfc/rfc6890',
  ],
  needs: [],
  wants: ['licensingProducts', 'service', 'events', 'dnsSrv', 'machine'],
  findings: {
    HOST_LISTED_UNAUTHORISED: {
      severity: 'fail',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is on the list of public KMS hosts that no organisation is licensed to use.`,
    },
    HOST_IS_PUBLIC_ADDRESS: {
      severity: 'warn',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is a public internet address and no KMS endpoint of a known cloud.`,
    },
    HOST_NOT_KNOWN_AS_OURS: {
      severity: 'note',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is neither an approved host nor in one of the organisation's DNS domains as far as they were given.`,
    },
  },
  when: ({ role, licensingProducts, service, events, dnsSrv }) => role !== 'host' && namedHosts(rowsOf(licensingProducts), { service, events, dnsSrv }).length > 0,
  judge({ licensingProducts, service, events, dnsSrv, machine, settings }, raise) {
    const own = [...settings.domains, valueOf(machine)?.domain, valueOf(machine)?.primaryDnsSuffix].flatMap((d) => (d === null || d === undefined || d === '' ? [] : [d.toLowerCase()]));
    return namedHosts(rowsOf(licensingProducts), { service, events, dnsSrv }).flatMap(({ host, by }): Finding[] => {
      if (isListedUnauthorisedHost(host)) return [raise.HOST_LISTED_UNAUTHORISED({ host, by })];
      if (settings.approvedHosts.some((a) => sameHost(a, host)) || cloudOf(host) !== null) return [];
      const kind = addressKind(host);
      if (kind === 'public') return [raise.HOST_IS_PUBLIC_ADDRESS({ host, by })];
      return kind === null && !isWithin(host, own) ? [raise.HOST_NOT_KNOWN_AS_OURS({ host, by })] : [];
    });
  },
});

const rowsOf = (products: Observed<LicensingProduct[]>): LicensingProduct[] => valueOf(products) ?? [];

/** A name without a dot is of the machine's own domain. */
function isWithin(host: string, domains: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || domains.some((d) => name === d || name.endsWith(`.${d}`));
}
