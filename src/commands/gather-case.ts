import { leftOutNotes } from '../collect/bounds.ts';
import { gatherNetwork } from '../collect/gather-network.ts';
import type { Case, Evidence } from '../model/evidence.ts';
import { evidenceOf, valueOf } from '../model/evidence.ts';
import type { Network } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { withHost, withNetwork } from './add-evidence.ts';
import type { CheckRequest } from './check-request.ts';
import { readInputs } from './read-input.ts';
import { UsageError } from './usage-error.ts';

export type Gathered = { case: Case; notes: string[] };

export type GatherWith = {
  /** Asked for only where packets may be sent. */
  network: () => Promise<Network>;
  onProgress: (event: ProgressEvent) => void;
  signal: AbortSignal;
  now: () => number;
};

/** Everything that a call names, as one case: files first, then the KMS host's own file, then the network from here. */
export async function gatherCase(request: CheckRequest, use: GatherWith): Promise<Gathered> {
  const collectedAt = new Date(use.now()).toISOString();
  const notes: string[] = [];
  let subject: Case | null = null;
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
  if (!request.asksNetwork) return { case: subject ?? emptyCase('nothing', collectedAt), notes };
  const seen = await askNetwork(request, subject, use);
  const label = subject ?? emptyCase(labelOf(request, seen), collectedAt);
  return { case: withNetwork(label, seen), notes: [...notes, ...notesOn(request, seen), ...leftOutNotes(seen)] };
}

async function askNetwork(request: CheckRequest, subject: Case | null, { network, onProgress, signal, now }: GatherWith): Promise<Partial<Evidence>> {
  const domains = request.domains.length > 0 ? request.domains : suffixesOf(subject);
  const seen = await gatherNetwork(
    await network(),
    { domains, resolvers: request.resolvers, kmsHosts: request.kmsHosts, timeoutMs: request.timeoutMs, vantage: 'operator', signal, skip: {}, now },
    onProgress,
  );
  // This machine's own suffixes say nothing about a machine that somebody pasted.
  if (subject !== null && domains.length === 0) return { ...seen, dnsSrv: { state: 'unseen', reason: 'not-asked', detail: 'no DNS suffix of that machine is known: name one with --domain' } };
  return seen;
}

function suffixesOf(subject: Case | null): string[] {
  const machine = subject === null ? null : valueOf(subject.evidence.machine);
  if (machine === null) return [];
  const all = [machine.primaryDnsSuffix, machine.domain, ...(machine.dnsSuffixSearchList ?? [])];
  return [...new Set(all.filter((s): s is string => s !== null && s.includes('.')).map((s) => s.toLowerCase()))];
}

const emptyCase = (label: string, collectedAt: string): Case => ({
  subject: label, via: 'network', collectedAt, redacted: false, related: [], evidence: evidenceOf({}),
});

function labelOf(request: CheckRequest, seen: Partial<Evidence>): string {
  const [domain] = request.domains;
  if (domain !== undefined) return request.domains.length === 1 ? domain : `${domain} and ${request.domains.length - 1} more`;
  const [host] = request.kmsHosts;
  if (host !== undefined) return host.host;
  const lookups = seen.dnsSrv?.state === 'seen' ? seen.dnsSrv.value : [];
  return lookups[0]?.name.replace(/^_vlmcs\._tcp\./i, '') ?? 'this network';
}

/** What a person should know where the look at the network could not even begin, and what to give instead. */
function notesOn(request: CheckRequest, seen: Partial<Evidence>): string[] {
  const srv = seen.dnsSrv;
  if (srv === undefined || srv.state === 'seen' || request.files.length > 0 || srv.detail === null) return [];
  const why = `${srv.detail.charAt(0).toUpperCase()}${srv.detail.slice(1)}`.replace(/: name one with --domain\.?$/, '').replace(/\.$/, '');
  return [`${why}, so no KMS record could be looked up from here: name your domain with --domain, or a host with --kms-host, or give the file with a client's slmgr.vbs /dlv output.`];
}
