import check from '../../../checks/host/key-activation-not-failing.ts';
import { ago, attempt, event, evidence, hostBody, hostProduct, product, tcpProbe, type Changes } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { withHost } from '../host-log.ts';

const waiting = { licensingProducts: [hostProduct({ licenseStatus: 'notification', reasonCode: '0xC004F009' })] };
const host = (but: Changes) => hostBody({ ...waiting, activationAttempts: [], wayToMicrosoft: [], ...but });
const failed = (code: string, hours = 2, id = 8198) => event(id, { code, time: ago({ hours }) });

const way = (outcome: 'open' | 'timeout') => [tcpProbe({ host: 'activation-v2.sls.microsoft.com', address: '203.0.113.44', port: 443, vantage: 'host', outcome })];

checkTable(check, [
  { rule: 'a log without a failure at Microsoft shows none', on: host({ events: [] }), status: 'pass', tags: [] },
  { rule: 'a host key that was activated too often is used up', on: host({ events: [failed('0xC004C008')] }), status: 'fail', tags: ['HOST_KEY_USED_UP'], says: [/0xC004C008/] },
  { rule: 'a key that Microsoft blocked is told from one that is used up', on: host({ events: [failed('0xC004C003')] }), status: 'fail', tags: ['HOST_KEY_BLOCKED'] },
  { rule: 'a code of WinHTTP says that Microsoft was not reached', on: host({ events: [failed('0x80072EE7', 2, 8200)] }), status: 'fail', tags: ['HOST_CANNOT_REACH_MICROSOFT'] },
  { rule: 'the newest answer counts', on: host({ events: [failed('0x80072EE7', 9), failed('0xC004C008', 1)] }), status: 'fail', tags: ['HOST_KEY_USED_UP'] },
  { rule: 'a later failure of another kind says nothing of Microsoft', on: host({ events: [failed('0xC004C008', 9), failed('0xC004F074', 1)] }), status: 'pass', tags: [] },
  { rule: 'an attempt that was pasted is newer than the log', on: host({ events: [failed('0x80072EE7')], activationAttempts: [attempt({ at: null, succeeded: false, code: '0xC004C060' })] }), status: 'fail', tags: ['HOST_KEY_BLOCKED'] },
  { rule: 'an attempt that succeeded ends what failed before', on: host({ events: [failed('0xC004C008')], activationAttempts: [attempt({ at: null, succeeded: true, code: null })] }), status: 'pass', tags: [] },
  { rule: 'a host whose keys are activated is not troubled by a failing check over the internet', on: host({ licensingProducts: [hostProduct()], events: [failed('0x80072EE7', 2, 8200)] }), status: 'pass', tags: [] },
  { rule: 'a second key that waits is', on: host({ licensingProducts: [hostProduct(), hostProduct({ application: 'office', licenseStatus: 'unlicensed' })], events: [failed('0xC004C008')] }), status: 'fail', tags: ['HOST_KEY_USED_UP'] },
  { rule: 'that a host whose key waits does not reach Microsoft by itself is told, and is no fault: a proxy may lead there', on: host({ events: [], wayToMicrosoft: way('timeout') }), status: 'pass', tags: ['HOST_MICROSOFT_UNREACHED'], says: ['timeout', 'a proxy may still lead there'] },
  { rule: 'that it does, is told beside what Microsoft said', on: host({ events: [failed('0xC004C008')], wayToMicrosoft: way('open') }), status: 'fail', tags: ['HOST_KEY_USED_UP', 'HOST_MICROSOFT_REACHED'] },
  { rule: 'keys that were not seen do not hide the answer', on: host({ licensingProducts: 'not-asked', events: [failed('0xC004C008')] }), status: 'fail', tags: ['HOST_KEY_USED_UP'] },
  { rule: 'a machine beside the client that has no host key is another check’s to tell', on: withHost({ licensingProducts: [product()], events: [failed('0xC004C008')] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
