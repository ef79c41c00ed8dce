import type { AddressLookup, LookupOutcome, SrvAnswer, SrvLookup } from '../../model/evidence.ts';
import type { Fragment } from '../text-format.ts';
import { isIPv4, plainName } from './names.ts';

/** What a failing lookup says: the answer's code, or how there came none. */
export type Failure = { rcode: string | null; outcome: LookupOutcome };

/**
 * One question to one resolver and what came of it, as a tool's lines tell it bit by bit. Nothing in it is guessed: a
 * question without a name, an answer or a failure gives no evidence.
 */
export type Question = {
  /** The name as typed, and the type (`srv`, `a`, …), or null where the text does not show the command. */
  asked: string | null;
  type: string | null;
  resolver: string | null;
  /** SRV answers by the name they are for, in the order met. */
  srv: Map<string, { name: string; answers: SrvAnswer[] }>;
  hosts: Map<string, { name: string; a: string[]; aaaa: string[]; cnames: string[] }>;
  failure: (Failure & { name: string | null }) | null;
  timedOut: boolean;
  /** The resolver answered without records of the type asked (an SOA stood in their place). */
  empty: boolean;
};

/** A question of which nothing is known yet but what was typed. */
export const newQuestion = (asked: string | null = null, type: string | null = null, resolver: string | null = null): Question =>
  ({ asked, type, resolver, srv: new Map(), hosts: new Map(), failure: null, timedOut: false, empty: false });

/** Adds an SRV answer for a name. */
export function addSrv(q: Question, name: string, answer: SrvAnswer): void {
  const plain = plainName(name);
  const known = q.srv.get(plain.toLowerCase()) ?? { name: plain, answers: [] };
  q.srv.set(plain.toLowerCase(), known);
  known.answers.push({ ...answer, target: plainName(answer.target) });
}

function hostOf(q: Question, name: string): { name: string; a: string[]; aaaa: string[]; cnames: string[] } {
  const plain = plainName(name);
  const known = q.hosts.get(plain.toLowerCase()) ?? { name: plain, a: [], aaaa: [], cnames: [] };
  q.hosts.set(plain.toLowerCase(), known);
  return known;
}

/** Adds an address of a name, once. */
export function addAddress(q: Question, name: string, address: string): void {
  const host = hostOf(q, name);
  const list = isIPv4(address) ? host.a : host.aaaa;
  if (!list.includes(address)) list.push(address);
}

/** Adds that a name is an alias of another. */
export const addAlias = (q: Question, name: string, target: string): void => { hostOf(q, name).cnames.push(plainName(target)); };

const isServiceName = (name: string): boolean => name.startsWith('_');

/** Addresses found under an alias's target belong to the alias too: that is what was asked. */
function followAliases(q: Question): void {
  for (const host of q.hosts.values()) {
    const seen = new Set([host.name.toLowerCase()]);
    for (let target = host.cnames[0]; target !== undefined && !seen.has(target.toLowerCase());) {
      seen.add(target.toLowerCase());
      const next = q.hosts.get(target.toLowerCase());
      if (next === undefined) break;
      host.a.push(...next.a.filter((x) => !host.a.includes(x)));
      host.aaaa.push(...next.aaaa.filter((x) => !host.aaaa.includes(x)));
      if (next.cnames[0] !== undefined && !host.cnames.includes(next.cnames[0])) host.cnames.push(next.cnames[0]);
      target = next.cnames[0];
    }
  }
}

/** What is asked when the command says no type: a service name is looked up for its SRV records by whoever asks at all. */
const asksSrv = (q: Question, name: string): boolean => q.type === 'srv' || (isServiceName(name) && (q.type === null || q.type === 'all' || q.type === 'any'));
const asksAddress = (q: Question): boolean => q.type === null || ['a', 'aaaa', 'a+aaaa', 'a_aaaa', 'all', 'any'].includes(q.type);

function failureOf(q: Question): (Failure & { name: string | null }) | null {
  if (q.failure !== null) return q.failure;
  if (q.timedOut) return { rcode: null, outcome: 'timeout', name: null };
  return q.empty ? { rcode: 'NOERROR', outcome: 'answered', name: null } : null;
}

/** Adds a question's evidence to the fragment. The machine on which a tool ran is the client: nobody pastes it from elsewhere. */
export function settle(q: Question, into: Fragment): void {
  const found = { resolver: q.resolver, vantage: 'client' as const };
  for (const { name, answers } of q.srv.values()) {
    const lookup: SrvLookup = { name, ...found, rcode: 'NOERROR', outcome: 'answered', answers, truncatedThenTcp: false };
    into.dnsSrv.push(lookup);
    if (isServiceName(name) && !/^_vlmcs\._tcp(?:\.|$)/i.test(name)) {
      into.notes.push({ line: into.line, text: `The SRV records of ${name} are another service's: they say nothing about KMS.` });
    }
  }
  followAliases(q);
  for (const host of q.hosts.values()) {
    if (host.a.length + host.aaaa.length + host.cnames.length === 0 || isServiceName(host.name)) continue;
    const lookup: AddressLookup = { name: host.name, ...found, rcode: 'NOERROR', outcome: 'answered', a: host.a, aaaa: host.aaaa, cnames: host.cnames };
    into.addresses.push(lookup);
  }
  const failure = failureOf(q);
  if (failure === null || q.srv.size > 0 || (q.hosts.size > 0 && q.failure === null)) return;
  const name = plainName(failure.name ?? q.asked ?? '');
  if (name === '' || name === '.') {
    into.notes.push({ line: into.line, text: 'A DNS lookup failed, but the text does not say for which name.' });
    return;
  }
  const { rcode, outcome } = failure;
  if (asksSrv(q, name)) into.dnsSrv.push({ name, ...found, rcode, outcome, answers: [], truncatedThenTcp: false });
  else if (asksAddress(q)) into.addresses.push({ name, ...found, rcode, outcome, a: [], aaaa: [], cnames: [] });
}

/** True where a fragment holds anything at all. */
export const saysSomething = (f: Fragment): boolean => f.dnsSrv.length + f.addresses.length + f.notes.length > 0;
