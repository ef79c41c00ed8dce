import check from '../../../checks/clock/request-times-agree.ts';
import { ago, evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { clientNumber, logged, withHost } from '../host-log.ts';

const off = { resultCode: '0xC004F06C', requestTime: ago({ days: 2, hours: 6 }) };
const others = [1, 2, 3].map((n) => logged({ ...off, ...clientNumber(n) }));

checkTable(check, [
  { rule: 'a request with the host’s own time is in order', on: withHost({ events: [logged()] }), status: 'pass', tags: [] },
  { rule: 'a client that asked with a time six hours behind was refused for it', on: withHost({ events: [logged(off)] }), status: 'fail', tags: ['REQUEST_TIME_OFF'], says: [/ws-0142\.contoso\.test put a time .* 6 hours behind/] },
  { rule: 'a later request that was served ends the matter', on: withHost({ events: [logged(off), logged({ time: ago({ days: 1 }) })] }), status: 'pass', tags: [] },
  { rule: 'another client’s clock is not the subject’s fault', on: withHost({ events: [logged(), logged({ ...off, ...clientNumber(1) })] }), status: 'pass', tags: ['OTHER_REQUEST_TIME_OFF'] },
  { rule: 'where most clients look wrong, the host is', on: withHost({ events: [logged(off), ...others] }), status: 'fail', tags: ['REQUEST_TIME_OFF', 'MANY_CLIENTS_TIME_OFF', 'OTHER_REQUEST_TIME_OFF', 'OTHER_REQUEST_TIME_OFF', 'OTHER_REQUEST_TIME_OFF'] },
  { rule: 'a few of many clients are not the host’s fault', on: hostBody({ events: [...others, ...[4, 5, 6, 7].map((n) => logged(clientNumber(n)))] }), status: 'pass', tags: ['OTHER_REQUEST_TIME_OFF', 'OTHER_REQUEST_TIME_OFF', 'OTHER_REQUEST_TIME_OFF'] },
  { rule: 'where no request has both times, nothing was compared', on: withHost({ events: [{ ...logged(off), time: null }] }), status: 'unknown', missing: ['host.events'] },
  { rule: 'a log without requests says nothing', on: hostBody(), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
