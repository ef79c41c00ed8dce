import check from '../../../checks/client/licensed.ts';
import { caseOf, evidence, hostBody, kmsClient, officeProduct, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const notification = product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0 });
const esu = product({ name: 'Windows(R), Client-ESU-Year1 add-on for Enterprise', channel: 'mak', activationId: 'a0000000-0000-4000-8000-000000000001', licenseStatus: 'unlicensed', kmsClient: null });
const grace = officeProduct({
  name: 'Office 21, Office21ProPlus2021R_Grace edition', description: 'Office 21, RETAIL(Grace) channel', channel: 'retail', channelText: 'RETAIL(Grace)',
  activationId: 'a0000000-0000-4000-8000-000000000002', partialProductKey: '8MBCQ', licenseStatus: 'notification', reasonCode: '0xC004F009', kmsClient: null,
});

checkTable(check, [
  { rule: 'a licensed KMS client passes and says until when', on: evidence(), status: 'pass', tags: ['CLIENT_EVER_ACTIVATED', 'LICENSE_LICENSED'], says: [/178 more days, until 2027-05-17/] },
  { rule: 'notification fails with its reason', on: evidence({ licensingProducts: [notification] }), status: 'fail', tags: ['LICENSE_NOTIFICATION', 'CLIENT_EVER_ACTIVATED', 'LICENSE_LAPSED'], says: [/0xC004F056/] },
  { rule: 'initial grace is no fault and says when it lapses', on: evidence({ licensingProducts: [product({ licenseStatus: 'oob-grace', graceMinutesRemaining: 28_800, lastActivationType: 'none', kmsClient: kmsClient({ hostExtendedPid: null }) })] }), status: 'pass', tags: ['CLIENT_NEVER_ACTIVATED', 'LICENSE_INITIAL_GRACE'], says: [/in 20 days on 2026-12-10/] },
  { rule: 'unlicensed fails', on: evidence({ licensingProducts: [product({ licenseStatus: 'unlicensed', lastActivationType: null, kmsClient: null, extendedPid: null })] }), status: 'fail', tags: ['LICENSE_UNLICENSED'] },
  { rule: 'out-of-tolerance grace fails', on: evidence({ licensingProducts: [product({ licenseStatus: 'oot-grace' })] }), status: 'fail', tags: ['LICENSE_OOT_GRACE', 'CLIENT_EVER_ACTIVATED', 'LICENSE_LAPSED'] },
  { rule: 'non-genuine grace fails', on: evidence({ licensingProducts: [product({ licenseStatus: 'non-genuine-grace' })] }), status: 'fail', tags: ['LICENSE_NON_GENUINE_GRACE'] },
  { rule: 'extended grace fails', on: evidence({ licensingProducts: [product({ licenseStatus: 'extended-grace' })] }), status: 'fail', tags: ['LICENSE_EXTENDED_GRACE', 'CLIENT_EVER_ACTIVATED', 'LICENSE_LAPSED'] },
  { rule: 'a permanently activated machine without a status is licensed', on: evidence({ licensingProducts: [product({ channel: 'unknown', partialProductKey: null, licenseStatus: null, permanentlyActivated: true, graceMinutesRemaining: null, kmsClient: null })] }), status: 'pass', tags: ['LICENSE_LICENSED'] },
  { rule: '180 days left tell that a volume product is licensed even where the status line was cut off', on: evidence({ licensingProducts: [officeProduct({ licenseStatus: null, graceMinutesRemaining: 259_200 })] }), status: 'pass', says: [/licensed for 180 more days/] },
  { rule: 'a licence name of /xpr tells a volume Office from its leftovers', on: onlyEvidence({ licensingProducts: ['Office21ProPlus2021R_Grace', 'Office21ProPlus2021VL_KMS_Client_AE'].map((name, n) => officeProduct({ name: `Office 21, ${name} edition`, description: null, channel: 'unknown', channelText: null, activationId: `a0000000-0000-4000-8000-00000000001${n}`, partialProductKey: null, licenseStatus: 'notification', kmsClient: null, lastActivationType: null })) }), status: 'fail', tags: ['LICENSE_NOTIFICATION'], says: [/KMS_Client/] },
  { rule: 'no status at all cannot be told', on: evidence({ licensingProducts: [product({ licenseStatus: null, graceMinutesRemaining: null })] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'no licence rows at all cannot be told', on: onlyEvidence({ licensingProducts: [] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'unseen licence rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'an ESU add-on that is not licensed is not the operating system', on: evidence({ licensingProducts: [product(), esu] }), status: 'pass' },
  { rule: 'an ESU add-on that is licensed does not license the operating system', on: evidence({ licensingProducts: [{ ...esu, licenseStatus: 'licensed' }, notification] }), status: 'fail' },
  { rule: 'an edition without a key beside the one in use says nothing', on: evidence({ licensingProducts: [product(), product({ name: 'Windows(R), Education edition', activationId: 'a0000000-0000-4000-8000-000000000003', partialProductKey: null, licenseStatus: 'unlicensed', reasonCode: '0xC004F014', kmsClient: null })] }), status: 'pass' },
  { rule: 'informational 0x4004F040 on a licensed product is no fault', on: evidence({ licensingProducts: [officeProduct({ reasonCode: '0x4004F040' })] }), status: 'pass' },
  { rule: 'a leftover grace key beside a licensed volume Office is no licence fault', on: evidence({ licensingProducts: [product(), officeProduct(), grace] }), status: 'pass' },
  { rule: 'a volume Office that is not licensed fails', on: evidence({ licensingProducts: [product(), officeProduct({ licenseStatus: 'notification', reasonCode: '0xC004F00F' })] }), status: 'fail', says: [/Office 21, Office21ProPlus2021VL_KMS_Client_AE edition is not activated/] },
  { rule: 'where Office that never asks a KMS host is all there is, nothing is said to be licensed', on: onlyEvidence({ licensingProducts: [officeProduct({ name: 'Office 16, Office16O365BusinessR_Grace edition', channel: 'retail', licenseStatus: 'notification', kmsClient: null })] }), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable', tags: [] },
], ['pass', 'fail', 'unknown', 'inapplicable']);

