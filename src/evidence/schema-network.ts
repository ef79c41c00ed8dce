import * as v from 'valibot';
import { listOf, number, orNull, text, vantage } from './schema-words.ts';

const lookupOutcome = v.picklist(['answered', 'timeout', 'refused', 'unreachable', 'malformed']);

/** `dnsSrv`: one question to one resolver. */
export const dnsSrv = listOf(v.object({
  name: text,
  resolver: orNull(text),
  vantage,
  rcode: orNull(text),
  outcome: lookupOutcome,
  answers: listOf(v.object({ priority: number, weight: number, port: number, target: text, ttl: orNull(number) })),
  truncatedThenTcp: v.optional(v.boolean(), false),
}));

/** `addresses`: one name at one resolver. */
export const addresses = listOf(v.object({
  name: text,
  resolver: orNull(text),
  vantage,
  rcode: orNull(text),
  outcome: lookupOutcome,
  a: listOf(text),
  aaaa: listOf(text),
  cnames: listOf(text),
}));

/** `tcp`: one connection tried. */
export const tcp = listOf(v.object({
  host: text,
  address: orNull(text),
  port: number,
  vantage,
  outcome: v.picklist(['open', 'refused', 'reset', 'timeout', 'unreachable']),
  cause: orNull(text),
  tookMs: orNull(number),
}));

/** `rpcBind`: one bind to the KMS interface. */
export const rpcBind = listOf(v.object({
  host: text,
  address: orNull(text),
  port: number,
  vantage,
  outcome: v.picklist(['accepted', 'rejected', 'nak', 'not-rpc', 'closed', 'silent']),
  reason: orNull(text),
  looksLike: orNull(text),
}));

/** `icmp`: one echo; a kind of ours beside those that the contract fixes. */
export const icmp = listOf(v.object({
  host: text,
  address: orNull(text),
  vantage,
  outcome: v.picklist(['replied', 'no-reply', 'unavailable']),
  detail: orNull(text),
  tookMs: orNull(number),
}));

/** `clock`: positive when the subject is ahead of the reference. */
export const clock = listOf(v.object({ reference: text, vantage, offsetMs: number }));
