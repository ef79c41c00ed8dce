import type { Case, Evidence } from '../model/evidence.ts';
import { evidenceKinds } from '../model/evidence.ts';

const mostReasons = 6;

/** `Win32_Service in root\\cimv2: why`, as the queries of WMI name what was asked. */
const asked = /^(\w+ in (root\\[\w\\]+)): /i;

/** What was asked, and why it could not be had: the same for classes of two namespaces where the reason is the same. */
function parts(detail: string): { what: string | null; why: string } {
  const [head, what = null, namespace = ''] = asked.exec(detail) ?? ['', null, ''];
  return { what, why: namespace === '' ? detail : detail.slice(head.length).replaceAll(namespace, 'the namespace') };
}

const sentence = (text: string): string => `${/^https?:/.test(text) ? text.charAt(0) : text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

/**
 * Why kinds of evidence could not be read, each reason told once: what failed for a reason that was told already is only
 * named. Why the licences could not be read is the report's first sentence, and not repeated. What was not asked needs no word.
 */
export function unreadReasons(evidence: Evidence): string[] {
  const first = evidence.licensingProducts.state === 'unseen' ? evidence.licensingProducts.detail : null;
  const details = evidenceKinds.flatMap((kind) => {
    const observed = evidence[kind];
    return observed.state === 'unseen' && observed.reason !== 'not-asked' && observed.detail !== null && observed.detail !== first ? [observed.detail] : [];
  });
  const told = new Set(first === null ? [] : [parts(first).why]);
  const reasons: string[] = [];
  const others: string[] = [];
  for (const detail of new Set(details)) {
    const { what, why } = parts(detail);
    if (!told.has(why)) reasons.push(sentence(detail));
    else if (what !== null) others.push(what);
    told.add(why);
  }
  return [...reasons.slice(0, mostReasons), ...(others.length === 0 ? [] : [`For the same reason nothing could be read of ${listed(others)}.`])];
}

/** Why the licences of a machine could not be read, where the report's first sentence tells of something else. */
export function untoldReason({ via, evidence: { licensingProducts } }: Case, headline: string): string[] {
  if (via === 'file' || licensingProducts.state === 'seen' || licensingProducts.reason === 'not-asked' || licensingProducts.detail === null) return [];
  const why = licensingProducts.detail.replace(/\.$/, '');
  return headline.includes(why) ? [] : [`The licences could not be read: ${why}.`];
}

const listed = (names: readonly string[]): string => (names.length === 1 ? names[0] ?? '' : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);
