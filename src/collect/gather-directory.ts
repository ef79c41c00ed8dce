import { evidenceOf, seen, unseen } from '../model/evidence.ts';
import type { DirectoryReading, DnsUpdateProbe, Evidence, EvidenceKinds, Observed, Vantage } from '../model/evidence.ts';
import type { Directory, DirectoryLogin, DirectoryServer, TlsTrust } from '../model/directory.ts';
import type { Resolver } from '../model/network.ts';
import type { ProgressEvent } from '../model/progress.ts';
import { runGraph } from './plan.ts';
import type { Step } from './plan.ts';

/** What to ask Active Directory and its DNS. Nothing of it is ever asked unless a call names it. */
export type DirectoryRequest = {
  /** Domain controllers to ask for activation objects; empty where none is to be asked. */
  servers: readonly DirectoryServer[];
  /** Null to ask as nobody. */
  login: DirectoryLogin | null;
  trust: TlsTrust;
  /** Zones whose update right is to be tried, at each of these DNS servers; null where it is not to be tried. */
  updateRight: { zones: readonly string[]; servers: readonly Resolver[] } | null;
  /** Limit of each single question, in milliseconds. */
  timeoutMs: number;
  vantage: Vantage;
  signal: AbortSignal;
  /** Unix milliseconds, for the sources' times. */
  now: () => number;
};

export type DirectoryKind = 'directory' | 'dnsUpdate' | 'certificates';

/** Few enough for any server: each question is a connection or a datagram of its own. */
const concurrency = 16;

/** Zones and servers of the update right that are tried; a longer list is a mistake. */
const mostPairs = 64;

/** Answers of one kind in the order in which they were asked for, whenever they came. */
class Answers<K extends DirectoryKind> {
  private readonly found = new Map<number, EvidenceKinds[K][number]>();
  private from = Infinity;
  private to = 0;

  add(place: number, answer: EvidenceKinds[K][number], from: number, to: number): void {
    this.found.set(place, answer);
    this.from = Math.min(this.from, from);
    this.to = Math.max(this.to, to);
  }

  observed(by: string, vantage: Vantage, whyNot: string | null): Observed<EvidenceKinds[K]> {
    if (this.found.size === 0) return unseen('not-asked', whyNot);
    const items = [...this.found].sort(([a], [b]) => a - b).map(([, answer]) => answer);
    return seen(items as EvidenceKinds[K], { by, vantage, at: new Date(this.from).toISOString(), tookMs: Math.round(this.to - this.from) });
  }
}

/**
 * Asks each domain controller for the activation objects of its forest, and each DNS server whether the zones take
 * unsigned updates, all at once. Changes nothing and never rejects; what a server did instead of answering stands in
 * its own reading.
 */
export async function gatherDirectory(directory: Directory, request: DirectoryRequest, onProgress: (event: ProgressEvent) => void): Promise<Pick<Evidence, DirectoryKind>> {
  const { servers, login, trust, updateRight, timeoutMs, vantage, signal, now } = request;
  const limits = { timeoutMs, signal };
  const readings = new Answers<'directory'>();
  const probes = new Answers<'dnsUpdate'>();
  const certificates = new Answers<'certificates'>();
  const evidence = (): Pick<Evidence, DirectoryKind> => {
    const stopped = signal.aborted ? 'stopped before it was asked' : null;
    return { directory: readings.observed('ldap', vantage, stopped), certificates: certificates.observed('tls', vantage, stopped), dnsUpdate: probes.observed('dns update without a change', vantage, stopped) };
  };
  const show = (): void => onProgress({ type: 'evidence', evidence: evidenceOf(evidence()) });

  const readStep = (server: DirectoryServer, place: number): Step => ({
    id: `directory ${place}`, needs: [], kind: 'directory', label: `activation objects at ${server.host}`,
    run: async () => {
      const from = now();
      const { certificate = null, ...said } = await directory.readActivationObjects(server, login, trust, limits);
      const reading: DirectoryReading = { ...said, vantage };
      if (certificate !== null) certificates.add(place, { ...certificate, vantage }, from, now());
      readings.add(place, reading, from, now());
      show();
      return reading.outcome;
    },
  });
  const probeStep = ({ zone, server }: { zone: string; server: Resolver }, place: number): Step => ({
    id: `update ${place}`, needs: [], kind: 'dnsUpdate', label: `update right of ${zone} at ${server.host}`,
    run: async () => {
      const from = now();
      const probe: DnsUpdateProbe = { ...await directory.probeUpdate(zone, server, limits), vantage };
      probes.add(place, probe, from, now());
      show();
      return probe.verdict;
    },
  });
  const pairs = updateRight === null ? [] : updateRight.zones.flatMap((zone) => updateRight.servers.map((server) => ({ zone, server })));
  await runGraph([...servers.map(readStep), ...pairs.slice(0, mostPairs).map(probeStep)], { concurrency, signal, now, onProgress });
  return evidence();
}
