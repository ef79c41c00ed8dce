import { sealedContentType } from '../../codec/spnego/encrypted-body.ts';
import type { Effect } from './winrm-fault.ts';

/** What goes back to a client: an answer of HTTP, and what is to go wrong with it. */
export type HttpReply = {
  status: number;
  headers: Readonly<Record<string, string | string[]>>;
  body: Uint8Array;
  effect: Effect | null;
  /** The connection is given up after it. */
  closes: boolean;
};

const nothing = new Uint8Array(0);

/** A status without a body. */
export const emptyReply = (status: number, headers: HttpReply['headers'] = {}, closes = false): HttpReply => ({ status, headers, body: nothing, effect: null, closes });

/** A reply whose whole sense is what goes wrong. */
export const onlyEffect = (effect: Effect): HttpReply => ({ ...emptyReply(200), effect });

/** Effects that need no answer to go wrong with. */
export const isOfHttp = (effect: Effect | null): effect is Extract<Effect, { kind: 'http' | 'drop' | 'endless' | 'silent' | 'reboot' }> =>
  effect !== null && ['http', 'drop', 'endless', 'silent', 'reboot'].includes(effect.kind);

/** Octets behind the sealed ones: the last boundary with its dashes and the end of its line. */
const behindSealed = '--Encrypted Boundary--\r\n'.length;

/** The text of an answer as it goes wrong before it is sealed. */
export function spoilText(text: string, effect: Effect | null): string {
  if (effect?.kind === 'text') return effect.text;
  return effect?.kind === 'cut' ? text.slice(0, Math.floor(text.length * effect.share)) : text;
}

/** The octets of a sealed body, the last bit of what is sealed turned over where that is what goes wrong. */
export function spoilSealed(contentType: string, body: Uint8Array, effect: Effect | null): Uint8Array {
  if (effect?.kind !== 'bit-flipped' || contentType !== sealedContentType) return body;
  const spoiled = Uint8Array.from(body);
  const at = spoiled.length - behindSealed - 1;
  spoiled[at] = (spoiled[at] ?? 0) ^ 1;
  return spoiled;
}
