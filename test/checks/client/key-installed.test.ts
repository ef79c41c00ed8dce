import check from '../../../checks/client/key-installed.ts';
import { seen, type Evidence } from '../../../src/model/evidence.ts';
import { caseOf, evidence, hostBody, officeProduct, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const keyless = product({ channel: 'retail', description: 'Windows(R) Operating System, RETAIL channel', partialProductKey: null, licenseStatus: 'unlicensed', reasonCode: '0xC004F014', kmsClient: null });
const byOspp = (products: ReturnType<typeof product>[]): Evidence => ({ ...evidence(), licensingProducts: seen(products, { by: 'ospp.vbs /dstatus', vantage: 'client', at: null, tookMs: null }) });

checkTable(check, [
  { rule: 'a machine with a key passes', on: evidence(), status: 'pass', tags: [] },
  { rule: 'a reason that says there is no key fails, whatever else the row holds', on: evidence({ licensingProducts: [keyless] }), status: 'fail', tags: ['CLIENT_NO_KEY'], says: [/0xC004F014/] },
  { rule: 'a whole machine that lists no row at all has no key', on: evidence({ licensingProducts: [] }), status: 'fail', tags: ['CLIENT_NO_KEY'] },
  { rule: 'a keyless edition beside the one in use is no fault', on: evidence({ licensingProducts: [keyless, product()] }), status: 'pass' },
  { rule: 'a text that never named a key does not tell', on: onlyEvidence({ licensingProducts: [product({ partialProductKey: null, licenseStatus: null })] }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'a status without a key line is no missing key', on: onlyEvidence({ licensingProducts: [product({ partialProductKey: null })] }), status: 'pass' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'timeout' }), status: 'unknown', missing: ['licensingProducts'] },
  { rule: 'Office rows of ospp.vbs say nothing about Windows', on: byOspp([officeProduct()]), status: 'inapplicable' },
  { rule: 'an empty ospp.vbs listing says nothing about Windows', on: byOspp([]), status: 'inapplicable' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
