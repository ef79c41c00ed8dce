import check from '../../../checks/office/volume-licence.ts';
import { evidence, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { licensed, office } from './office-products.ts';

checkTable(check, [
  { rule: 'a volume Office is a KMS client', on: evidence({ licensingProducts: [product(), office.volume] }), status: 'pass', tags: ['OFFICE_IS_KMS_CLIENT'] },
  { rule: 'a retail Office that is licensed does not use KMS and has no fault', on: onlyEvidence({ licensingProducts: [licensed(office.retail)] }), status: 'pass', tags: ['OFFICE_NOT_KMS'] },
  { rule: 'a retail Office that is not licensed fails', on: onlyEvidence({ licensingProducts: [office.retail] }), status: 'fail', tags: ['OFFICE_NOT_VOLUME'] },
  { rule: 'a MAK Office that is not licensed fails', on: evidence({ licensingProducts: [product(), office.mak] }), status: 'fail', tags: ['OFFICE_KEY_IS_MAK'] },
  { rule: 'a MAK Office that is licensed has no fault', on: evidence({ licensingProducts: [product(), licensed(office.mak)] }), status: 'pass', tags: ['OFFICE_NOT_KMS'] },
  { rule: 'a Microsoft 365 entry that is all there is fails, and KMS cannot help', on: onlyEvidence({ licensingProducts: [office.subscription] }), status: 'fail', tags: ['OFFICE_SUBSCRIPTION_UNLICENSED', 'OFFICE_IS_SUBSCRIPTION'], says: [/harmless leftover/] },
  { rule: 'a Microsoft 365 entry beside the rest of the machine is a warning', on: evidence({ licensingProducts: [product(), office.subscription] }), status: 'warn', tags: ['OFFICE_SUBSCRIPTION_ROW', 'OFFICE_IS_SUBSCRIPTION'] },
  { rule: 'a licensed Microsoft 365 entry is no fault', on: evidence({ licensingProducts: [product(), licensed(office.subscription)] }), status: 'pass', tags: ['OFFICE_IS_SUBSCRIPTION'] },
  { rule: 'leftovers are another check’s to tell', on: onlyEvidence({ licensingProducts: [office.volume, office.grace] }), status: 'pass', tags: ['OFFICE_IS_KMS_CLIENT'] },
  { rule: 'a machine without Office is not concerned', on: evidence(), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
