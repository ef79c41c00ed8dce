import check from '../../../checks/client/licensing-service-can-run.ts';
import { caseOf, evidence, hostBody, officeProduct, product } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const office2010 = officeProduct({ name: 'Office 14, OfficeProPlus-KMS_Client edition', licenseStatus: 'notification' });

checkTable(check, [
  { rule: 'a stopped service that starts when asked is no fault', on: evidence(), status: 'pass', tags: ['LICENSING_SERVICE_OK'] },
  { rule: 'a disabled service fails', on: evidence({ services: [{ name: 'sppsvc', state: 'stopped', startMode: 'disabled' }] }), status: 'fail', tags: ['LICENSING_SERVICE_DISABLED'] },
  { rule: 'a service that does not exist fails', on: evidence({ services: [{ name: 'W32Time', state: 'running', startMode: 'auto' }] }), status: 'fail', tags: ['LICENSING_SERVICE_MISSING'] },
  { rule: 'Vista calls it slsvc', on: evidence({ services: [{ name: 'slsvc', state: 'running', startMode: 'auto' }] }), status: 'pass' },
  { rule: 'the old Office service, disabled, fails an old Office', on: evidence({ licensingProducts: [product(), office2010], services: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }, { name: 'osppsvc', state: 'stopped', startMode: 'disabled' }] }), status: 'fail', tags: ['OFFICE_SERVICE_DISABLED', 'LICENSING_SERVICE_OK'] },
  { rule: 'on Windows 7 nothing of Office is seen while its service is disabled', on: evidence({ machine: { build: '7601' }, services: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }, { name: 'osppsvc', state: 'stopped', startMode: 'disabled' }] }), status: 'fail', tags: ['OFFICE_SERVICE_DISABLED', 'LICENSING_SERVICE_OK'] },
  { rule: 'where the old Office service is disabled and no Office is seen, only the system tells whether that hides one', on: evidence({ machine: 'not-asked', services: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }, { name: 'osppsvc', state: 'stopped', startMode: 'disabled' }] }), status: 'unknown', missing: ['machine'] },
  { rule: 'a newer Office does not need it', on: evidence({ licensingProducts: [officeProduct({ licenseStatus: 'notification' })], services: [{ name: 'sppsvc', state: 'running', startMode: 'auto' }, { name: 'osppsvc', state: 'stopped', startMode: 'disabled' }] }), status: 'pass' },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
  { rule: 'unseen services cannot be told', on: evidence({ services: 'not-asked' }), status: 'unknown', missing: ['services'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
