import check from '../../../checks/host/count-told-to-client.ts';
import { ago, evidence, hostBody, ids, officeProduct, product, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';

const low = { currentCount: 12, activated: false, flags: '0x04000000', resultCode: '0xC004F038' };
const waiting = product({ licenseStatus: 'notification', graceMinutesRemaining: 0, lastActivationType: 'none' });
const at = (hours: number) => ({ time: ago({ hours }) });
const office = { activationId: ids.office, requiredCount: 5 };

checkTable(check, [
  { rule: 'a count with which the client was activated is enough', on: evidence(), status: 'pass', tags: ['HOST_TOLD_COUNT_ENOUGH'], says: [/a count of 50/] },
  { rule: 'a count below the client’s need is told with both numbers', on: evidence({ licensingProducts: [waiting], events: [requestEvent(at(2)), responseEvent({ ...low, ...at(2) })] }), status: 'fail', tags: ['HOST_TOLD_COUNT_TOO_LOW'], says: [/a count of 12, and Windows\(R\), Enterprise edition needs 25/] },
  { rule: 'the need is known from the product where no request tells it', on: evidence({ licensingProducts: [waiting], events: [responseEvent({ currentCount: 12, activated: false })] }), status: 'fail', tags: ['HOST_TOLD_COUNT_TOO_LOW'], says: [/needs 25/] },
  { rule: 'the flag of the answer is enough where nothing tells the need', on: evidence({ licensingProducts: 'not-asked', events: [responseEvent(low)] }), status: 'fail', tags: ['HOST_TOLD_COUNT_TOO_LOW'], says: [/a count of 12, too low/] },
  { rule: 'a server is served at five though a Windows client is not', on: evidence({ licensingProducts: [waiting], events: [requestEvent({ ...at(2), requiredCount: 5 }), responseEvent({ currentCount: 12, activated: null, ...at(2) })] }), status: 'pass', tags: ['HOST_TOLD_COUNT_ENOUGH'] },
  { rule: 'the newest answer counts', on: evidence({ licensingProducts: [waiting], events: [requestEvent(at(9)), responseEvent({ ...low, ...at(9) }), requestEvent(at(2)), responseEvent(at(2))] }), status: 'pass', tags: ['HOST_TOLD_COUNT_ENOUGH'] },
  { rule: 'Office’s count and Windows’ count are two things', on: evidence({ licensingProducts: [product(), officeProduct({ licenseStatus: 'notification', graceMinutesRemaining: 0 })], events: [requestEvent(at(3)), responseEvent(at(3)), requestEvent({ ...office, ...at(2) }), responseEvent({ ...low, currentCount: 2, ...at(2) })] }), status: 'fail', tags: ['HOST_TOLD_COUNT_TOO_LOW'], says: [/Office 21.* needs 5/] },
  { rule: 'a licence won since then shows that the count has risen', on: evidence({ events: [requestEvent({ time: ago({ days: 20 }) }), responseEvent({ ...low, time: ago({ days: 20 }) })] }), status: 'pass', tags: ['HOST_TOLD_COUNT_ENOUGH'] },
  { rule: 'the nought beside a refusal is no count', on: evidence({ licensingProducts: [waiting], events: [requestEvent(at(2)), responseEvent({ ...at(2), currentCount: 0, activated: false, resultCode: '0xC004F042' })] }), status: 'pass', tags: [] },
  { rule: 'a log without an answer says nothing', on: evidence({ events: [requestEvent()] }), status: 'inapplicable' },
  { rule: 'a KMS host is told nothing', on: hostBody({ events: [responseEvent(low)] }), status: 'inapplicable' },
  { rule: 'unseen events cannot be told', on: evidence({ events: 'denied' }), status: 'unknown', missing: ['events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
