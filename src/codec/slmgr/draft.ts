import { activationTypeWords } from '../../knowledge/slmgr-labels-sentences.ts';
import type { SlmgrField } from '../../knowledge/slmgr-labels.ts';
import { emptyKmsClient, emptyKmsHost, emptyProduct } from '../../model/evidence.ts';
import type { KmsClientFacts, KmsHostFacts, LicensingProduct } from '../../model/evidence.ts';
import { applicationOf } from '../application.ts';
import { channelOf } from '../channel.ts';
import { licenseStatusOf } from '../license-status.ts';
import { guidOf, lastFiveOf, portOf } from '../plain-value.ts';
import { codeIn } from './line-kinds.ts';
import { addressOf, countOf, isDescription, isProductName, kmsHostOf, minutesOf, valueOf } from './values.ts';

/** A product while its lines are read. */
export type ProductDraft = {
  product: LicensingProduct;
  /** First line, counted from 0. */
  line: number;
  /** Fields met so far, whatever their value: one that comes again begins the next product. */
  met: Set<SlmgrField>;
  keyChannel: string | null;
  /** The application id as it stood, masked or cut: its first digits may tell enough. */
  applicationText: string | null;
  /** The status line stood there with a word that is not known. */
  statusUnknown: boolean;
  /** The field of the line before: slmgr.vbs prints in one order in every language. */
  last: SlmgrField | null;
  /** `Most recent activation information` stood above the block at hand. */
  recent: boolean;
  /** The bare numbers of the KMS host's block, in their order. */
  hostNumbers: number[];
};

export const newDraft = (line: number): ProductDraft => ({
  product: emptyProduct(), line, met: new Set(), keyChannel: null, applicationText: null, statusUnknown: false, last: null,
  recent: false, hostNumbers: [],
});

/** Fields that a product has once: met again, they belong to the next product. */
const once: ReadonlySet<SlmgrField> = new Set<SlmgrField>([
  'name', 'description', 'activationId', 'applicationId', 'extendedPid', 'keyChannel', 'partialKey', 'licenseStatus',
]);

/** True where a line of this field cannot be of the product at hand any more. */
export const beginsNext = (draft: ProductDraft, field: SlmgrField): boolean =>
  (once.has(field) && draft.met.has(field)) || (field === 'name' && draft.met.size > 0);

const client = (draft: ProductDraft): KmsClientFacts => (draft.product.kmsClient ??= emptyKmsClient());
const host = (draft: ProductDraft): KmsHostFacts => (draft.product.kmsHost ??= emptyKmsHost());

type Setter = (draft: ProductDraft, value: string) => void;

const setCount = (key: Exclude<keyof KmsHostFacts, 'dnsPublishing' | 'priority' | 'listeningPort'>): Setter => (draft, value) => {
  const count = countOf(value);
  host(draft)[key] = count;
  if (count !== null) draft.hostNumbers.push(count);
};

const setStatus: Setter = (draft, value) => {
  draft.product.licenseStatus = licenseStatusOf(value);
  draft.statusUnknown = draft.product.licenseStatus === null && valueOf(value) !== null;
};

const setLast = (type: 'kms' | 'ad' | 'token'): Setter => (draft) => {
  if (draft.recent) draft.product.lastActivationType = type;
};

