import type { SoapFault } from './soap-fault.ts';

/** What an operation of the service gives: the answer's action and body, a fault, or nothing at all where the machine is gone. */
export type Outcome = { kind: 'answer'; action: string; body: string } | { kind: 'identity'; productVersion: string } | { kind: 'fault'; fault: SoapFault } | { kind: 'gone' };

export const fails = (fault: SoapFault): Outcome => ({ kind: 'fault', fault });
