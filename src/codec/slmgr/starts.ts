import type { SlmgrField } from '../../knowledge/slmgr-labels.ts';
import { guidOf } from '../plain-value.ts';
import { fieldOfKey, labelKey, sentenceOf, splitLine } from './label.ts';
import type { SlmgrLine } from './label.ts';
import { activatingOf, commandOf, connectionErrorOf, errorOf, expiryOf, outcomeOf } from './line-kinds.ts';
import { isDescription, isProductName, isServiceVersion, minutesAndDaysOf } from './values.ts';

/** Labels that no other tool prints. The others are shared with OSPP.VBS, event text or listings, and begin nothing. */
const own: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'serviceVersion', 'extendedPid', 'keyChannel', 'partialKey', 'licenseStatus', 'reason', 'volumeExpiration', 'windowsRearms',
  'skuRearms', 'activationType', 'cmid', 'configuredHost', 'lookupDomain', 'hostAddress', 'hostPid', 'currentCount',
  'listeningPort', 'priority', 'totalRequests', 'failedRequests', 'unlicensedRequests', 'licensedRequests',
  'initialGraceRequests', 'expiredOrToleranceRequests', 'nonGenuineRequests', 'notificationRequests',
]);
const ownSentences: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'clientHeader', 'hostHeader', 'publishingOn', 'publishingOff', 'cachingOn', 'cachingOff', 'nothingLearned', 'lastActivation',
]);

/** How many lines after a `Name:` its description is looked for. */
const reach = 5;

/**
 * True where output of slmgr.vbs begins, or goes on after its beginning was lost: a command, a line that only it prints, a
 * name with its description after it. Shapes tell in every language. A listing of CIM (`Name   : value`) is none.
 */
export function startsSlmgr(lines: readonly string[], at: number): boolean {
  const text = (lines[at] ?? '').trim();
  if (text.length < 4 || text.length > 2000) return false;
  const split = splitLine(text);
  if (split !== null && startsWithLabel(lines, at, split)) return true;
  if (split === null) {
    const sentence = sentenceOf(text);
    if (sentence !== null) return ownSentences.has(sentence);
  }
  if (errorOf(text) !== null || connectionErrorOf(text) !== null || commandOf(text) !== null || activatingOf(text) !== null || outcomeOf(text) !== null) return true;
  const expiry = expiryOf(text);
  if (expiry !== null) return expiry.status !== 'unlicensed';
  return split !== null && isProductName(split.label) && startsExpiry(lines, at, split);
}

function startsWithLabel(lines: readonly string[], at: number, line: SlmgrLine): boolean {
  // Listings put blanks before the colon, OSPP.VBS writes its labels in capitals. French puts one blank there.
  const field = fieldOfKey(labelKey(line.label));
  const oneWord = line.gap === 1 && /^[A-Za-z]\w*$/.test(line.label) && !(field === 'name' && line.label !== 'Name');
  const listed = line.gap > 1 || (oneWord && !spacedSoon(lines, at));
  if (listed || /^[A-Z0-9 ./]+$/.test(line.label)) return false;
  if (field !== null && own.has(field)) return field !== 'licenseStatus' || line.value !== '';
  if (field === 'name') return line.value !== '' && describedSoon(lines, at, isProductName(line.value));
  if (isDescription(line.value)) return true;
  if ((field === 'activationId' || field === 'applicationId') && line.label.includes(' ')) return guidOf(line.value) !== null;
  if (field === 'otherExpiration') return /\d/.test(line.value);
  if (field !== null) return false;
  if (minutesAndDaysOf(line.value) !== null) return true;
  return (isServiceVersion(line.value) || isProductName(line.value)) && describedSoon(lines, at, true);
}

/** True where a label of several words that slmgr.vbs prints follows: columns of a listing are one word each. */
function spacedSoon(lines: readonly string[], at: number): boolean {
  let seen = 0;
  for (let i = at + 1; i < lines.length && seen < reach && i <= at + 2 * reach; i += 1) {
    const split = splitLine((lines[i] ?? '').slice(0, 200));
    if (split === null) continue;
    seen += 1;
    const field = /\s/.test(split.label) && split.gap <= 1 && /[a-z]/.test(split.label) ? fieldOfKey(labelKey(split.label)) : null;
    if (field !== null && (own.has(field) || field === 'activationId')) return true;
  }
  return false;
}

/** True where a description follows that slmgr.vbs printed; a cut or masked one counts after a product's name alone. */
function describedSoon(lines: readonly string[], at: number, named: boolean): boolean {
  let seen = 0;
  for (let i = at + 1; i < lines.length && seen < reach && i <= at + 2 * reach; i += 1) {
    const text = (lines[i] ?? '').trim();
    if (text === '') continue;
    seen += 1;
    const split = splitLine(text);
    if (split === null || split.gap > 1) continue;
    const described = isDescription(split.value) || (named && split.value !== '' && fieldOfKey(labelKey(split.label)) === 'description');
    if (described) return !split.label.startsWith('LICENSE ');
  }
  return false;
}

function startsExpiry(lines: readonly string[], at: number, line: SlmgrLine): boolean {
  if (line.value !== '') return expiryOf(line.value) !== null;
  for (let i = at + 1; i < lines.length && i <= at + 4; i += 1) {
    const text = (lines[i] ?? '').trim();
    if (text !== '') return expiryOf(text) !== null;
  }
  return false;
}
