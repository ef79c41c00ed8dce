import { wordsOf } from '../../knowledge/code-words.ts';
import type { FaultWords } from '../../codec/wsman/server/write-fault.ts';
import type { MachineState } from '../machine/state.ts';

/** A fault that a reference machine answers with; `drop` where it answers nothing and hangs up. */
export type SoapFault = Omit<FaultWords, 'machine'>;

/** Codes of the service that reference machines give by themselves. Source: wsmerror.h, winerror.h, wbemcli.h. */
export const faultCode = {
  accessDenied: 5, unknownAction: 2_150_858_753, invalidResource: 2_150_858_811, headerMissing: 2_150_858_769, cannotProcessFilter: 2_150_858_778, unknownContext: 2_150_858_779,
  contextTimedOut: 2_150_858_780, timedOut: 2_150_858_793, invalidSelectors: 2_150_858_813, schema: 2_150_858_817, invalidXml: 2_150_858_819,
  answerTooLarge: 2_150_858_824, requestTooLarge: 2_150_858_825, noShell: 2_150_858_843, wqlOnClass: 2_150_859_003, wmiDenied: 2_150_859_014, providerFailure: 2_150_858_755,
  tooManyShells: 2_150_859_173, tooManyOperations: 2_150_859_174, shellsNotAllowed: 2_150_859_180, lineTooLong: 2_147_942_606, fileNotFound: 2_147_942_402,
} as const;

/** How DSP0226 classes what the codes say; what is not here is an internal error. */
const subcodes: Readonly<Record<number, string>> = {
  5: 'w:AccessDenied', 2_150_858_753: 'a:ActionNotSupported', 2_150_858_754: 'a:DestinationUnreachable', 2_150_858_752: 'a:DestinationUnreachable', 2_150_858_770: 'a:DestinationUnreachable',
  2_150_858_771: 'a:ActionNotSupported', 2_150_858_772: 'a:EndpointUnavailable', 2_150_858_776: 'n:FilteringNotSupported', 2_150_858_777: 'n:FilterDialectRequestedUnavailable',
  2_150_858_769: 'a:MessageInformationHeaderRequired', 2_150_858_778: 'n:CannotProcessFilter', 2_150_859_042: 'n:CannotProcessFilter', 2_150_858_779: 'n:InvalidEnumerationContext',
  2_150_858_780: 'w:TimedOut', 2_150_858_793: 'w:TimedOut', 2_150_858_811: 'a:DestinationUnreachable', 2_150_858_813: 'w:InvalidSelectors', 2_150_858_842: 'w:InvalidSelectors', 2_150_858_843: 'w:InvalidSelectors',
  2_150_858_815: 'w:QuotaLimit', 2_150_859_173: 'w:QuotaLimit', 2_150_859_174: 'w:QuotaLimit', 2_150_859_175: 'w:QuotaLimit', 2_150_859_176: 'w:QuotaLimit', 2_150_859_179: 'w:QuotaLimit',
  2_150_858_817: 'w:SchemaValidationError', 2_150_858_819: 'w:SchemaValidationError', 2_150_858_790: 'w:EncodingLimit', 2_150_858_824: 'w:EncodingLimit', 2_150_858_825: 'w:EncodingLimit',
  2_150_858_806: 'w:AccessDenied', 2_150_859_012: 'w:AccessDenied', 2_150_859_013: 'w:AccessDenied', 2_150_859_014: 'w:AccessDenied',
};

const hexOf = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;

/** A fault by its code, in the words of our tables unless others are given: Windows' own texts are not ours to copy. */
export const soapFault = (code: number, text: string | null = null, shape: FaultWords['shape'] = 'plain'): SoapFault =>
  ({ code, shape, subcode: subcodes[code] ?? 'w:InternalError', text: text ?? `The request failed: ${wordsOf(hexOf(code))?.meaning ?? `error ${code}`}.` });

const classMissing = 0x8004_1010;
const invalidQuery = 0x8004_1017;

/**
 * How WMI's own error comes through the service: up to Windows 7 in a fault of the provider, with the filter's code for a
 * class that is missing; later as WMI's error object. Source: faults of both generations that public projects recorded.
 */
export function wmiFault({ system }: Pick<MachineState, 'system'>, code: number, text: string): SoapFault {
  if (Number(system.build) >= 9200) return { code, shape: 'wmi-error', subcode: 'w:InternalError', text };
  return soapFault(code === classMissing || code === invalidQuery ? faultCode.cannotProcessFilter : code, text, 'provider');
}
