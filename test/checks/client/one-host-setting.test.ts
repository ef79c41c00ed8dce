import check from '../../../checks/client/one-host-setting.ts';
import { evidence, kmsClient, officeProduct, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const service = { keyManagementServiceMachine: 'kms1.contoso.test' };
const own = (configuredHost: string | null) => ({ kmsClient: kmsClient({ configuredHost }) });

checkTable(check, [
  { rule: 'one host for machine and product', on: evidence({ service, licensingProducts: [product(own('KMS1.contoso.test.'))] }), status: 'pass', tags: [] },
  { rule: 'a product with a host of its own is a warning', on: evidence({ service, licensingProducts: [product(own('kms9.contoso.test'))] }), status: 'warn', tags: ['HOST_SETTING_DIFFERS_BY_SCOPE'], says: [/kms9\.contoso\.test, which counts before/] },
  { rule: 'Office may have a host of its own', on: evidence({ service, licensingProducts: [product(own(null)), officeProduct(own('kms9.contoso.test'))] }), status: 'pass', tags: ['OFFICE_HAS_OWN_HOST'] },
  { rule: 'without a machine-wide setting there is nothing to compare', on: evidence(), status: 'inapplicable' },
  { rule: 'unseen service facts cannot be told', on: evidence({ service: 'denied' }), status: 'unknown', missing: ['service'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
