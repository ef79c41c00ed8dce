import check from '../../../checks/office/side-products-licensed.ts';
import { evidence, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { licensed, office } from './office-products.ts';

checkTable(check, [
  { rule: 'all licensed', on: onlyEvidence({ licensingProducts: [office.volume, licensed(office.retailVisio)] }), status: 'pass', tags: [] },
  { rule: 'a retail side product that is not licensed is a warning', on: onlyEvidence({ licensingProducts: [office.retailVisio, licensed(office.retail)] }), status: 'warn', tags: ['OFFICE_SIDE_PRODUCT'], says: [/VisioPro.*not licensed.*while.*ProPlus/] },
  { rule: 'a leftover is no side product', on: onlyEvidence({ licensingProducts: [office.volume, office.grace] }), status: 'pass' },
  { rule: 'where nothing is licensed there is no side', on: onlyEvidence({ licensingProducts: [office.retailVisio, office.retail] }), status: 'pass' },
  { rule: 'one Office product has no side', on: evidence({ licensingProducts: [product(), office.volume] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'unknown', 'inapplicable']);
