import { basename } from 'node:path';

import { redactCase } from '../evidence/redact.ts';
import { cloudOf } from '../knowledge/cloud-endpoints.ts';
import { publishedKeyByLast5 } from '../knowledge/setup-keys.ts';
import { genericRetailEdition } from '../knowledge/subscription.ts';
import { isListedUnauthorisedHost } from '../knowledge/unauthorised-hosts.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';

/**
 * A case without keys, client IDs, host and user names and addresses. What is public anyway, and carries the diagnosis,
 * stays: published setup keys, the clouds' own KMS endpoints, hosts of the list of unauthorised ones. Machines that are
 * called after the files they came from lose that name too: people name files after machines and after themselves.
 */
export const redact = (subject: Case, files: readonly string[]): Case =>
  redactCase(withoutFileNames(subject, files), {
    isPublicLast5: (last5) => publishedKeyByLast5(last5) !== null || genericRetailEdition(last5) !== null,
    keepName: (name) => cloudOf(name) !== null || isListedUnauthorisedHost(name),
  });

function withoutFileNames(subject: Case, files: readonly string[]): Case {
  const labels = [...new Set(files.map((f) => cleanText(basename(f))))].filter((f) => f !== '-' && f !== '');
  const longestFirst = labels.map((label, i) => ({ label, plain: `input ${i + 1}` })).toSorted((a, b) => b.label.length - a.label.length);
  const rename = (name: string): string => longestFirst.reduce((text, { label, plain }) => text.replaceAll(label, plain), name);
  return { ...subject, subject: rename(subject.subject), related: subject.related.map((r) => ({ ...r, subject: rename(r.subject) })) };
}
