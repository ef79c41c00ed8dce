import check from '../../../checks/integrity/validity-possible.ts';
import { evidence, officeProduct, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: '178 days are possible', on: evidence(), status: 'pass', tags: [] },
  { rule: 'a full term is possible', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: 259_200 })] }), status: 'pass' },
  { rule: 'a clock set back a little makes no accusation', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: 262_000 })] }), status: 'pass' },
  { rule: 'a term of 63685 days is impossible', on: evidence({ licensingProducts: [officeProduct({ graceMinutesRemaining: 91_706_830 })] }), status: 'fail', tags: ['VALIDITY_IMPOSSIBLE'], says: [/63685 more days \(until 2201-/] },
  { rule: 'an expiry in January 2038 is impossible', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: 5_870_000 })] }), status: 'fail', tags: ['VALIDITY_IMPOSSIBLE'], says: [/2038-01/] },
  { rule: 'other channels have terms of their own', on: evidence({ licensingProducts: [product({ channel: 'eval', partialProductKey: 'Y7XRD', graceMinutesRemaining: 5_000_000, kmsClient: null })] }), status: 'inapplicable' },
  { rule: 'without a term there is nothing to judge', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: null })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
