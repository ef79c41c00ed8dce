import type { Evidence, Source } from '../model/evidence.ts';
import { emptyKmsClient, emptyMachine, emptyProduct, emptyService, evidenceOf, seen } from '../model/evidence.ts';

/** What the estate's one client machine shows of itself: a made-up Windows 11 that found no KMS host, or one that did. */
export function clientMachine(domain: string, at: string, works: boolean): Evidence {
  const source = (by: string): Source => ({ by, vantage: 'client', at, tookMs: 0 });
  const cmid = '4f0d7c1a-93b2-4e6d-8a57-2c19be60d4f1';
  const activationId = 'c2d7f7a0-5b0e-4a53-9d5c-6e8a1f3b9c44';
  return evidenceOf({
    licensingProducts: seen([{
      ...emptyProduct(),
      application: 'windows', name: 'Windows(R), Enterprise edition', description: 'Windows(R) Operating System, VOLUME_KMSCLIENT channel',
      channel: 'kms-client', channelText: 'Volume:GVLK', activationId, applicationId: '55c92734-d682-4d71-983e-d6ec3f16059f',
      partialProductKey: '2YT43', licenseStatus: works ? 'licensed' : 'notification', reasonCode: works ? null : '0xC004F056',
      graceMinutesRemaining: works ? 257_000 : 0, remainingWindowsRearms: 1001, remainingSkuRearms: 1001, activationType: 'all',
      lastActivationType: works ? 'kms' : 'none', permanentlyActivated: false,
      kmsClient: {
        ...emptyKmsClient(), cmid, activationIntervalMinutes: 120, renewalIntervalMinutes: 10_080, hostCaching: true,
        ...(works && { discoveredHost: `kms1.${domain}`, discoveredPort: 1688 }),
      },
    }], source('reference estate')),
    activationAttempts: seen([{ at, product: 'Windows(R), Enterprise edition', activationId, succeeded: works, code: works ? null : '0x8007232B' }], source('reference estate')),
    service: seen({ ...emptyService(), version: '10.0.22631.4169', clientMachineId: cmid, isKeyManagementServiceMachine: false, keyManagementServiceHostCaching: true }, source('reference estate')),
    machine: seen({
      ...emptyMachine(), hostName: 'WS-0142', caption: 'Microsoft Windows 11 Enterprise', version: '10.0.22631', build: '22631', revision: 4169,
      editionId: 'Enterprise', domainJoined: true, domain, primaryDnsSuffix: domain, dnsSuffixSearchList: [domain], dnsServers: ['127.0.0.1'], time: at,
    }, source('reference estate')),
  });
}
