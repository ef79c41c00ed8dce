import check from '../../../checks/host/requests-accepted.ts';
import { ago, evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { clientNumber, logged, withHost } from '../host-log.ts';

const refused = { resultCode: '0xC004F042' };
const fine = [1, 2, 3].map((n) => logged(clientNumber(n)));

checkTable(check, [
  { rule: 'event 12290 is no failure in itself', on: withHost({ events: [logged()] }), status: 'pass', tags: [] },
  { rule: 'a request of this client that was refused fails with the host’s code', on: withHost({ events: [logged(refused), ...fine] }), status: 'fail', tags: ['HOST_REJECTED_REQUEST', 'HOST_ACCEPTS_OTHERS'], says: [/answered the last request of ws-0142\.contoso\.test with 0xC004F042/] },
  { rule: 'what was refused once and served later is over', on: withHost({ events: [logged(refused), logged({ time: ago({ days: 1 }) })] }), status: 'pass', tags: [] },
  { rule: 'another client’s refusal is not this client’s fault', on: withHost({ events: [logged(), logged({ ...refused, ...clientNumber(9) })] }), status: 'pass', tags: ['HOST_REJECTS_OTHERS', 'HOST_ACCEPTS_OTHERS'] },
  { rule: 'a host that refuses most has a fault of its own', on: hostBody({ events: [logged(refused), logged({ ...refused, ...clientNumber(9) })] }), status: 'fail', tags: ['HOST_REJECTED_REQUEST'] },
  { rule: 'a host that refuses a few and serves others is warned about', on: hostBody({ events: [...fine, logged(refused)] }), status: 'warn', tags: ['HOST_REJECTS_SOME', 'HOST_ACCEPTS_OTHERS'] },
  { rule: 'one product refused and another served are two things', on: withHost({ events: [logged(), logged({ ...refused, activationId: 'a0000000-0000-4000-8000-000000000031' })] }), status: 'fail', tags: ['HOST_REJECTED_REQUEST', 'HOST_ACCEPTS_OTHERS'] },
  { rule: 'a log without requests says nothing', on: hostBody(), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);
