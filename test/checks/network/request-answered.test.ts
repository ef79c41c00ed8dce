import check from '../../../checks/network/request-answered.ts';
import { emptyKmsEvent, type KmsEventFacts, type WindowsEvent } from '../../../src/model/evidence.ts';
import { ago, caseOf, event, evidence, hostBody, ids, relatedHost, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const heard = (but: Partial<KmsEventFacts> = {}, time = ago({ hours: 2 })): WindowsEvent => event(12290, {
  computer: 'kms1.contoso.test', time,
  kms: { ...emptyKmsEvent('host-request'), resultCode: '0x00000000', cmid: ids.cmid, clientName: 'ws-0142.contoso.test', requestTime: time, ...but },
});
const withHost = (own: WindowsEvent[], log: WindowsEvent[]) => caseOf(evidence({ events: own }), { related: [relatedHost({ events: log })] });
const asked = requestEvent({ time: ago({ hours: 2 }) });
const stranger = { cmid: '00000000-0000-4000-8000-000000000009', clientName: 'ws-9999.contoso.test' };

checkTable(check, [
  { rule: 'a request with its answer is in order', on: evidence(), status: 'pass', tags: ['REQUEST_ANSWERED'] },
  { rule: 'a host that is not activated says so', on: evidence({ events: [requestEvent(), responseEvent({ code: '0xC004F041', currentCount: 0, activated: false })] }), status: 'pass', tags: ['REQUEST_ANSWERED', 'ANSWERED_NOT_ACTIVATED'] },
  { rule: 'a host that does not serve the product says so', on: evidence({ events: [requestEvent(), responseEvent({ code: '0xC004F042', currentCount: 0, activated: false })] }), status: 'pass', tags: ['REQUEST_ANSWERED', 'ANSWERED_NOT_SERVED'] },
  { rule: 'two products that are refused for two reasons stand for nothing', on: evidence({ events: [requestEvent({ time: ago({ hours: 3 }) }), responseEvent({ time: ago({ hours: 3 }), code: '0xC004F042', activated: false }), requestEvent({ time: ago({ hours: 2 }), activationId: ids.office }), responseEvent({ time: ago({ hours: 2 }), code: '0xC004F041', activated: false })] }), status: 'pass', tags: ['REQUEST_ANSWERED'] },
  { rule: 'a request after the last answer was not answered', on: evidence({ events: [requestEvent(), responseEvent(), asked] }), status: 'unknown', tags: ['REQUEST_WITHOUT_ANSWER'], missing: ['host.events'] },
  { rule: 'a request that could not be sent expects no answer, and older answers say nothing of today', on: evidence({ events: [requestEvent(), responseEvent(), requestEvent({ time: ago({ hours: 1 }), code: '0x800705B4' })] }), status: 'pass', tags: ['REQUEST_NOT_SENT'] },
  { rule: 'a request that the host logged has arrived', on: withHost([asked, responseEvent({ time: ago({ hours: 2 }) })], [heard()]), status: 'pass', tags: ['REQUEST_ANSWERED', 'HOST_SAW_REQUEST'] },
  { rule: 'a client is known by its CMID whatever it is called', on: withHost([asked], [heard({ clientName: 'old-name', resultCode: '0xC004F042' })]), status: 'pass', tags: ['REQUEST_WITHOUT_ANSWER', 'HOST_SAW_REQUEST'] },
  { rule: 'a client is known by its short name too', on: withHost([{ ...asked, kms: { ...emptyKmsEvent('client-request'), resultCode: '0x00000000' } }], [heard({ clientName: 'WS-0142', resultCode: '0xC004F042' })]), status: 'pass', tags: ['REQUEST_WITHOUT_ANSWER', 'HOST_SAW_REQUEST'] },
  { rule: 'a request processed without an answer was lost on the way back', on: withHost([asked], [heard()]), status: 'fail', tags: ['ANSWER_LOST', 'REQUEST_WITHOUT_ANSWER', 'HOST_SAW_REQUEST'] },
  { rule: 'a host that logged others in that time did not hear this client', on: withHost([asked], [heard(stranger, ago({ hours: 1 }))]), status: 'pass', tags: ['REQUEST_WITHOUT_ANSWER', 'HOST_SAW_NO_REQUEST'] },
  { rule: 'what the host heard before the last request says nothing of the way now', on: withHost([asked], [heard({}, ago({ days: 9 }))]), status: 'pass', tags: ['REQUEST_WITHOUT_ANSWER'] },
  { rule: 'clocks may differ: the client’s own time in the request decides', on: withHost([asked], [heard({ requestTime: ago({ hours: 2 }) }, ago({ hours: 5 }))]), status: 'fail', tags: ['ANSWER_LOST', 'REQUEST_WITHOUT_ANSWER', 'HOST_SAW_REQUEST'] },
  { rule: 'a log without KMS events says nothing', on: evidence({ events: [event(8198)] }), status: 'inapplicable' },
  { rule: 'a KMS host’s own log is no client’s', on: hostBody({ events: [heard()] }), status: 'inapplicable' },
  { rule: 'unseen events cannot be told', on: evidence({ events: 'denied' }), status: 'unknown', missing: ['events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
