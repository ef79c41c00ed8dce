import { md5 } from './digests.ts';
import { uint32Octets } from './octets.ts';

/**
 * The hash that MsvAvChannelBindings carries ([MS-NLMP] 2.2.2.1): MD5 over a gss_channel_bindings_struct (RFC 2744) whose
 * addresses are empty and whose application data is, for TLS, `tls-server-end-point:` and a hash of the certificate.
 */
export const channelBindingHash = (applicationData: Uint8Array): Uint8Array => md5(new Uint8Array(16), uint32Octets(applicationData.length), applicationData);
