/**
 * Signs that a machine does not activate, whatever the reason: nearly every cause ends in some of them, so none of
 * them points at one. 0xC004F056 says that KMS activation did not happen, 0xC004F009 that grace ran out, 0xC004F074
 * that no KMS host could be used (Microsoft, activation error codes).
 */
export const notActivated = [
  'LICENSE_NOTIFICATION', 'LICENSE_UNLICENSED', 'LICENSE_OOT_GRACE', 'LICENSE_EXTENDED_GRACE', 'ACTIVATION_ATTEMPT_FAILED',
  'RENEWAL_FAILING', '0xC004F056', '0xC004F009', '0xC004C532',
] as const;

/** A cloud’s own endpoint, by which the machine is told to go, is not reached: neither DNS nor a host of the organisation has a part in it. */
export const cloudUnreachable = ['AZURE_KMS_UNREACHABLE', 'AWS_KMS_UNREACHABLE', 'GOOGLE_KMS_UNREACHABLE'] as const;

/** The collective code for "no KMS host could be used"; its reason stands in event 12288. */
export const noHostUsable = [...notActivated, '0xC004F074', '0x8007139F', '0xC0020017'] as const;

/** Where the client’s host is set by hand the record is of no use to it; a fault of the record then stands only by a sign of its own. */
export const noRecordNeeded = ['CLIENT_HOST_SET_BY_HAND', ...cloudUnreachable] as const;
