import { defineCheck } from '../../src/model/check.ts';
import { valueOf, type LicensingProduct, type LicensingService, type Observed } from '../../src/model/evidence.ts';
import { isUnroutable } from '../../src/knowledge/addresses.ts';
import { configuredHosts, type NamedHost } from '../named-hosts.ts';

export default defineCheck({
  id: 'integrity/host-address-routable',
  title: 'The KMS host set on the client is an address that can exist',
  sources: ['https://www.rfc-editor.org/rfc/rfc5737', 'https://www.rfc-editor.org/rfc/rfc6890'],
  needs: ['licensingProducts'],
  wants: ['service'],
  findings: {
    HOST_ADDRESS_UNROUTABLE: {
      severity: 'fail',
      says: (a: { host: string; by: string }) => `${a.host}, named by ${a.by}, is an address reserved for documentation or special use: no KMS host can answer there.`,
    },
  },
  when: ({ role, licensingProducts, service }) => role === 'client' && set(licensingProducts, service).length > 0,
  judge: ({ licensingProducts, service }, raise) =>
    set(licensingProducts, service).filter(({ host }) => isUnroutable(host)).map(({ host, by }) => raise.HOST_ADDRESS_UNROUTABLE({ host, by })),
});

const set = (products: readonly LicensingProduct[], service: Observed<LicensingService>): NamedHost[] => configuredHosts(products, valueOf(service));
