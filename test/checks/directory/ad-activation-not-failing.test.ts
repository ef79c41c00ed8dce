import check from '../../../checks/directory/ad-activation-not-failing.ts';
import { ago, caseOf, event, evidence, hostBody, onlyEvidence, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const off = product({ licenseStatus: 'notification' });
const byAd = product({ lastActivationType: 'ad', adObjectName: 'Contoso-AO' });

checkTable(check, [
  { rule: 'a KMS client of the domain asks the directory first', on: evidence(), status: 'pass', tags: ['CLIENT_DOMAIN_JOINED'] },
  { rule: 'a machine in no domain cannot', on: evidence({ machine: { domainJoined: false } }), status: 'pass', tags: ['CLIENT_NOT_DOMAIN_JOINED'] },
  { rule: 'activation through the directory is a note', on: evidence({ licensingProducts: [byAd] }), status: 'pass', tags: ['CLIENT_ACTIVATED_BY_AD', 'CLIENT_DOMAIN_JOINED'], says: [/Contoso-AO/] },
  { rule: 'event 12308 alone tells it too', on: onlyEvidence({ events: [event(12308)] }), status: 'pass', tags: ['CLIENT_ACTIVATED_BY_AD'] },
  { rule: 'a failure that no success follows is a warning', on: evidence({ licensingProducts: [off], events: [event(12308, { time: ago({ days: 9 }) }), event(8215, { code: '0x8007007B' })] }), status: 'warn', tags: ['ADBA_FAILED', 'CLIENT_DOMAIN_JOINED'], says: [/event 8215, 0x8007007B/] },
  { rule: 'a directory that was not reached said nothing of an object', on: evidence({ licensingProducts: [off], events: [event(8213, { code: '0x8007203A' })] }), status: 'warn', tags: ['ADBA_DIRECTORY_UNREACHED', 'CLIENT_DOMAIN_JOINED'], says: [/could not ask Active Directory/] },
  { rule: 'a success after it ends it', on: evidence({ licensingProducts: [off], events: [event(8213, { time: ago({ days: 9 }) }), event(12308)] }), status: 'pass' },
  { rule: 'a machine that KMS has activated does not need the directory', on: evidence({ events: [event(8213)] }), status: 'pass' },
  { rule: '12309 and 12310 are AVMA, not the directory', on: onlyEvidence({ events: [event(12309), event(12310)] }), status: 'pass', tags: [] },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
  { rule: 'licence rows alone do not tell', on: onlyEvidence({ licensingProducts: [off] }), status: 'unknown', missing: ['events'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
