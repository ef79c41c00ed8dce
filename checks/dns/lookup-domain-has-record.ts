import { defineCheck } from '../../src/model/check.ts';
import { lookupDomains, usesDiscovery } from '../client-discovery.ts';
import { gaveAnswer, kmsLookups, preferred, zoneOf } from '../discovery.ts';

export default defineCheck({
  id: 'dns/lookup-domain-has-record',
  title: 'The KMS lookup domain, where one is set, has a KMS record',
  sources: ['https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options'],
  needs: [],
  wants: ['licensingProducts', 'service', 'dnsSrv'],
  findings: {
    LOOKUP_DOMAIN_EMPTY: {
      severity: 'fail',
      says: (a: { domain: string; zone: string }) => `The machine looks for its KMS host in ${a.domain} only (slmgr /skms-domain), and ${a.domain} has no KMS record.`,
    },
    LOOKUP_DOMAIN_SET: { severity: 'note', says: (a: { domain: string }) => `The machine looks for its KMS host in ${a.domain} only (slmgr /skms-domain).` },
  },
  // A host set by hand makes the lookup domain void (slmgr.vbs options, Microsoft).
  when: ({ role, licensingProducts, service }) =>
    role === 'client' && lookupDomains({ licensingProducts, service }).length > 0 && usesDiscovery({ licensingProducts, service }),
  judge({ licensingProducts, service, dnsSrv }, raise, cannotTell) {
    return lookupDomains({ licensingProducts, service }).flatMap((domain) => {
      const lookups = dnsSrv.state === 'seen' ? kmsLookups(dnsSrv.value).filter((l) => zoneOf(l.name) === domain) : [];
      const answered = preferred(lookups).filter(gaveAnswer);
      const set = raise.LOOKUP_DOMAIN_SET({ domain });
      if (answered.length === 0) return [set, cannotTell('dnsSrv')];
      return answered.some((l) => l.answers.some((a) => a.target !== '.')) ? [set] : [set, raise.LOOKUP_DOMAIN_EMPTY({ domain, zone: domain })];
    });
  },
});
