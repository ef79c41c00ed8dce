import { leftOutNotes } from '../collect/bounds.ts';
import type { ZoneServersSeen } from '../collect/ask-zone-servers.ts';
import { gatherNetwork } from '../collect/gather-network.ts';
import type { Case, Evidence } from '../model/evidence.ts';
import { evidenceOf, valueOf } from '../model/evidence.ts';
import type { Network } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { withHost, withNetwork } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import type { Access } from './read-live.ts';
import { readInputs } from './read-input.ts';
import { UsageError } from './usage-error.ts';

export type Gathered = { case: Case; notes: string[] };

export type GatherWith = {
  /** Asked for only where packets may be sent. */
  network: () => Promise<Network>;
  onProgress: (event: ProgressEvent) => void;
  signal: AbortSignal;
  now: () => number;
  /** The password of live machines where the caller has one; null: it has none and nobody may be asked for it at the terminal. Absent: the options, the environment or a person say it. */
  password?: string | null;
  /** How live machines are reached, where that is settled already: nobody is asked for a password twice. */
  access?: Access;
};

/** Everything that a call names, as one case: the machine itself or files first, then its KMS host, then the network and the directory from here. */
export async function gatherCase(request: CheckRequest, use: GatherWith): Promise<Gathered> {
  const collectedAt = new Date(use.now()).toISOString();
  const notes: string[] = [];
  let subject: Case | null = null;
  const hosts: Case[] = [];
  if (request.live !== null || request.hostLive.length > 0) {
    const { readLiveMachines } = await import('./read-live-machines.ts');
    const live = await readLiveMachines(request, use);
    subject = live.subject;
    hosts.push(...live.hosts);
    notes.push(...live.notes);
  }
  if (request.files.length > 0) {
    const read = await readInputs(request.files);
    if (!read.ok) throw new UsageError(read.message);
    subject = read.case;
    notes.push(...read.notes);
  }
  for (const file of request.hostFiles) {
    const read = await readInputs([file]);
    if (!read.ok) throw new UsageError(read.message);
    // Alone, the host is what the call is about; beside a client or a look at the network it is the second machine.
    if (subject === null && !request.asksNetwork) subject = read.case;
    else subject = withHost(subject ?? emptyCase(labelOf(request, {}), collectedAt), read.case);
    notes.push(...read.notes);
  }
  for (const host of hosts) subject = subject === null && !request.asksNetwork ? host : withHost(subject ?? emptyCase(labelOf(request, {}), collectedAt), host);
  const whole = !request.asksNetwork ? { case: subject ?? emptyCase('nothing', collectedAt), notes } : await withLook(request, subject, notes, collectedAt, use);
  if (request.directory.length === 0 && !request.updateRight) return whole;
  const { askDirectory } = await import('./ask-directory.ts');
  return { case: await askDirectory(request, whole.case, use), notes: whole.notes };
}

async function withLook(request: CheckRequest, subject: Case | null, notes: string[], collectedAt: string, use: GatherWith): Promise<Gathered> {
  const seen = await askNetwork(request, subject, use);
  const looked = withNetwork(subject ?? emptyCase(labelOf(request, seen), collectedAt), seen);
  const whole = [...notes, ...notesOn(request, seen), ...leftOutNotes(seen)];
  if (!request.authoritative) return { case: looked, notes: whole };
  const own = await askOwnServers(request, looked, use);
  return { case: withNetwork(looked, own.seen), notes: [...whole, ...own.notes] };
}

/** Asks the servers of the zones themselves for the KMS record. */
export async function askOwnServers(request: CheckRequest, subject: Case, { network, onProgress, signal, now }: GatherWith): Promise<ZoneServersSeen> {
  const { askZoneServers } = await import('../collect/ask-zone-servers.ts');
  return askZoneServers(await network(), {
    domains: zonesOf(request, subject), resolvers: request.resolvers, kmsHosts: [], timeoutMs: request.timeoutMs, vantage: 'operator', signal, skip: {}, now,
  }, onProgress);
}

/** The zones of a call: those that it names, else those that the machine says, else those in which a record was looked for. */
export function zonesOf({ domains }: Pick<CheckRequest, 'domains'>, subject: Case | null): string[] {
  const own = domains.length > 0 ? domains : suffixesOf(subject);
  if (own.length > 0 || subject === null) return own;
  const asked = (valueOf(subject.evidence.dnsSrv) ?? []).flatMap((l) => /^_vlmcs\._tcp\.(.+?)\.?$/i.exec(l.name)?.[1]?.toLowerCase() ?? []);
  return [...new Set(asked)].slice(0, 4);
}

/** Looks at the network from here, whole or (`namesOnly`) at what DNS says alone. */
export async function askNetwork(request: CheckRequest, subject: Case | null, { network, onProgress, signal, now }: GatherWith, namesOnly = false): Promise<Partial<Evidence>> {
  const domains = request.domains.length > 0 ? request.domains : suffixesOf(subject);
  const seen = await gatherNetwork(
    await network(),
    { domains, resolvers: request.resolvers, kmsHosts: request.kmsHosts, timeoutMs: request.timeoutMs, vantage: 'operator', signal, skip: { probes: namesOnly }, now },
    onProgress,
  );
  // This machine's own suffixes say nothing about a machine that somebody pasted.
  if (subject !== null && domains.length === 0) return { ...seen, dnsSrv: { state: 'unseen', reason: 'not-asked', detail: 'no DNS suffix of that machine is known: name one with --domain' } };
  return seen;
}

export function suffixesOf(subject: Case | null): string[] {
  const machine = subject === null ? null : valueOf(subject.evidence.machine);
  if (machine === null) return [];
  const all = [machine.primaryDnsSuffix, machine.domain, ...(machine.dnsSuffixSearchList ?? [])];
  return [...new Set(all.filter((s): s is string => s !== null && s.includes('.')).map((s) => s.toLowerCase()))];
}

/** A case of which nothing is known yet. */
export const emptyCase = (label: string, collectedAt: string): Case => ({
  subject: label, via: 'network', collectedAt, redacted: false, related: [], evidence: evidenceOf({}),
});

/** What a look at the network alone is called. */
export function labelOf(request: CheckRequest, seen: Partial<Evidence>): string {
  const [domain] = request.domains;
  if (domain !== undefined) return request.domains.length === 1 ? domain : `${domain} and ${request.domains.length - 1} more`;
  const [host] = request.kmsHosts;
  if (host !== undefined) return host.host;
  const lookups = seen.dnsSrv?.state === 'seen' ? seen.dnsSrv.value : [];
  return lookups[0]?.name.replace(/^_vlmcs\._tcp\./i, '') ?? 'this network';
}

/** What a person should know where the look at the network could not even begin, and what to give instead. */
export function notesOn(request: CheckRequest, seen: Partial<Evidence>): string[] {
  const srv = seen.dnsSrv;
  const isGivenMore = request.files.length > 0 || request.live !== null || request.kmsHosts.length > 0;
  if (srv === undefined || srv.state === 'seen' || isGivenMore || srv.detail === null) return [];
  const why = `${srv.detail.charAt(0).toUpperCase()}${srv.detail.slice(1)}`.replace(/: name one with --domain\.?$/, '').replace(/\.$/, '');
  return [`${why}, so no KMS record could be looked up from here: name your domain with --domain, or a host with --kms-host, or give the file with a client's slmgr.vbs /dlv output.`];
}
