import { defineCheck } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/check.ts';
import { valueOf } from '../../src/model/evidence.ts';
import type { LicensingProduct, LicensingService, Observed } from '../../src/model/evidence.ts';
import { areCloudEndpointsOld, cloudEndpointsCheckedOn, cloudOf, oldAzureAddress } from '../../src/knowledge/cloud-endpoints.ts';
import { fromWhere, preferred, sameName } from '../discovery.ts';
import { configuredHosts } from '../named-hosts.ts';

type Told = { host: string; port: number; outcome: string; from: string };

export default defineCheck({
  id: 'network/cloud-endpoint-reached',
  title: 'The cloud provider’s own KMS endpoint is reached',
  sources: [
    'https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/troubleshoot-activation-problems',
    'https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/common-issues.html',
    'https://cloud.google.com/compute/docs/instances/windows/creating-managing-windows-instances',
  ],
  needs: [],
  wants: ['tcp', 'licensingProducts', 'service', 'wayToMicrosoft'],
  findings: {
    AZURE_KMS_UNREACHABLE: { severity: 'fail', says: (a: Told) => `Azure's KMS endpoint ${a.host} is not reached on TCP ${a.port} from ${a.from} (${a.outcome}).` },
    AWS_KMS_UNREACHABLE: { severity: 'fail', says: (a: Told) => `The AWS KMS endpoint ${a.host} is not reached on TCP ${a.port} from ${a.from} (${a.outcome}).` },
    GOOGLE_KMS_UNREACHABLE: { severity: 'fail', says: (a: Told) => `Google Cloud's KMS endpoint ${a.host} is not reached on TCP ${a.port} from ${a.from} (${a.outcome}).` },
    AZURE_NO_WAY_OUT: {
      severity: 'warn',
      says: (a: { host: string; outcome: string }) => `From the machine itself Microsoft (${a.host}) is not reached on TCP 443 either (${a.outcome}), as where its network has no way out.`,
    },
    AZURE_WAY_OUT_OPEN: { severity: 'note', says: (a: { host: string }) => `From the machine itself Microsoft (${a.host}) is reached on TCP 443, so its network has a way out.` },
    AZURE_OLD_ADDRESS_REACHED: { severity: 'note', says: (a: { address: string }) => `Azure's old KMS address ${a.address} is reached, and the one in use since 2022 is not.` },
    CLOUD_TABLE_OLD: {
      severity: 'note', remark: true,
      says: (a: { checkedOn: string }) => `The addresses of cloud KMS endpoints in this version were checked on ${a.checkedOn}, more than a year before this evidence: compare them with what the cloud publishes now.`,
    },
    AZURE_KMS_NAMED: { severity: 'note', says: (a: { host: string }) => `The machine is told to use Azure's KMS endpoint (${a.host}).` },
    AWS_KMS_NAMED: { severity: 'note', says: (a: { host: string }) => `The machine is told to use the AWS KMS endpoint (${a.host}).` },
    GOOGLE_KMS_NAMED: { severity: 'note', says: (a: { host: string }) => `The machine is told to use Google Cloud's KMS endpoint (${a.host}).` },
  },
  when: ({ role, tcp, licensingProducts, service }) =>
    (role === 'client' && setInClouds(licensingProducts, service).length > 0) || (isOpenWhichHost(role, licensingProducts) && (valueOf(tcp) ?? []).some((p) => cloudOf(p.host) !== null)),
  judge({ role, tcp, licensingProducts, service, wayToMicrosoft, at }, raise, cannotTell) {
    const set = role === 'client' ? setInClouds(licensingProducts, service) : [];
    const old = areCloudEndpointsOld(at) ? [raise.CLOUD_TABLE_OLD({ checkedOn: cloudEndpointsCheckedOn })] : [];
    const named = [...old, ...set.map((host): Finding => {
      const cloud = cloudOf(host);
      if (cloud === 'azure') return raise.AZURE_KMS_NAMED({ host });
      return cloud === 'aws' ? raise.AWS_KMS_NAMED({ host }) : raise.GOOGLE_KMS_NAMED({ host });
    })];
    const probes = (valueOf(tcp) ?? []).filter((p) => cloudOf(p.host) !== null && (isOpenWhichHost(role, licensingProducts) || set.some((host) => sameName(host, p.host))));
    if (probes.length === 0) return [...named, cannotTell('tcp')];
    const closed = [...Map.groupBy(probes, (p) => p.host.toLowerCase()).values()].map(preferred).filter((g) => !g.some((p) => p.outcome === 'open'));
    // It may have been tried beside the endpoint that is set, for this very question.
    const opened = closed.some((g) => g.some((p) => cloudOf(p.host) === 'azure')) ? (valueOf(tcp) ?? []).find((p) => p.outcome === 'open' && (p.address ?? p.host) === oldAzureAddress) : undefined;
    const out = closed.some((g) => g.some((p) => cloudOf(p.host) === 'azure')) ? (valueOf(wayToMicrosoft) ?? []).slice(0, 1).flatMap((p): Finding[] => {
      if (p.outcome === 'open') return [raise.AZURE_WAY_OUT_OPEN({ host: p.host })];
      // A name that is not resolved was not tried, and whatever refuses was reached.
      return p.address !== null && (p.outcome === 'timeout' || p.outcome === 'unreachable') ? [raise.AZURE_NO_WAY_OUT({ host: p.host, outcome: p.outcome })] : [];
    }) : [];
    return [...named, ...(opened === undefined ? [] : [raise.AZURE_OLD_ADDRESS_REACHED({ address: oldAzureAddress })]), ...closed.flatMap((g) => g.slice(0, 1)).map((p): Finding => {
      const about = { host: p.host, port: p.port, outcome: p.outcome, from: fromWhere(p.vantage) };
      const cloud = cloudOf(p.host);
      if (cloud === 'azure') return raise.AZURE_KMS_UNREACHABLE(about);
      return cloud === 'aws' ? raise.AWS_KMS_UNREACHABLE(about) : raise.GOOGLE_KMS_UNREACHABLE(about);
    }), ...out];
  },
});

/** What the machine is told to use is not known: then whatever was tried counts. */
const isOpenWhichHost = (role: string, products: Observed<LicensingProduct[]>): boolean => role === 'network' || (role === 'client' && products.state === 'unseen');

const setInClouds = (products: Observed<LicensingProduct[]>, service: Observed<LicensingService>): string[] =>
  configuredHosts(valueOf(products) ?? [], valueOf(service)).map((c) => c.host).filter((host) => cloudOf(host) !== null);
