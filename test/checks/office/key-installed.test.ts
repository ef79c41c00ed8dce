import check from '../../../checks/office/key-installed.ts';
import { seen } from '../../../src/model/evidence.ts';
import { evidence, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { office } from './office-products.ts';

const keyless = { ...office.volume, partialProductKey: null, licenseStatus: 'unlicensed', reasonCode: '0xC004F014' } as const;

checkTable(check, [
  { rule: 'an Office with a key passes', on: evidence({ licensingProducts: [product(), office.volume] }), status: 'pass', tags: [] },
  { rule: 'a missing key of one edition beside a licensed one is no fault', on: onlyEvidence({ licensingProducts: [office.volume, keyless] }), status: 'pass' },
  { rule: 'an Office without any key fails', on: onlyEvidence({ licensingProducts: [keyless] }), status: 'fail', tags: ['OFFICE_NO_KEY'], says: [/0xC004F014/] },
  { rule: 'ospp.vbs that lists nothing found no key', on: { ...onlyEvidence({}), licensingProducts: seen([], { by: 'ospp /dstatus', vantage: 'client', at: null, tookMs: null }) }, status: 'fail', tags: ['OFFICE_NO_KEY'] },
  { rule: 'an Office that no listing shows tells by its attempt that it has no key', on: evidence({ activationAttempts: [{ at: null, product: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition', activationId: null, succeeded: false, code: '0xC004F014' }] }), status: 'fail', tags: ['OFFICE_NO_KEY'], says: [/0xC004F014/] },
  { rule: 'a machine without Office is not concerned', on: evidence(), status: 'inapplicable' },
], ['pass', 'fail', 'inapplicable']);
