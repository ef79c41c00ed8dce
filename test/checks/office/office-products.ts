import type { LicensingProduct } from '../../../src/model/evidence.ts';
import { officeProduct } from '../../evidence-builder.ts';

const id = (n: number): string => `b0000000-0000-4000-8000-00000000000${n}`;

/** Made-up Office rows in the states that a machine collects over the years. */
export const office = {
  volume: officeProduct(),
  volumeVisio: officeProduct({ name: 'Office 16, Office16VisioProVL_KMS_Client edition', activationId: id(1), partialProductKey: 'RJRJK', licenseStatus: 'notification', reasonCode: '0xC004F00F' }),
  grace: row('Office 21, Office21ProPlus2021R_Grace edition', 'RETAIL(Grace)', id(2), '0xC004F009'),
  graceVisio: row('Office 16, Office16VisioProR_Grace edition', 'RETAIL(Grace)', id(3), '0xC004F009'),
  retailVisio: row('Office 16, Office16VisioProR_Retail edition', 'RETAIL', id(4), '0xC004F009'),
  retail: row('Office 21, Office21ProPlus2021R_Retail edition', 'RETAIL', id(5), '0xC004F009'),
  subscription: row('Office 16, Office16O365BusinessR_Grace edition', 'RETAIL(Grace)', id(6), '0xC004F009'),
  mak: officeProduct({ name: 'Office 21, Office21ProPlus2021VL_MAK_AE edition', description: 'Office 21, VOLUME_MAK channel', channel: 'mak', channelText: 'VOLUME_MAK', activationId: id(7), partialProductKey: 'X7RQK', licenseStatus: 'notification', reasonCode: '0xC004F009', kmsClient: null, lastActivationType: null }),
} as const;

function row(name: string, channelText: string, activationId: string, reasonCode: string): LicensingProduct {
  return officeProduct({
    name, description: `Office, ${channelText} channel`, channel: 'retail', channelText, activationId, partialProductKey: 'Y9R4V', licenseStatus: 'notification', reasonCode,
    graceMinutesRemaining: null, kmsClient: null, lastActivationType: null,
  });
}

/** The same row, licensed. */
export const licensed = (p: LicensingProduct): LicensingProduct => ({ ...p, licenseStatus: 'licensed', reasonCode: null });
