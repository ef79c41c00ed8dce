import { basename } from 'node:path';

import type { RedactOptions } from '../evidence/redact.ts';
import { redactCase, redactWithNames } from '../evidence/redact.ts';
import { cloudOf } from '../knowledge/cloud-endpoints.ts';
import { publishedKeyByLast5 } from '../knowledge/setup-keys.ts';
import { genericRetailEdition } from '../knowledge/subscription.ts';
import { isListedUnauthorisedHost } from '../knowledge/unauthorised-hosts.ts';
import type { Settings } from '../model/check.ts';
import { cleanText } from '../model/clean.ts';
import type { Case } from '../model/evidence.ts';

/**
 * A case without keys, client IDs, host and user names and addresses. What is public anyway, and carries the diagnosis,
 * stays: published setup keys, the clouds' own KMS endpoints, hosts of the list of unauthorised ones. Machines that are
 * called after the files they came from lose that name too: people name files after machines and after themselves.
 */
export const redact = (subject: Case, files: readonly string[]): Case => redactCase(withoutFileNames(subject, files), kept);

/** The same, with the names that settings hold masked alike: an approved host is approved under its mask too. */
export function redactWithSettings(subject: Case, settings: Settings, files: readonly string[]): { case: Case; settings: Settings } {
  const { case: masked, own } = redactWithNames(withoutFileNames(subject, files), { hosts: settings.approvedHosts, zones: settings.domains }, kept);
  return { case: masked, settings: { approvedHosts: own.hosts, domains: own.zones } };
}

const kept: RedactOptions = {
  isPublicLast5: (last5) => publishedKeyByLast5(last5) !== null || genericRetailEdition(last5) !== null,
  keepName: (name) => cloudOf(name) !== null || isListedUnauthorisedHost(name),
};

function withoutFileNames(subject: Case, files: readonly string[]): Case {
  const labels = [...new Set(files.map((f) => cleanText(basename(f))))].filter((f) => f !== '-' && f !== '');
  const longestFirst = labels.map((label, i) => ({ label, plain: `input ${i + 1}` })).toSorted((a, b) => b.label.length - a.label.length);
  const rename = (name: string): string => longestFirst.reduce((text, { label, plain }) => text.replaceAll(label, plain), name);
  return { ...subject, subject: rename(subject.subject), related: subject.related.map((r) => ({ ...r, subject: rename(r.subject) })) };
}
