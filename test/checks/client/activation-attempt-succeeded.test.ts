import check from '../../../checks/client/activation-attempt-succeeded.ts';
import { seen, type ActivationAttempt, type Evidence } from '../../../src/model/evidence.ts';
import { ago, attempt, caseOf, event, evidence, hostBody, officeProduct, onlyEvidence, product, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const off = product({ licenseStatus: 'notification', reasonCode: '0xC004F056', graceMinutesRemaining: 0 });
const failed = attempt({ code: '0xC004F074' });
const graceFailed = attempt({ product: 'Office 21, Office21ProPlus2021R_Grace edition', activationId: 'a0000000-0000-4000-8000-000000000002', code: '0xC004F017' });
const volume = attempt({ product: 'Office 21, Office21ProPlus2021VL_KMS_Client_AE edition', activationId: 'a0000000-0000-4000-8000-000000000004' });

const ofOspp = (failed: ActivationAttempt): Evidence => ({ ...onlyEvidence({ licensingProducts: [off] }), activationAttempts: seen([failed], { by: 'ospp /act', vantage: 'client', at: null, tookMs: null }) });

checkTable(check, [
  { rule: 'nothing failed', on: evidence(), status: 'pass', tags: [] },
  { rule: 'a silent log does not say that nobody tried, where the product is not licensed', on: evidence({ licensingProducts: [off], activationAttempts: 'not-asked', events: [] }), status: 'unknown', missing: ['activationAttempts'] },
  { rule: 'nor where no product was seen', on: onlyEvidence({ events: [] }), status: 'unknown', missing: ['activationAttempts'] },
  { rule: 'what is licensed needs no attempt', on: evidence({ activationAttempts: 'not-asked', events: [] }), status: 'inapplicable' },
  { rule: 'activation through Active Directory is a success in the log', on: onlyEvidence({ events: [event(12308)] }), status: 'pass' },
  { rule: 'a failed attempt fails even where nothing else was seen', on: onlyEvidence({ activationAttempts: [failed] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED'], says: [/failed with 0xC004F074, last on 2026-11-20 08:50 UTC/] },
  { rule: 'a code alone, of no named product, fails', on: onlyEvidence({ activationAttempts: [attempt({ at: null, product: null, activationId: null, succeeded: null, code: '0xC004F069' })] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED'], says: [/0xC004F069/] },
  { rule: 'a failure without any code fails too', on: onlyEvidence({ activationAttempts: [attempt({ succeeded: false })] }), status: 'fail' },
  { rule: 'a later success ends a failure', on: evidence({ licensingProducts: [off], activationAttempts: [failed, attempt({ at: ago({ minutes: 2 }) })] }), status: 'pass' },
  { rule: 'of attempts without times the order of the paste counts', on: onlyEvidence({ activationAttempts: [attempt({ at: null, code: '0xC004F074' }), attempt({ at: null })] }), status: 'pass' },
  { rule: 'an earlier success does not end a failure', on: evidence({ licensingProducts: [off], activationAttempts: [attempt({ at: ago({ days: 20 }) }), failed], events: [] }), status: 'fail' },
  { rule: 'a success of Windows does not end a failure of Office', on: onlyEvidence({ activationAttempts: [{ ...volume, code: '0xC004F038', succeeded: false }, attempt({ at: ago({ minutes: 1 }) })] }), status: 'fail', says: [/Office 21/] },
  { rule: 'a leftover grace key that fails is no failed attempt', on: onlyEvidence({ activationAttempts: [graceFailed, volume] }), status: 'pass', tags: [] },
  { rule: 'an informational code is no failure', on: onlyEvidence({ activationAttempts: [attempt({ succeeded: true, code: '0x4004F040' })] }), status: 'pass' },
  { rule: 'event 12288 with an error is a failed request', on: evidence({ licensingProducts: [off], events: [requestEvent({ code: '0x8007232B', kmsHost: null })] }), status: 'fail', says: [/0x8007232B/] },
  { rule: 'event 12288 with zero only says that a request was sent', on: evidence({ licensingProducts: [off], events: [requestEvent()] }), status: 'inapplicable' },
  { rule: 'event 12289 that did not activate is a failure, though it carries no error', on: evidence({ licensingProducts: [off], events: [requestEvent(), responseEvent({ activated: false, flags: '0x04000000', currentCount: 12 })] }), status: 'fail', says: [/0xC004F038/] },
  { rule: 'event 12289 that activated ends what failed before', on: evidence({ licensingProducts: [off], events: [event(8198, { time: ago({ days: 3 }), code: '0xC004F074' }), requestEvent(), responseEvent()] }), status: 'pass' },
  { rule: 'event 8198 fails Windows', on: evidence({ licensingProducts: [off], events: [event(8198, { code: '0x8007007B' })] }), status: 'fail', says: [/Windows\(R\), Enterprise edition failed with 0x8007007B/] },
  { rule: 'an event that says that access was denied tells that Windows itself is denied', on: evidence({ licensingProducts: [off], events: [event(8198, { code: '0x80070005' })] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED', 'WINDOWS_ITSELF_DENIED'] },
  { rule: 'an attempt by hand that was denied does not', on: evidence({ licensingProducts: [off], activationAttempts: [attempt({ code: '0x80070005' })], events: [] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED'] },
  { rule: 'attempt and events of one product are one finding with all codes', on: evidence({ licensingProducts: [off], activationAttempts: [failed], events: [requestEvent({ code: '0x8007232B' })] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED'], says: [/2 times with 0xC004F074 and 0x8007232B/] },
  { rule: 'events that fail while the licence runs are a matter of renewal', on: evidence({ events: [requestEvent({ code: '0x8007232B', time: ago({ hours: 3 }) })] }), status: 'pass', tags: [] },
  { rule: 'an attempt made on purpose that fails is told even while the licence runs', on: evidence({ licensingProducts: [product({ graceMinutesRemaining: 200_000 })], activationAttempts: [failed] }), status: 'fail' },
  { rule: 'a failure older than the success that the licence tells of is over', on: evidence({ activationAttempts: [attempt({ at: ago({ days: 9 }), code: '0xC004F074' })] }), status: 'pass' },
  { rule: 'activation through Active Directory ends a failure', on: evidence({ licensingProducts: [off], events: [event(8198, { time: ago({ days: 3 }), code: '0x8007007B' }), event(12308)] }), status: 'pass' },
  { rule: 'Office requests are told apart from Windows ones', on: evidence({ licensingProducts: [product(), officeProduct({ licenseStatus: 'notification', activationId: 'a0000000-0000-4000-8000-000000000004' })], events: [requestEvent({ activationId: 'a0000000-0000-4000-8000-000000000004', code: '0xC004F074' })] }), status: 'fail', says: [/Office21ProPlus2021VL/] },
  { rule: 'an action of licensing itself that was denied is told beside what failed', on: evidence({ licensingProducts: [off], events: [event(8198, { code: '0x80070005' }), event(8229, { code: '0x80070005' })] }), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED', 'WINDOWS_ITSELF_DENIED', 'RULES_ENGINE_DENIED'] },
  { rule: 'where the call to the machine was refused nobody tried anything', on: onlyEvidence({ activationAttempts: [attempt({ at: null, product: null, activationId: null, succeeded: null, code: '0x80070005', remote: 'refused' })] }), status: 'unknown', missing: ['activationAttempts'] },
  { rule: 'that alone, on a machine on which nothing failed, is told nobody', on: evidence({ events: [event(8229, { code: '0x80070005' })] }), status: 'inapplicable', tags: [] },
  { rule: 'an attempt of ospp.vbs that names no product is Office’s', on: ofOspp(attempt({ at: null, product: null, activationId: null, code: '0xC004F074' })), status: 'fail', tags: ['ACTIVATION_ATTEMPT_FAILED'], says: [/^Activation of Office failed/] },
  { rule: 'neither attempts nor events cannot be told', on: evidence({ activationAttempts: 'not-asked', events: 'denied' }), status: 'unknown', missing: ['activationAttempts'] },
  { rule: 'a KMS host is not judged as a client', on: caseOf(hostBody()), status: 'inapplicable' },
], ['pass', 'fail', 'unknown', 'inapplicable']);