const setters: { readonly [F in SlmgrField]: Setter } = {
  serviceVersion: () => undefined,
  ignored: () => undefined,
  nothingLearned: () => undefined,
  avmaHeader: () => undefined,
  name: (d, v) => { d.product.name = valueOf(v); },
  description: (d, v) => { d.product.description = valueOf(v); },
  activationId: (d, v) => { d.product.activationId = guidOf(v); },
  applicationId: (d, v) => {
    d.product.applicationId = guidOf(v);
    d.applicationText = v;
  },
  extendedPid: (d, v) => { d.product.extendedPid = valueOf(v); },
  keyChannel: (d, v) => { d.keyChannel = valueOf(v); },
  partialKey: (d, v) => { d.product.partialProductKey = lastFiveOf(v); },
  licenseStatus: setStatus,
  reason: (d, v) => {
    d.product.reasonCode = codeIn(v);
    // slmgr.vbs prints a reason in notification mode alone.
    if (d.statusUnknown && d.product.reasonCode !== null) d.product.licenseStatus = 'notification';
  },
  volumeExpiration: (d, v) => {
    d.product.graceMinutesRemaining = minutesOf(v);
    // slmgr.vbs prints this line for a licensed product alone; the other states say "Time remaining".
    if (d.statusUnknown && d.product.graceMinutesRemaining !== null) d.product.licenseStatus = 'licensed';
  },
  otherExpiration: (d, v) => { d.product.graceMinutesRemaining = minutesOf(v); },
  windowsRearms: (d, v) => { d.product.remainingWindowsRearms = countOf(v); },
  skuRearms: (d, v) => { d.product.remainingSkuRearms = countOf(v); },
  activationType: (d, v) => { d.product.activationType = activationTypeWords.get(v.trim().toLowerCase()) ?? null; },
  lastActivation: (d) => { d.recent = true; },
  clientHeader: (d, v) => {
    client(d);
    setLast('kms')(d, v);
  },
  adHeader: setLast('ad'),
  tokenHeader: setLast('token'),
  adObjectName: (d, v) => { d.product.adObjectName = valueOf(v); },
  cmid: (d, v) => { client(d).cmid = guidOf(v); },
  configuredHost: (d, v) => {
    const { host: name, port } = kmsHostOf(v);
    Object.assign(client(d), { configuredHost: name, configuredPort: port });
  },
  lookupDomain: (d, v) => { client(d).lookupDomain = valueOf(v); },
  discovery: (d) => { client(d); },
  discoveredHost: (d, v) => {
    const { host: name, port } = kmsHostOf(v);
    Object.assign(client(d), { discoveredHost: name, discoveredPort: port });
  },
  hostAddress: (d, v) => { client(d).hostAddress = addressOf(v); },
  hostPid: (d, v) => { client(d).hostExtendedPid = valueOf(v); },
  activationInterval: (d, v) => { client(d).activationIntervalMinutes = minutesOf(v); },
  renewalInterval: (d, v) => { client(d).renewalIntervalMinutes = minutesOf(v); },
  cachingOn: (d) => { client(d).hostCaching = true; },
  cachingOff: (d) => { client(d).hostCaching = false; },
  hostHeader: (d) => { host(d); },
  currentCount: setCount('currentCount'),
  listeningPort: (d, v) => {
    const port = portOf(v.trim());
    host(d).listeningPort = port;
    if (port !== null) d.hostNumbers.push(port);
  },
  publishingOn: (d) => { host(d).dnsPublishing = true; },
  publishingOff: (d) => { host(d).dnsPublishing = false; },
  priority: (d, v) => {
    const word = v.trim().toLowerCase();
    host(d).priority = word === 'normal' || word === 'low' ? word : null;
  },
  totalRequests: setCount('totalRequests'),
  failedRequests: setCount('failedRequests'),
  unlicensedRequests: setCount('unlicensedRequests'),
  licensedRequests: setCount('licensedRequests'),
  initialGraceRequests: setCount('initialGraceRequests'),
  expiredOrToleranceRequests: setCount('expiredOrToleranceRequests'),
  nonGenuineRequests: setCount('nonGenuineRequests'),
  notificationRequests: setCount('notificationRequests'),
};

/** Puts the value of a known line into the product. A value that is not of the field's shape is null. */
export function applyField(draft: ProductDraft, field: SlmgrField, value: string): void {
  draft.met.add(field);
  draft.last = field;
  setters[field](draft, value);
}

/** The order in which slmgr.vbs prints the numbers of a KMS host. */
const hostOrder = [
  'currentCount', 'listeningPort', 'totalRequests', 'failedRequests', 'unlicensedRequests', 'licensedRequests',
  'initialGraceRequests', 'expiredOrToleranceRequests', 'nonGenuineRequests', 'notificationRequests',
] as const satisfies readonly (keyof KmsHostFacts)[];

/** Fields of which one says that the lines are of a product, not of some text that happens to have a `Name:`. */
const telling = ['activationId', 'partialProductKey', 'licenseStatus', 'reasonCode', 'kmsClient', 'kmsHost', 'graceMinutesRemaining', 'remainingWindowsRearms'] as const;

/** The finished product; null where the lines held nothing that tells of a licence. */
export function finishDraft(draft: ProductDraft): LicensingProduct | null {
  const p = draft.product;
  const described = isDescription(p.description ?? '') || (p.description !== null && isProductName(p.name ?? ''));
  if (!described && draft.keyChannel === null && telling.every((key) => p[key] === null)) return null;
  const { channel, channelText } = channelOf(draft.keyChannel, p.description);
  const nameless = p.name === null && p.description === null && draft.applicationText === null;
  const application = applicationOf(draft.applicationText, p.name, p.description);
  if (channel === 'kms-host') fillHostByOrder(draft);
  return {
    ...p, channel, channelText,
    // slmgr.vbs shows Windows unless it is given another product's id, and then it prints that product's name.
    application: nameless && application === 'other' ? 'windows' : application,
  };
}

/** Labels of the host's block are known in few languages; their order is the same in all, and all ten or the first two stand. */
function fillHostByOrder(draft: ProductDraft): void {
  const numbers = draft.hostNumbers;
  if (numbers.length !== 2 && numbers.length !== hostOrder.length) return;
  const facts = host(draft);
  for (const [i, key] of hostOrder.slice(0, numbers.length).entries()) facts[key] ??= numbers[i] ?? null;
}
