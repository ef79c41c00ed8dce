import check from '../../../checks/client/edition-can-use-kms.ts';
import { evidence, officeProduct, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const none = { kmsClient: null, lastActivationType: null } as const;
const evaluation = product({ ...none, name: 'Windows(R), ServerStandardEval edition', description: 'Windows(R) Operating System, TIMEBASED_EVAL channel', channel: 'eval', partialProductKey: 'Y7XRD' });
const home = product({ ...none, name: 'Windows(R), Core edition', channel: 'oem', partialProductKey: 'Y7XRE' });
const fragment = product({ ...none, application: 'other', name: null, description: null, channel: 'unknown', channelText: null, partialProductKey: null, activationId: null, licenseStatus: 'notification', reasonCode: '0xC004F009', graceMinutesRemaining: null, remainingWindowsRearms: 5, remainingSkuRearms: null });

checkTable(check, [
  { rule: 'a volume edition passes', on: evidence(), status: 'pass', tags: [] },
  { rule: 'an evaluation that is over fails and says that it must be converted', on: evidence({ licensingProducts: [{ ...evaluation, licenseStatus: 'notification', reasonCode: '0xC004F009' }] }), status: 'fail', tags: ['EVALUATION_EDITION'], says: [/converted/] },
  { rule: 'an evaluation that still runs is a warning', on: evidence({ licensingProducts: [{ ...evaluation, graceMinutesRemaining: 144_000 }] }), status: 'warn', tags: ['EVALUATION_RUNNING'], says: [/100 days left/] },
  { rule: 'the registry’s EditionID tells an evaluation too', on: evidence({ licensingProducts: [product({ ...none, channel: 'unknown', name: null, licenseStatus: 'notification' })], machine: { editionId: 'ServerStandardEval' } }), status: 'fail', tags: ['EVALUATION_EDITION'] },
  { rule: 'a Home edition that is not activated fails', on: evidence({ licensingProducts: [{ ...home, licenseStatus: 'notification' }] }), status: 'fail', tags: ['EDITION_NOT_VOLUME'] },
  { rule: 'a Home edition that is activated is no fault', on: evidence({ licensingProducts: [home] }), status: 'pass', tags: ['EDITION_NOT_VOLUME_LICENSED'] },
  { rule: 'grace over with few rearms left looks like an evaluation where no product is named', on: onlyEvidence({ licensingProducts: [fragment] }), status: 'pass', tags: ['LOOKS_LIKE_EVALUATION'] },
  { rule: 'grace over with a thousand rearms left does not', on: onlyEvidence({ licensingProducts: [{ ...fragment, remainingWindowsRearms: 1001 }] }), status: 'pass', tags: [] },
  { rule: 'Office rows alone say nothing of Windows', on: evidence({ licensingProducts: [officeProduct()] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
