import type { Finding } from './check.ts';

/** 0x4…: codes of success that tell of a state, as 0x4004F00D tells that a grace runs. They want no cause. */
const isSuccess = (code: string): boolean => /^0x[0-7]/.test(code);

/** Codes that a finding carries in its arguments, under `code` or `codes`. */
export function codesOf({ args }: Finding): string[] {
  const one = args['code'];
  const many = args['codes'];
  return [
    ...(typeof one === 'string' ? [one] : []),
    ...(Array.isArray(many) ? (many as readonly string[]) : []),
  ].filter((c) => c !== '' && !isSuccess(c));
}
