import type { Code } from '../../model/evidence.ts';

/**
 * What a reference machine asks its reference host, and what it is told: the facts that events 12288 to 12290 record, in
 * plain fields. It is a message of our own that no Windows sends or understands, and it grants nothing.
 */
export type ActivationRequest = {
  /** Fully qualified. */
  clientName: string;
  cmid: string;
  applicationId: string;
  /** The client product's own id (its SKU). */
  activationId: string;
  /** By the client's own clock, Unix milliseconds. */
  requestTime: number;
  isVirtual: boolean;
  /** 0 to 6, as WMI numbers them. */
  licenseStatus: number;
  minutesRemaining: number;
  /** Machines that the product needs its host to have counted: 25 or 5. */
  requiredCount: number;
};

export type ActivationAnswer = {
  /** `0x00000000` where the host took the request; a client below its threshold is told so by the count alone. */
  resultCode: Code;
  /** Machines that the host has counted, this client among them; 0 where the request was refused. */
  count: number;
  activationIntervalMinutes: number;
  renewalIntervalMinutes: number;
  hostExtendedPid: string;
};
