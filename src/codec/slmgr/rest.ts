import type { SlmgrField } from '../../knowledge/slmgr-labels.ts';
import { licenseStatusOf } from '../license-status.ts';
import { isDescription, minutesOf, valueOf } from './values.ts';

/** Fields whose value has one word and may stand whole on the next line. */
const oneWord: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'activationId', 'applicationId', 'extendedPid', 'keyChannel', 'partialKey', 'licenseStatus', 'reason', 'windowsRearms', 'skuRearms',
  'cmid', 'configuredHost', 'lookupDomain', 'discoveredHost', 'hostAddress', 'hostPid', 'currentCount', 'listeningPort',
  'totalRequests', 'failedRequests', 'unlicensedRequests', 'licensedRequests', 'initialGraceRequests',
  'expiredOrToleranceRequests', 'nonGenuineRequests', 'notificationRequests',
]);
const ofMinutes: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'volumeExpiration', 'otherExpiration', 'activationInterval', 'renewalInterval',
]);

/** Shapes of values that are otherwise kept as they stand. */
const shapes: ReadonlyMap<SlmgrField, RegExp> = new Map<SlmgrField, RegExp>([
  ['extendedPid', /^\d{5}-/], ['hostPid', /^\d{5}-/], ['keyChannel', /^[A-Za-z]+(?::[A-Za-z]+)*$/], ['lookupDomain', /^[\w-]+(?:\.[\w-]+)+$/],
]);

/** A name goes on after this: `Windows(R),`, `… add-on for`. */
const endsOpen = /(?:,|\badd-on(?: for)?)$/i;

/**
 * The whole value of a field whose line a mailer or console wrapped, where the next line completes it; null where the value
 * was whole, or the next line is something else. Only what turns a value that says nothing into one that does is its rest.
 */
export function restOfValue(field: SlmgrField, value: string, next: string): string | null {
  const joined = `${value} ${next}`.trim();
  if (field === 'description') return !isDescription(value) && isDescription(joined) ? joined : null;
  if (field === 'name') return endsOpen.test(value) || next === 'edition' ? joined : null;
  if (field === 'licenseStatus' && licenseStatusOf(value) === null && licenseStatusOf(joined) !== null) return joined;
  if (ofMinutes.has(field)) return minutesOf(value) === null && minutesOf(joined) !== null ? joined : null;
  if (value !== '' || !oneWord.has(field) || /\s/.test(next) || valueOf(next) === null) return null;
  return (shapes.get(field) ?? /./).test(next) ? next : null;
}
