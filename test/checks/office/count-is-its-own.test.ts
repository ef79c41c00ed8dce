import check from '../../../checks/office/count-is-its-own.ts';
import { attempt, evidence, onlyEvidence } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { office } from './office-products.ts';

const office038 = attempt({ product: office.volume.name, activationId: office.volume.activationId, code: '0xC004F038' });

checkTable(check, [
  { rule: 'a count too low for Office is noted as Office’s own', on: onlyEvidence({ activationAttempts: [office038] }), status: 'pass', tags: ['OFFICE_COUNT_TOO_LOW'], says: [/needs 5/] },
  { rule: 'where Windows is served, Office’s count alone is too low', on: evidence({ activationAttempts: [office038] }), status: 'pass', tags: ['OFFICE_COUNT_TOO_LOW', 'OFFICE_COUNT_ALONE_TOO_LOW'] },
  { rule: 'a count too low for Windows is not', on: onlyEvidence({ activationAttempts: [attempt({ code: '0xC004F038' })] }), status: 'inapplicable', tags: [] },
  { rule: 'a healthy machine is not concerned', on: evidence(), status: 'inapplicable' },
], ['pass', 'inapplicable']);
