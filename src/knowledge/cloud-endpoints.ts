import type { Cloud, Time } from '../model/evidence.ts';

/** When the addresses below were last compared with what the clouds publish. */
export const cloudEndpointsCheckedOn = '2026-11-28';

/** Azure's clouds by the name that instance metadata has for them (`azEnvironment`), each with its own KMS endpoints. */
const azure: Readonly<Record<string, readonly string[]>> = {
  AzurePublicCloud: ['azkms.core.windows.net', 'kms.core.windows.net', '20.118.99.224', '40.83.235.53', '23.102.135.246'],
  AzureUSGovernmentCloud: ['azkms.core.usgovcloudapi.net', 'kms.core.usgovcloudapi.net', '23.97.0.13', '52.126.105.2'],
  AzureChinaCloud: ['azkms.core.chinacloudapi.cn', 'kms.core.chinacloudapi.cn', '159.27.28.100', '163.228.64.161', '42.159.7.249'],
  AzureGermanCloud: ['kms.core.cloudapi.de', '51.4.143.248'],
};

/**
 * KMS endpoints that cloud providers run for machines inside their own cloud.
 * Sources: https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation,
 * https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/common-issues.html,
 * https://cloud.google.com/compute/docs/instances/windows/creating-managing-windows-instances
 */
const endpoints: Readonly<Record<Cloud, readonly string[]>> = {
  azure: Object.values(azure).flat(),
  aws: ['169.254.169.250', '169.254.169.251', 'fd00:ec2::250', 'fd00:ec2::251'],
  google: ['kms.windows.googlecloud.com', '35.190.247.13'],
};

const plain = (nameOrAddress: string): string => nameOrAddress.toLowerCase().replace(/\.$/, '');

/** The cloud whose own KMS endpoint a name or address is, or null. */
export function cloudOf(nameOrAddress: string): Cloud | null {
  const name = plain(nameOrAddress);
  for (const cloud of ['azure', 'aws', 'google'] as const) if (endpoints[cloud].includes(name)) return cloud;
  return null;
}

/** Which of Azure's clouds a KMS endpoint belongs to, by the name in instance metadata; null where it is none of Azure's. */
export const azureOf = (nameOrAddress: string): string | null => Object.entries(azure).find(([, own]) => own.includes(plain(nameOrAddress)))?.[0] ?? null;

/** The KMS endpoint by name of one of Azure's clouds; null for one that is not known. */
export const endpointOfAzure = (environment: string): string | null => azure[environment]?.[0] ?? null;

/** Azure's only KMS address until 2022; two others took its place (Microsoft, custom routes to enable KMS activation). */
export const oldAzureAddress = '23.102.135.246';

/** Names and addresses of public Azure's KMS since 2022, beside which the old address tells whether a rule still names it alone. */
export const azureEndpointsSince2022: readonly string[] = ['azkms.core.windows.net', 'kms.core.windows.net', '20.118.99.224', '40.83.235.53'];

/** The old address where a host that a client is told to use is one of those that took its place; else null. */
export const olderEndpointOf = (nameOrAddress: string): string | null => (azureEndpointsSince2022.includes(plain(nameOrAddress)) ? oldAzureAddress : null);

const yearMs = 365 * 86_400_000;

/** True where the evidence is so much younger than the table that a cloud may have other addresses by then. False where its time is not known. */
export const areCloudEndpointsOld = (at: Time | null): boolean => Date.parse(at ?? '') - Date.parse(cloudEndpointsCheckedOn) > yearMs;
