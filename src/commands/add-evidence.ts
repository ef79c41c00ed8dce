import type { Case, Evidence, EvidenceKind, Observed, RelatedBody } from '../model/evidence.ts';
import { isKmsHost } from '../model/kms-host.ts';

/** Network kinds of two vantages stand side by side; any other kind is taken where the case has none of its own. */
const lists = ['dnsSrv', 'addresses', 'tcp', 'rpcBind', 'icmp', 'clock'] as const satisfies readonly EvidenceKind[];

/** A case with what was seen of the network from here beside what it held already. */
export function withNetwork(subject: Case, network: Partial<Evidence>): Case {
  const evidence: Evidence = { ...subject.evidence };
  for (const kind of lists) {
    const added = network[kind];
    if (added === undefined) continue;
    const own = evidence[kind];
    const joined: Observed<unknown[]> = own.state === 'seen' && added.state === 'seen'
      ? { ...own, value: [...own.value, ...added.value] }
      : own.state === 'seen' ? own : added;
    Object.assign(evidence, { [kind]: joined });
  }
  return { ...subject, evidence };
}

/** A case with what was asked of a directory and of DNS; certificates seen on the way there stand beside those that were seen before. */
export function withDirectory(subject: Case, { directory, dnsUpdate, certificates }: Pick<Evidence, 'directory' | 'dnsUpdate' | 'certificates'>): Case {
  const own = subject.evidence.certificates;
  const joined = own.state === 'seen' && certificates.state === 'seen' ? { ...own, value: [...own.value, ...certificates.value] } : own.state === 'seen' ? own : certificates;
  return { ...subject, evidence: { ...subject.evidence, directory, dnsUpdate, certificates: joined } };
}

/**
 * A case with the machine of another case as its KMS host: of several machines in that one the KMS host, else the one that
 * it is about. Clients found beside it come along, so that none is lost.
 */
export function withHost(subject: Case, given: Case): Case {
  const bodies: readonly RelatedBody[] = [{ role: 'client', subject: given.subject, evidence: given.evidence }, ...given.related];
  const host = bodies.find(isKmsHost) ?? bodies[0];
  return { ...subject, related: [...subject.related, ...bodies.map((b): RelatedBody => (b === host ? { ...b, role: 'host' } : b))] };
}
