import { unset } from './cim-values.ts';
import type { Readers } from './view.ts';

/** Token-based activation, which no reference machine uses. */
export const tokenReaders: Readers<unknown> = {
  TokenActivationAdditionalInfo: () => '',
  TokenActivationCertificateThumbprint: () => '',
  TokenActivationGrantNumber: () => unset,
  TokenActivationILID: () => '',
  TokenActivationILVID: () => unset,
};
