import check from '../../../checks/host/started-cleanly.ts';
import { ago, event, evidence, hostBody } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { logged } from '../host-log.ts';

const failed = event(12291, { code: '0xC004F00F', time: ago({ hours: 5 }) });

checkTable(check, [
  { rule: 'a log without 12291 shows no failed start', on: hostBody(), status: 'pass', tags: [] },
  { rule: 'a failed start leaves no KMS', on: hostBody({ events: [failed], rpcBind: 'not-asked' }), status: 'fail', tags: ['HOST_INIT_FAILED'], says: [/event 12291, 0xC004F00F, 2026-11-20 04:00 UTC\)/] },
  { rule: 'a time that is no ISO time is told as it was found', on: hostBody({ events: [{ ...failed, time: '20.11.2026 05:00' }], rpcBind: 'not-asked' }), status: 'fail', says: [/0xC004F00F, 20\.11\.2026 05:00\)/] },
  { rule: 'a request processed later shows that it started after all', on: hostBody({ events: [failed, logged({ time: ago({ hours: 1 }) })], rpcBind: 'not-asked' }), status: 'pass', tags: [] },
  { rule: 'so does a record written later', on: hostBody({ events: [failed, event(12294, { time: ago({ hours: 1 }) })], rpcBind: 'not-asked' }), status: 'pass', tags: [] },
  { rule: 'so does a bind that it accepts now', on: hostBody({ events: [failed] }), status: 'pass', tags: [] },
  { rule: 'what came before the failure does not', on: hostBody({ events: [failed, logged({ time: ago({ hours: 9 }) })], rpcBind: 'not-asked' }), status: 'fail', tags: ['HOST_INIT_FAILED'] },
  { rule: 'an empty log says nothing', on: hostBody({ events: [] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
