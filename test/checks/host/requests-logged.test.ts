import check from '../../../checks/host/requests-logged.ts';
import { ago, evidence, event, hostBody, requestEvent, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { logged, withHost } from '../host-log.ts';

const time = ago({ hours: 6 });
const answered = (kmsHost = 'kms1.contoso.test') => [requestEvent({ time, kmsHost }), responseEvent({ time })];
const old = logged({ time: ago({ days: 9 }) });

checkTable(check, [
  { rule: 'the request that was answered is in the log', on: withHost({ events: [logged({ time })] }, { events: answered() }), status: 'pass', tags: [] },
  { rule: 'a log that ends before it is full, or was read in part', on: withHost({ events: [old] }, { events: answered() }), status: 'warn', tags: ['HOST_LOG_LACKS_REQUESTS'], says: [/no request after 2026-11-11/] },
  { rule: 'without any request it may be another log that was read', on: withHost({ events: [event(12294, { time: ago({ days: 30 }) })] }, { events: answered() }), status: 'pass', tags: [] },
  { rule: 'clocks that differ by what a host still accepts are no gap', on: withHost({ events: [logged({ time: ago({ hours: 10 }) })] }, { events: answered() }), status: 'pass', tags: [] },
  { rule: 'what another host answered is not in this one’s log', on: withHost({ events: [old] }, { events: answered('kms2.contoso.test') }), status: 'pass', tags: [] },
  { rule: 'a client that nobody activated shows no gap', on: withHost({ events: [old] }, { events: [] }), status: 'pass', tags: [] },
  { rule: 'the host itself is asked by others', on: hostBody(), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
