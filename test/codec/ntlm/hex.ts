/** Octets from hex; blanks are for the eye. */
export const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
