import check from '../../../checks/host/licensed.ts';
import { caseOf, evidence, hostBody, hostProduct, officeProduct, product, relatedHost } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

const office = hostProduct({ application: 'office', name: 'Office 21, Office21KMSHost2021VL_KMS_Host edition', activationId: 'a0000000-0000-4000-8000-000000000021' });
const add = product({ name: 'Windows(R), ServerStandard edition add-on', activationId: 'a0000000-0000-4000-8000-000000000022' });
const waitingOffice = officeProduct({ licenseStatus: 'notification', graceMinutesRemaining: 0 });

checkTable(check, [
  { rule: 'an activated host key serves', on: hostBody(), status: 'pass', tags: ['HOST_LICENSED'] },
  { rule: 'a host key that was never activated serves nobody', on: hostBody({ licensingProducts: [hostProduct({ licenseStatus: 'oob-grace', reasonCode: '0x4004F00C' })] }), status: 'fail', tags: ['HOST_NOT_ACTIVATED'], says: [/oob grace, 0x4004F00C\); its clients get 0xC004F041/] },
  { rule: 'out-of-tolerance grace comes to a host key that was activated', on: hostBody({ licensingProducts: [hostProduct({ licenseStatus: 'oot-grace', reasonCode: '0xC004F00F' })] }), status: 'fail', tags: ['HOST_LICENCE_LAPSED'], says: [/was activated once/] },
  { rule: 'so does the grace of what is found not genuine', on: hostBody({ licensingProducts: [hostProduct({ licenseStatus: 'non-genuine-grace' })] }), status: 'fail', tags: ['HOST_LICENCE_LAPSED'] },
  { rule: 'that the Office host key is activated does not hide that the one for Windows is not', on: hostBody({ licensingProducts: [hostProduct({ licenseStatus: 'notification' }), { ...office, licenseStatus: 'licensed' }] }), status: 'fail', tags: ['HOST_NOT_ACTIVATED', 'HOST_HAS_OFFICE_KEY'] },
  { rule: 'an Office host key is activated on its own', on: hostBody({ licensingProducts: [hostProduct(), { ...office, licenseStatus: 'unlicensed' }] }), status: 'fail', tags: ['HOST_OFFICE_KEY_NOT_ACTIVATED', 'HOST_LICENSED', 'HOST_HAS_OFFICE_KEY'] },
  { rule: 'an Office host key means nothing to a client with Windows alone', on: withHost({ licensingProducts: [hostProduct(), { ...office, licenseStatus: 'unlicensed' }] }), status: 'pass', tags: ['HOST_LICENSED', 'HOST_HAS_OFFICE_KEY'] },
  { rule: 'a host with all keys shown and none for Office is noted', on: hostBody({ licensingProducts: [hostProduct(), add] }), status: 'pass', tags: ['HOST_LICENSED', 'HOST_HAS_NO_OFFICE_KEY'] },
  { rule: 'a client whose Office waits cannot get it from a host without an Office key', on: withHost({ licensingProducts: [hostProduct(), add] }, { licensingProducts: [product(), waitingOffice] }), status: 'fail', tags: ['HOST_LACKS_OFFICE_KEY', 'HOST_LICENSED'] },
  { rule: 'it may get it from another host', on: caseOf(evidence({ licensingProducts: [waitingOffice] }), { related: [relatedHost({ licensingProducts: [hostProduct(), add] }), { ...relatedHost({ licensingProducts: [office] }), subject: 'kms2.contoso.test' }] }), status: 'pass', tags: ['HOST_LICENSED', 'HOST_HAS_NO_OFFICE_KEY', 'HOST_LICENSED', 'HOST_HAS_OFFICE_KEY'] },
  { rule: 'a plain /dlv shows Windows alone, so the absence of Office in it says nothing', on: withHost({ licensingProducts: [hostProduct()] }, { licensingProducts: [waitingOffice] }), status: 'pass', tags: ['HOST_LICENSED'] },
  { rule: 'a host row without a key, as every server lists it, is no host key', on: hostBody({ licensingProducts: [hostProduct(), hostProduct({ partialProductKey: null, licenseStatus: 'unlicensed' })] }), status: 'pass', tags: ['HOST_LICENSED', 'HOST_HAS_NO_OFFICE_KEY'] },
  { rule: 'a host key of unknown state cannot be told', on: hostBody({ licensingProducts: [hostProduct({ licenseStatus: null })] }), status: 'unknown', missing: ['host.licensingProducts'] },
  { rule: 'a KMS host whose key is not shown cannot be told', on: hostBody({ licensingProducts: [] }), status: 'unknown', missing: ['host.licensingProducts'] },
  { rule: 'a machine beside the client that holds no host key is another check’s to tell', on: withHost({ licensingProducts: [product()] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.licensingProducts'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
