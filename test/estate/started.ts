import { estateWithoutRecord, healthyEstate } from '../../src/estate/known-estates.ts';
import { startLoopbackEstate } from '../../src/estate/loopback-estate.ts';
import type { LoopbackEstate } from '../../src/estate/loopback-estate.ts';

export type EstateFault = 'no-srv-record' | null;

/** The estate of the `estate` command on loopback, or that of the demonstration, as of a time in Unix milliseconds. */
export const startEstate = (fault: EstateFault, now: number = Date.now()): Promise<LoopbackEstate> =>
  startLoopbackEstate(fault === null ? healthyEstate() : estateWithoutRecord(), { now: () => now, log: () => undefined });
