import check from '../../../checks/client/edition-can-use-kms.ts';
import { evidence, kmsClient, officeProduct, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const none = { kmsClient: null, lastActivationType: null } as const;
const evaluation = product({ ...none, name: 'Windows(R), ServerStandardEval edition', description: 'Windows(R) Operating System, TIMEBASED_EVAL channel', channel: 'eval', partialProductKey: 'Y7XRD' });
const multiSession = product({ name: 'Windows(R), ServerRdsh edition', licenseStatus: 'notification' });
const home = product({ ...none, name: 'Windows(R), Core edition', channel: 'oem', partialProductKey: 'Y7XRE' });
const fragment = product({ ...none, application: 'other', name: null, description: null, channel: 'unknown', channelText: null, partialProductKey: null, activationId: null, licenseStatus: 'notification', reasonCode: '0xC004F009', graceMinutesRemaining: null, remainingWindowsRearms: 5, remainingSkuRearms: null });

checkTable(check, [
  { rule: 'a volume edition passes', on: evidence(), status: 'pass', tags: ['WINDOWS_IS_NEWER'] },
  { rule: 'Windows 7 is told by its build', on: evidence({ machine: { build: '7601', caption: 'Microsoft Windows 7 Enterprise' } }), status: 'pass', tags: ['WINDOWS_IS_7'] },
  { rule: 'or by the name of its licence', on: onlyEvidence({ licensingProducts: [product({ name: 'Windows(R) 7, Enterprise edition', extendedPid: null })] }), status: 'pass', tags: ['WINDOWS_IS_7'] },
  { rule: 'Server 2008 R2 has the build of Windows 7 and is none', on: evidence({ licensingProducts: [product({ name: 'Windows Server(R), ServerStandard edition' })], machine: { build: '7601', caption: 'Microsoft Windows Server 2008 R2 Standard', editionId: 'ServerStandard' } }), status: 'pass', tags: [] },
  { rule: 'an evaluation that is over fails and says that it must be converted', on: evidence({ licensingProducts: [{ ...evaluation, licenseStatus: 'notification', reasonCode: '0xC004F009' }] }), status: 'fail', tags: ['EVALUATION_EDITION', 'WINDOWS_IS_NEWER'], says: [/converted/] },
  { rule: 'an evaluation that still runs is a warning', on: evidence({ licensingProducts: [{ ...evaluation, graceMinutesRemaining: 144_000 }] }), status: 'warn', tags: ['EVALUATION_RUNNING', 'WINDOWS_IS_NEWER'], says: [/100 days left/] },
  { rule: 'the registry’s EditionID tells an evaluation too', on: evidence({ licensingProducts: [product({ ...none, channel: 'unknown', name: null, licenseStatus: 'notification' })], machine: { editionId: 'ServerStandardEval' } }), status: 'fail', tags: ['EVALUATION_EDITION', 'WINDOWS_IS_NEWER'] },
  { rule: 'a Home edition that is not activated fails', on: evidence({ licensingProducts: [{ ...home, licenseStatus: 'notification' }] }), status: 'fail', tags: ['EDITION_NOT_VOLUME', 'WINDOWS_IS_NEWER'] },
  { rule: 'a Home edition that is activated is no fault', on: evidence({ licensingProducts: [home] }), status: 'pass', tags: ['WINDOWS_IS_NEWER', 'EDITION_NOT_VOLUME_LICENSED'] },
  { rule: 'multi-session without a KMS host of Azure is noted', on: evidence({ licensingProducts: [multiSession] }), status: 'pass', tags: ['WINDOWS_IS_NEWER', 'EDITION_IS_MULTI_SESSION'] },
  { rule: 'multi-session that asks Azure is where it belongs', on: evidence({ licensingProducts: [{ ...multiSession, kmsClient: kmsClient({ configuredHost: 'azkms.core.windows.net' }) }] }), status: 'pass', tags: ['WINDOWS_IS_NEWER'] },
  { rule: 'multi-session that is licensed needs nothing', on: evidence({ licensingProducts: [{ ...multiSession, licenseStatus: 'licensed' }] }), status: 'pass', tags: ['WINDOWS_IS_NEWER'] },
  { rule: 'grace over with few rearms left looks like an evaluation where no product is named', on: onlyEvidence({ licensingProducts: [fragment] }), status: 'pass', tags: ['WINDOWS_IS_NEWER', 'LOOKS_LIKE_EVALUATION'] },
  { rule: 'grace over with a thousand rearms left does not', on: onlyEvidence({ licensingProducts: [{ ...fragment, remainingWindowsRearms: 1001 }] }), status: 'pass', tags: ['WINDOWS_IS_NEWER'] },
  { rule: 'Office rows alone say nothing of Windows', on: evidence({ licensingProducts: [officeProduct()] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
