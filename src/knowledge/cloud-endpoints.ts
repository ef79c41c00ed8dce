/**
 * KMS endpoints that cloud providers run for machines inside their own cloud. As of November 2026.
 * Sources: https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation,
 * https://docs.aws.amazon.com/AWSEC2/latest/WindowsGuide/common-issues.html,
 * https://cloud.google.com/compute/docs/instances/windows/creating-managing-windows-instances
 */
const endpoints: Readonly<Record<'azure' | 'aws' | 'google', readonly string[]>> = {
  azure: [
    'azkms.core.windows.net', 'kms.core.windows.net', '20.118.99.224', '40.83.235.53', '23.102.135.246',
    'azkms.core.usgovcloudapi.net', 'kms.core.usgovcloudapi.net', '23.97.0.13', '52.126.105.2',
    'azkms.core.chinacloudapi.cn', 'kms.core.chinacloudapi.cn', '159.27.28.100', '163.228.64.161', '42.159.7.249',
    'kms.core.cloudapi.de', '51.4.143.248',
  ],
  aws: ['169.254.169.250', '169.254.169.251', 'fd00:ec2::250', 'fd00:ec2::251'],
  google: ['kms.windows.googlecloud.com', '35.190.247.13'],
};

/** The cloud whose own KMS endpoint a name or address is, or null. */
export function cloudOf(nameOrAddress: string): 'azure' | 'aws' | 'google' | null {
  const name = nameOrAddress.toLowerCase().replace(/\.$/, '');
  for (const cloud of ['azure', 'aws', 'google'] as const) if (endpoints[cloud].includes(name)) return cloud;
  return null;
}
