/** What a field of OSPP.VBS output holds. */
export type OsppField =
  | 'productId' | 'skuId' | 'name' | 'description' | 'betaExpiration' | 'status' | 'errorCode' | 'errorDescription'
  | 'remainingGrace' | 'lastFive' | 'activationType' | 'mostRecent' | 'adObjectName' | 'adOther' | 'dnsAutoDiscovery'
  | 'discoveredHost' | 'configuredHost' | 'activationInterval' | 'renewalInterval' | 'hostCaching' | 'lookupDomain'
  | 'cmid' | 'searchedMachine' | 'nothingFoundOn' | 'eventId' | 'eventTime' | 'errorAndHost' | 'eventMessage';

type Label = {
  field: OsppField;
  /** True where no other tool prints this label: it may begin a piece. */
  own: boolean;
};

const own = (field: OsppField): Label => ({ field, own: true });
const shared = (field: OsppField): Label => ({ field, own: false });

/**
 * Labels as OSPP.VBS prints them; they are English in every language of Windows and Office. Source: the message
 * constants of OSPP.VBS (Office 2010 to 2024) and outputs of users; PRODUCT ID is missing before Office 2016. Letter case
 * matters: slmgr.vbs prints `Activation interval:` and `KMS host caching is enabled`.
 */
export const osppLabels: ReadonlyMap<string, Label> = new Map([
  ['PRODUCT ID', own('productId')],
  ['SKU ID', own('skuId')],
  ['LICENSE NAME', own('name')],
  ['LICENSE DESCRIPTION', own('description')],
  ['BETA EXPIRATION', own('betaExpiration')],
  ['LICENSE STATUS', own('status')],
  ['ERROR CODE', own('errorCode')],
  ['ERROR DESCRIPTION', own('errorDescription')],
  ['REMAINING GRACE', own('remainingGrace')],
  ['Last 5 characters of installed product key', own('lastFive')],
  ['Activation Type Configuration', own('activationType')],
  ['Most recent successful activation client information', own('mostRecent')],
  ['Activation Object name', shared('adObjectName')],
  ['AO DN', shared('adOther')],
  ['AO extended PID', shared('adOther')],
  ['AO activation ID', shared('adOther')],
  ['DNS auto-discovery', shared('dnsAutoDiscovery')],
  ['KMS machine name from DNS', shared('discoveredHost')],
  ['KMS machine registry override defined', own('configuredHost')],
  ['Activation Interval', own('activationInterval')],
  ['Renewal Interval', own('renewalInterval')],
  ['KMS host caching', own('hostCaching')],
  ['KMS Lookup Domain', own('lookupDomain')],
  ['Client Machine ID (CMID)', shared('cmid')],
  ['Searching for KMS activation events on machine', own('searchedMachine')],
  ['Searching for Internet activation failure events on machine', own('searchedMachine')],
  ['No KMS activation events found on machine', own('nothingFoundOn')],
  ['No failure events found on machine', own('nothingFoundOn')],
  ['Event ID', shared('eventId')],
  ['Coordinated Universal Time Written', own('eventTime')],
  ['ERROR/HOST', own('errorAndHost')],
  ['MESSAGE', shared('eventMessage')],
]);

/** One line of OSPP.VBS output, told apart by its shape alone. */
export type OsppLine =
  | { kind: 'blank' | 'processing' | 'exiting' | 'separator' }
  | { kind: 'field'; field: OsppField; own: boolean; value: string }
  /** `attempt` begins a row of /act; `activated` and `noKeys` are its and /dstatus's words in angle brackets; `remark` says nothing. */
  | { kind: 'attempt' | 'activated' | 'noKeys' | 'remark' }
  | { kind: 'text'; text: string };

const longestLabel = Math.max(...[...osppLabels.keys()].map((label) => label.length));

/** Reads one line; labels must stand at its beginning, blanks aside. Total, and in time proportional to a short prefix. */
export function readOsppLine(line: string): OsppLine {
  const text = line.trim();
  if (text === '') return { kind: 'blank' };
  const first = text.charAt(0);
  if (first === '-') return readDashes(text);
  if (first === '<') return readBracketed(text);
  if (text.startsWith('Installed product key detected - attempting to ')) return { kind: 'attempt' };
  if (/^(?:To view the activation event history run|NOTICE: A KB article|FOR MORE INFORMATION PLEASE)/.test(text)) return { kind: 'remark' };
  const colon = text.slice(0, longestLabel + 8).search(/[:：]/);
  if (colon > 0) {
    const label = osppLabels.get(text.slice(0, colon).trimEnd().replace(/\s+/g, ' '));
    if (label) return { kind: 'field', field: label.field, own: label.own, value: text.slice(colon + 1).trim() };
  }
  return { kind: 'text', text };
}

function readDashes(text: string): OsppLine {
  if (/^-{2,}\s*Processing\s*-/.test(text)) return { kind: 'processing' };
  if (/^-{2,}\s*Exiting\s*-/.test(text)) return { kind: 'exiting' };
  return /^-{5,}$/.test(text) ? { kind: 'separator' } : { kind: 'text', text };
}

function readBracketed(text: string): OsppLine {
  if (/^<(?:Offline )?Product activation successful>/i.test(text)) return { kind: 'activated' };
  if (/^<No installed product keys detected>/i.test(text)) return { kind: 'noKeys' };
  return { kind: 'text', text };
}
