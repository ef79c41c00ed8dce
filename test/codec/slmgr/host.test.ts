import { describe, expect, test } from 'vitest';
import { emptyKmsHost } from '../../../src/model/evidence.ts';
import { productOf } from './reading.ts';
import { kmsHost } from './texts.ts';

describe('slmgr /dlv of KMS hosts', () => {
  test('every number of the host is read', () => {
    const product = productOf(kmsHost);
    expect(product).toMatchObject({ channel: 'kms-host', channelText: 'Volume:CSVLK', licenseStatus: 'licensed', partialProductKey: '7QR4K', kmsClient: null });
    expect(product.kmsHost).toEqual({
      currentCount: 12, listeningPort: 1690, dnsPublishing: false, priority: 'low', totalRequests: 72, failedRequests: 3,
      unlicensedRequests: 1, licensedRequests: 20, initialGraceRequests: 40, expiredOrToleranceRequests: 2, nonGenuineRequests: 4,
      notificationRequests: 5,
    });
  });

  test('a host of Office 2010 is enabled "on this computer" and prints no counters', () => {
    const text = `Name: Microsoft Office 2010, KMSHost edition
Description: Microsoft Office 2010 KMS, VOLUME_KMS channel
Application ID: 59a52881-a989-479d-af46-f275c6370663
Partial Product Key: XXXXX
License Status: Licensed
Trusted time:
Key Management Service is enabled on this computer
Current count: 0
Listening on Port: 1688
DNS publishing enabled
KMS priority: Normal
`;
    expect(productOf(text)).toMatchObject({
      application: 'office', channel: 'kms-host',
      kmsHost: { ...emptyKmsHost(), currentCount: 0, listeningPort: 1688, dnsPublishing: true, priority: 'normal' },
    });
  });

  test('a counter whose label a mailer wrapped is read', () => {
    const wrapped = kmsHost.replace('License expired or Hardware out of tolerance: 2', 'License expired or\nHardware out of tolerance: 2');
    expect(productOf(wrapped).kmsHost).toEqual(productOf(kmsHost).kmsHost);
  });

  test('in a language whose labels are not known the ten numbers are told by their order', () => {
    const labels = kmsHost.slice(kmsHost.indexOf('    Current count')).match(/[A-Z][^:\n]*: \d+/g) ?? [];
    const numbers = labels.map((l) => /\d+$/.exec(l)?.[0]);
    const text = `Naam: Windows(R), ServerStandard edition
Omschrijving: Windows(R) Operating System, VOLUME_KMS_WS22 channel
Sleuteldeel: 7QR4K
Toestand: onbekend woord
${numbers.map((n, i) => `    Getal ${'abcdefghij'[i]}: ${n}`).join('\n')}
`;
    expect(productOf(text)).toMatchObject({
      name: 'Windows(R), ServerStandard edition', licenseStatus: null, partialProductKey: '7QR4K',
      kmsHost: { ...productOf(kmsHost).kmsHost, dnsPublishing: null, priority: null },
    });
  });
});
