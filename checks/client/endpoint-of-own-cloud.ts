import { azureOf, cloudOf, endpointOfAzure } from '../../src/knowledge/cloud-endpoints.ts';
import { defineCheck } from '../../src/model/check.ts';
import type { Finding, Unsettled } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { Cloud, LicensingProduct, LicensingService, Observed } from '../../src/model/evidence.ts';
import { cloudNames } from '../cloud-names.ts';
import { sameName } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';

export default defineCheck({
  id: 'client/endpoint-of-own-cloud',
  title: 'The cloud KMS endpoint that is set belongs to the cloud that runs the machine',
  sources: [
    'https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshoot-activation-problems',
    'https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service',
  ],
  needs: ['instanceMetadata'],
  wants: ['licensingProducts', 'service', 'tcp'],
  findings: {
    ENDPOINT_OF_OTHER_CLOUD: {
      severity: 'fail',
      says: (a: { host: string; cloud: string; where: string }) => `The machine is told to use ${a.host}, the KMS endpoint of ${a.cloud}, and by its firmware it runs ${a.where}.`,
    },
    ENDPOINT_OF_OTHER_AZURE: {
      severity: 'fail',
      says: (a: { host: string; of: string; environment: string; ownEndpoint: string | null }) => `The machine runs in ${a.environment} and is told to use ${a.host}, the KMS endpoint of ${a.of}.`,
    },
    ENDPOINT_OF_ITS_CLOUD: { severity: 'note', says: (a: { host: string; cloud: string }) => `The machine runs in ${a.cloud}, whose KMS endpoint is set (${a.host}).` },
    ENDPOINT_OF_ITS_AZURE: { severity: 'note', says: (a: { host: string; environment: string }) => `The machine runs in ${a.environment}, to which ${a.host} belongs.` },
  },
  when: ({ role, licensingProducts, service }) => role === 'client' && endpointsSet(licensingProducts, service).length > 0,
  judge({ instanceMetadata: { cloud, environment }, licensingProducts, service, tcp }, raise, cannotTell) {
    // Machines of Azure VMware Solution have VMware's firmware and Azure's endpoint: one that answers is in its place.
    const answers = (host: string): boolean => (valueOf(tcp) ?? []).some((p) => p.vantage !== 'operator' && p.outcome === 'open' && sameName(p.host, host));
    return endpointsSet(licensingProducts, service).filter(({ host }) => !answers(host)).flatMap(({ host, of }): (Finding | Unsettled)[] => {
      // Older EC2 machines do not say by their firmware that they are.
      if (cloud === null && of === 'aws') return [cannotTell('instanceMetadata')];
      if (cloud !== of) return [raise.ENDPOINT_OF_OTHER_CLOUD({ host, cloud: cloudNames[of], where: cloud === null ? 'in no cloud that is known here' : `in ${cloudNames[cloud]}` })];
      const its = raise.ENDPOINT_OF_ITS_CLOUD({ host, cloud: cloudNames[of] });
      if (of !== 'azure' || environment === null) return [its];
      const owner = azureOf(host) ?? environment;
      return [its, owner === environment ? raise.ENDPOINT_OF_ITS_AZURE({ host, environment }) : raise.ENDPOINT_OF_OTHER_AZURE({ host, of: owner, environment, ownEndpoint: endpointOfAzure(environment) })];
    });
  },
});

const endpointsSet = (products: Observed<LicensingProduct[]>, service: Observed<LicensingService>): { host: string; of: Cloud }[] =>
  configuredHosts(valueOf(products) ?? [], valueOf(service)).flatMap(({ host }) => {
    const of = cloudOf(host);
    return of === null ? [] : [{ host, of }];
  });
