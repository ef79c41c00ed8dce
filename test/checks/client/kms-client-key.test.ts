import check from '../../../checks/client/kms-client-key.ts';
import { caseOf, evidence, hostBody, hostProduct, officeProduct, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const other = { kmsClient: null, lastActivationType: null, graceMinutesRemaining: null } as const;
const retail = product({ ...other, name: 'Windows(R), Professional edition', channel: 'retail', channelText: 'Retail', description: 'Windows(R) Operating System, RETAIL channel', partialProductKey: 'QK7XR' });

checkTable(check, [
  { rule: 'a GVLK is noted', on: evidence(), status: 'pass', tags: ['CLIENT_IS_KMS_CLIENT'] },
  { rule: 'a licensed retail machine does not use KMS and has no fault', on: evidence({ licensingProducts: [retail] }), status: 'pass', tags: ['CLIENT_NOT_KMS'] },
  { rule: 'a licensed retail Windows beside an Office that uses KMS is told apart', on: evidence({ licensingProducts: [retail, officeProduct()] }), status: 'pass', tags: ['CLIENT_WINDOWS_NOT_KMS'] },
  { rule: 'a licensed OEM machine does not use KMS and has no fault', on: evidence({ licensingProducts: [{ ...retail, channel: 'oem', channelText: 'OEM:DM' }] }), status: 'pass', tags: ['CLIENT_NOT_KMS'] },
  { rule: 'RETAIL(MAK) is a MAK', on: evidence({ licensingProducts: [{ ...retail, channel: 'mak', channelText: 'RETAIL(MAK)' }] }), status: 'pass', tags: ['CLIENT_KEY_IS_MAK', 'CLIENT_NOT_KMS'] },
  { rule: 'a retail key that is not activated fails and names the setup key', on: evidence({ licensingProducts: [{ ...retail, licenseStatus: 'notification', reasonCode: '0xC004F034' }], machine: { editionId: 'Professional' } }), status: 'fail', tags: ['CLIENT_KEY_NOT_GVLK'], says: [/a retail key \(QK7XR\)/] },
  { rule: 'a MAK that is not activated fails', on: evidence({ licensingProducts: [{ ...retail, channel: 'mak', licenseStatus: 'unlicensed' }] }), status: 'fail', tags: ['CLIENT_KEY_NOT_GVLK', 'CLIENT_KEY_IS_MAK'] },
  { rule: 'an AVMA key that is not activated fails', on: evidence({ licensingProducts: [{ ...retail, channel: 'avma', licenseStatus: 'notification' }] }), status: 'fail', tags: ['CLIENT_KEY_NOT_GVLK', 'CLIENT_KEY_IS_AVMA'] },
  { rule: 'a retail key in first grace is a warning', on: evidence({ licensingProducts: [{ ...retail, licenseStatus: 'oob-grace' }] }), status: 'warn', tags: ['CLIENT_GRACE_KEY_NOT_GVLK'] },
  { rule: 'a subscription machine rightly shows the retail key it came with', on: evidence({ licensingProducts: [{ ...retail, name: 'Windows(R), Enterprise edition', partialProductKey: '3V66T' }], service: { subscriptionEdition: 'ENTERPRISE(4)' } }), status: 'pass', tags: ['CLIENT_HAS_GENERIC_KEY', 'CLIENT_ON_SUBSCRIPTION'] },
  { rule: 'UNKNOWN is no subscription', on: evidence({ licensingProducts: [{ ...retail, licenseStatus: 'notification' }], service: { subscriptionEdition: 'UNKNOWN(0)' } }), status: 'fail' },
  { rule: 'the generic retail key alone tells of a digital licence and no more', on: onlyEvidence({ licensingProducts: [product({ ...other, name: null, description: null, channel: 'unknown', channelText: null, licenseStatus: null, partialProductKey: '3V66T' })] }), status: 'unknown', tags: ['CLIENT_HAS_GENERIC_KEY'], missing: ['licensingProducts'] },
  { rule: 'a published setup key tells a KMS client where the channel was not said', on: onlyEvidence({ licensingProducts: [product({ ...other, channel: 'unknown', channelText: null })] }), status: 'pass', tags: ['CLIENT_IS_KMS_CLIENT'] },
  { rule: 'a permanent activation is not KMS, whatever the channel', on: onlyEvidence({ licensingProducts: [product({ ...other, channel: 'unknown', channelText: null, partialProductKey: null, licenseStatus: null, permanentlyActivated: true })] }), status: 'pass', tags: ['CLIENT_NOT_KMS'] },
  { rule: 'a missing key is another check’s to tell', on: evidence({ licensingProducts: [{ ...retail, licenseStatus: 'unlicensed', reasonCode: '0xC004F014' }] }), status: 'inapplicable', tags: [] },
  { rule: 'an evaluation is another check’s to tell', on: evidence({ licensingProducts: [{ ...retail, channel: 'eval', licenseStatus: 'notification' }] }), status: 'inapplicable', tags: [] },
  { rule: 'a host key is another check’s to tell', on: evidence({ licensingProducts: [hostProduct({ kmsHost: null })] }), status: 'inapplicable', tags: [] },
  { rule: 'Office rows alone say nothing of Windows', on: evidence({ licensingProducts: [officeProduct()] }), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown', missing: ['licensingProducts'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
