import check from '../../../checks/client/activation-type-allows-kms.ts';
import { evidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

checkTable(check, [
  { rule: 'all types allow KMS', on: evidence(), status: 'pass', tags: [] },
  { rule: 'KMS alone allows KMS', on: evidence({ licensingProducts: [product({ activationType: 'kms' })] }), status: 'pass', tags: [] },
  { rule: 'AD alone on a machine that is not activated fails', on: evidence({ licensingProducts: [product({ activationType: 'ad', licenseStatus: 'notification', lastActivationType: 'none' })] }), status: 'fail', tags: ['ACTIVATION_TYPE_EXCLUDES_KMS'], says: [/Active Directory only/] },
  { rule: 'token alone bars the renewal of what KMS activated', on: evidence({ licensingProducts: [product({ activationType: 'token' })] }), status: 'warn', tags: ['ACTIVATION_TYPE_BARS_RENEWAL'] },
  { rule: 'AD alone on a machine that AD activated is as it should be', on: evidence({ licensingProducts: [product({ activationType: 'ad', lastActivationType: 'ad' })] }), status: 'pass', tags: ['ACTIVATION_TYPE_RESTRICTED'] },
  { rule: 'a system that knows no activation types is not concerned', on: evidence({ licensingProducts: [product({ activationType: null })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
