/** The negotiate flags that matter here, by their names in [MS-NLMP] 2.2.2.5 without `NTLMSSP_`. */
export const ntlmFlag = {
  unicode: 0x0000_0001,
  oem: 0x0000_0002,
  requestTarget: 0x0000_0004,
  sign: 0x0000_0010,
  seal: 0x0000_0020,
  ntlm: 0x0000_0200,
  anonymous: 0x0000_0800,
  alwaysSign: 0x0000_8000,
  targetTypeDomain: 0x0001_0000,
  targetTypeServer: 0x0002_0000,
  extendedSessionSecurity: 0x0008_0000,
  targetInfo: 0x0080_0000,
  version: 0x0200_0000,
  key128: 0x2000_0000,
  keyExchange: 0x4000_0000,
  key56: 0x8000_0000,
} as const;

/** True where `flags` has every bit of `wanted`. */
export const hasFlags = (flags: number, wanted: number): boolean => ((flags & wanted) >>> 0) === wanted >>> 0;

/**
 * Whether a random session key travels under the one that the password gives: it does only where something is to be signed
 * or sealed ([MS-NLMP] 3.1.5.1.2). `flags` is what both sides agreed on.
 */
export const exchangesKey = (flags: number): boolean => hasFlags(flags, ntlmFlag.keyExchange) && (flags & (ntlmFlag.sign | ntlmFlag.seal)) !== 0;
