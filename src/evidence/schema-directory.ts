import * as v from 'valibot';
import { listOf, number, orNull, text, time, vantage } from './schema-words.ts';

/** `directory`: one domain controller that was asked; a kind of ours beside those that the contract fixes. */
export const directory = listOf(v.object({
  server: text,
  port: number,
  vantage,
  outcome: v.picklist([
    'found', 'empty', 'absent', 'denied', 'wrong-password', 'account-refused', 'strong-auth-required', 'certificate-not-trusted',
    'timeout', 'refused', 'unreachable', 'malformed', 'failed',
  ]),
  domain: orNull(text),
  objects: listOf(v.object({
    name: text,
    activationId: orNull(text),
    extendedPid: orNull(text),
    partialProductKey: orNull(text),
    kmsIdCount: orNull(number),
  })),
  detail: orNull(text),
}));

/** `certificates`: one that a service showed when TLS was made with it; a kind of ours, too. */
export const certificates = listOf(v.object({
  host: text,
  port: number,
  protocol: v.picklist(['winrm', 'ldap']),
  vantage,
  subjectName: orNull(text),
  selfSigned: orNull(v.boolean()),
  notBefore: orNull(time),
  notAfter: orNull(time),
}));

/** `dnsUpdate`: one zone at one DNS server; a kind of ours, too. */
export const dnsUpdate = listOf(v.object({
  zone: text,
  server: text,
  vantage,
  verdict: v.picklist(['open', 'refused', 'not-authoritative', 'not-supported', 'ambiguous', 'no-answer']),
  rcode: orNull(text),
  detail: orNull(text),
}));
