import check from '../../../checks/client/renewal-not-failing.ts';
import { ago, event, evidence, kmsClient, officeProduct, product, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const days = (n: number): number => n * 1440;

checkTable(check, [
  { rule: 'a licence renewed within the week passes', on: evidence(), status: 'pass', tags: [] },
  { rule: 'failing requests after the last success are a warning with the day of the lapse', on: evidence({ events: [requestEvent({ code: '0x8007232B', time: ago({ hours: 3 }) })] }), status: 'warn', tags: ['RENEWAL_FAILING'], says: [/fails with 0x8007232B; the licence lapses on 2027-05-17/] },
  { rule: 'weeks of 8198 while still licensed are a warning', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(110) })], events: [event(8198, { time: ago({ days: 30 }), code: '0xC004F074' }), event(8198, { time: ago({ days: 1 }), code: '0xC004F074' })] }), status: 'warn', says: [/0xC004F074/] },
  { rule: 'a term that KMS never gave is no licence that it renews', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(4000) })], events: [event(8198, { code: '0x8007000D' })] }), status: 'inapplicable' },
  { rule: 'a success after the failures ends them', on: evidence({ events: [requestEvent({ code: '0x8007232B', time: ago({ days: 4 }) }), requestEvent(), responseEvent()] }), status: 'pass' },
  { rule: 'no success for months is a warning, though no event tells why', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(100) })], events: 'not-asked' }), status: 'warn', says: [/has not succeeded since 2026-09-01; the licence lapses on 2027-02-28/] },
  { rule: 'eleven days without renewal are within what a machine may be away', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(169) })], events: [] }), status: 'pass', tags: [] },
  { rule: 'a renewal that is due, and of which no log was read, cannot be told', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(169) })], events: 'not-asked' }), status: 'unknown', missing: ['events'] },
  { rule: 'before it is due none can have failed', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(174) })], events: 'not-asked' }), status: 'pass', tags: [] },
  { rule: 'short intervals of its own are noted and change no limit', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: 243_720, kmsClient: kmsClient({ activationIntervalMinutes: 15, renewalIntervalMinutes: 25 }) })], events: [] }), status: 'pass', tags: ['RENEWAL_INTERVAL_CUSTOM'] },
  { rule: 'a long renewal interval of the host allows more', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: days(140), kmsClient: kmsClient({ renewalIntervalMinutes: days(30) }) })], events: [] }), status: 'pass', tags: ['RENEWAL_INTERVAL_CUSTOM'] },
  { rule: 'calls to Microsoft over the internet are no renewal', on: evidence({ events: [event(8198, { time: ago({ hours: 1 }), code: '0x80072EE7' })] }), status: 'pass' },
  { rule: 'Office renews for itself', on: evidence({ licensingProducts: [product(), officeProduct({ graceMinutesRemaining: days(90) })], events: 'not-asked' }), status: 'warn', says: [/^Office 21/m] },
  { rule: 'a machine activated by AD follows another rhythm', on: evidence({ licensingProducts: [product({ lastActivationType: 'ad', graceMinutesRemaining: days(100) })] }), status: 'inapplicable' },
  { rule: 'a machine that is not licensed has nothing to renew', on: evidence({ licensingProducts: [product({ licenseStatus: 'notification' })] }), status: 'inapplicable' },
  { rule: 'unseen rows cannot be told', on: evidence({ licensingProducts: 'denied' }), status: 'unknown' },
], ['pass', 'warn', 'unknown', 'inapplicable']);
