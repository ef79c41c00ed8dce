import check from '../../../checks/office/no-leftover-keys.ts';
import { attempt, caseOf, evidence, hostBody, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { licensed, office } from './office-products.ts';

const graceTried = attempt({ at: null, product: office.grace.name, activationId: office.grace.activationId, code: '0xC004F017' });
const volumeTried = attempt({ at: null, product: office.volume.name, activationId: office.volume.activationId });

checkTable(check, [
  { rule: 'a volume Office alone passes', on: evidence({ licensingProducts: [product(), office.volume] }), status: 'pass', tags: [] },
  { rule: 'a grace key beside a licensed volume key is a warning at most', on: evidence({ licensingProducts: [office.volume, office.grace] }), status: 'warn', tags: ['LEFTOVER_GRACE_KEY'], says: [/does no harm/] },
  { rule: 'grace and retail keys of Visio beside its volume key are leftovers, whatever the volume key’s own state', on: onlyEvidence({ licensingProducts: [office.retailVisio, office.graceVisio, office.volumeVisio, office.subscription] }), status: 'warn', tags: ['LEFTOVER_GRACE_KEY', 'LEFTOVER_GRACE_KEY', 'LEFTOVER_GRACE_KEY'] },
  { rule: 'a grace key beside a licensed retail suite is a leftover', on: evidence({ licensingProducts: [licensed(office.retail), office.grace] }), status: 'warn', tags: ['LEFTOVER_GRACE_KEY'] },
  { rule: 'an attempt that failed for the grace key is a leftover', on: onlyEvidence({ activationAttempts: [graceTried, volumeTried] }), status: 'warn', tags: ['LEFTOVER_GRACE_KEY'], says: [/0xC004F017/] },
  { rule: 'the code of the attempt is told where the row has none', on: onlyEvidence({ licensingProducts: [{ ...office.grace, licenseStatus: null, reasonCode: null }, office.volume], activationAttempts: [graceTried, volumeTried] }), status: 'warn', tags: ['LEFTOVER_GRACE_KEY'], says: [/reports 0xC004F017/] },
  { rule: 'a grace key alone is no leftover', on: onlyEvidence({ licensingProducts: [office.grace] }), status: 'pass', tags: [] },
  { rule: 'a machine without Office is not concerned', on: evidence(), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
], ['pass', 'warn', 'inapplicable']);
