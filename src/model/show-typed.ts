import { cleanText } from './clean.ts';

/** `winrm://user:password@host`, and the same without its scheme. The password may hold what an address may not: a slash, a colon, an @. */
const inAddress = [/^([a-z][a-z0-9+.-]*:\/\/[^:]*):.*@/is, /^((?![a-z]:[\\/])[^\s:/\\"]+):(?!\s|\/\/).*@/is];

/** What a person typed, as a sentence that refuses it may repeat it: without the password of an address, cleaned, at most `most` characters. */
export const showTyped = (typed: string, most = 80): string => cleanText(inAddress.reduce((text, password) => text.replace(password, '$1:…@'), typed)).slice(0, most);
