import type { Body, Case, Evidence, EvidenceKind, RelatedBody } from '../model/evidence.ts';
import { evidenceKinds, unseen } from '../model/evidence.ts';
import { evidenceSchemaId } from './schema-id.ts';

/** A case as the text of an evidence file: the kinds listed in order, `related` where there is any, a line break at the end. */
export function writeEvidence(subject: Case): string {
  const file = {
    schema: evidenceSchemaId,
    subject: subject.subject,
    collectedAt: subject.collectedAt,
    redacted: subject.redacted,
    evidence: bodyOf(subject),
    ...(subject.related.length > 0 && { related: subject.related.map(relatedOf) }),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

const relatedOf = (r: RelatedBody): RelatedBody => ({ role: r.role, subject: r.subject, evidence: bodyOf(r) });

/** Kinds that a call has to name; a file of one that did not says nothing of them, which means the same. */
const onlyWhereAsked: ReadonlySet<EvidenceKind> = new Set(['directory', 'dnsUpdate', 'certificates', 'instanceMetadata', 'windowsState', 'wayToMicrosoft']);

const isListed = ({ evidence }: Body, kind: EvidenceKind): boolean => {
  const observed = evidence[kind];
  return !onlyWhereAsked.has(kind) || (observed !== undefined && !(observed.state === 'unseen' && observed.reason === 'not-asked' && observed.detail === null));
};

/** Kinds in the order of the model, so that two files can be compared line by line. */
function bodyOf(body: Body): Evidence {
  const entries = evidenceKinds.filter((kind) => isListed(body, kind)).map((kind: EvidenceKind) => [kind, body.evidence[kind] ?? unseen()] as const);
  return Object.fromEntries(entries) as unknown as Evidence;
}
