/**
 * PDU types of connection-oriented DCE/RPC that pass between the estate's machines and its host, beyond those of a bind
 * (C706 §12.6.4; auth3 from [MS-RPCE] 2.2.1.1.7). They stand here and not in the codec, so that nothing outside the
 * estate can name a request.
 */
export const pduKind = {
  request: 0, response: 2, fault: 3, bind: 11, bindAck: 12, bindNak: 13, alterContext: 14, alterContextResponse: 15, auth3: 16,
  coCancel: 18, orphaned: 19,
} as const;

/** Flags of the common header (C706 §12.6.3.1). `didNotExecute` tells a client that its call changed nothing. */
export const pduFlag = { first: 0x01, last: 0x02, didNotExecute: 0x20, maybe: 0x40, objectUuid: 0x80 } as const;

/**
 * Status of a fault: C706 appendix E (`nca_…`), and Win32's access denied for what an anonymous interface does not take
 * ([MS-RPCE] 3.3.3.4.3). `badStubData` is RPC_X_BAD_STUB_DATA, which Samba calls nca_s_fault_ndr.
 */
export const faultStatus = {
  accessDenied: 0x0000_0005, badStubData: 0x0000_06f7, callCancelled: 0x1c00_000d, operationOutOfRange: 0x1c01_0002,
  unknownInterface: 0x1c01_0003, protocolError: 0x1c01_000b,
} as const;

/** Result and reason for one context of a bind (C706 §12.6.3.1; negotiate acknowledgement from [MS-RPCE] 2.2.2.4). */
export const contextResult = { accepted: 0, providerRejection: 2, negotiateAck: 3 } as const;
export const providerReason = { abstractSyntax: 1, transferSyntaxes: 2, localLimit: 3 } as const;

/** Why a bind is refused as a whole (C706 §12.6.4.5; `authenticationType` from [MS-RPCE] 2.2.2.5). */
export const nakReason = { notSpecified: 0, localLimit: 2, protocolVersion: 4, authenticationType: 8 } as const;
