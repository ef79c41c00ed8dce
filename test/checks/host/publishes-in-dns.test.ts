import { expect, it } from 'vitest';
import check from '../../../checks/host/publishes-in-dns.ts';
import { ago, event, evidence, hostBody, hostProduct, kmsHost, srv, type Changes } from '../../evidence-builder.ts';
import { checkTable, judge } from '../check-table.ts';

const off: Changes = { service: { keyManagementServiceDnsPublishing: false } };
const none: Changes = { dnsSrv: [srv({ rcode: 'NXDOMAIN', answers: [] })] };
const refused = event(12293, { code: '0x80072338', time: ago({ hours: 3 }) });

checkTable(check, [
  { rule: 'a host that publishes and has written its record is in order', on: hostBody(), status: 'pass', tags: ['HOST_DNS_PUBLISHING_ON', 'HOST_PUBLISHED'] },
  { rule: 'publishing off and no record by hand leaves clients without one', on: hostBody({ ...off, ...none, events: [] }), status: 'warn', tags: ['HOST_DNS_PUBLISHING_OFF'] },
  { rule: 'a record made by hand makes publishing needless', on: hostBody({ ...off, events: [] }), status: 'pass', tags: ['HOST_DNS_BY_HAND'] },
  { rule: 'silence of DNS is no missing record', on: hostBody({ ...off, events: [], dnsSrv: [srv({ rcode: null, outcome: 'timeout', answers: [] })] }), status: 'pass', tags: ['HOST_DNS_BY_HAND'] },
  { rule: 'a target of "." is a missing record', on: hostBody({ ...off, events: [], dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 0, target: '.', ttl: 1 }] })] }), status: 'warn', tags: ['HOST_DNS_PUBLISHING_OFF'] },
  { rule: 'a host whose write was refused and whose record is not there is not found', on: hostBody({ ...none, events: [refused] }), status: 'fail', tags: ['HOST_PUBLISH_FAILED', 'HOST_DNS_PUBLISHING_ON'], says: [/event 12293, 0x80072338/] },
  { rule: 'a refused refresh of a record that is there is a warning', on: hostBody({ events: [refused] }), status: 'warn', tags: ['HOST_CANNOT_REFRESH_RECORD', 'HOST_DNS_PUBLISHING_ON'] },
  { rule: 'an update that another host’s record does not let in is told as such', on: hostBody({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms0.contoso.test', ttl: 600 }] })], events: [refused] }), status: 'fail', tags: ['HOST_PUBLISH_FAILED', 'HOST_DNS_PUBLISHING_ON', 'HOST_RECORD_OF_ANOTHER'], says: [/names kms0\.contoso\.test and not kms1/] },
  { rule: 'a write that ran into its time limit tells its code to the reader alone', on: hostBody({ ...none, events: [event(12293, { code: '0x800705B4', time: ago({ hours: 3 }) })] }), status: 'fail', tags: ['HOST_PUBLISH_FAILED', 'HOST_DNS_PUBLISHING_ON'], says: [/event 12293, 0x800705B4/] },
  { rule: 'a zone that takes no updates says nothing of owners', on: hostBody({ dnsSrv: [srv({ answers: [{ priority: 0, weight: 0, port: 1688, target: 'kms0.contoso.test', ttl: 600 }] })], events: [event(12293, { code: '0x8007232D', time: ago({ hours: 3 }) })] }), status: 'fail', tags: ['HOST_PUBLISH_FAILED', 'HOST_DNS_PUBLISHING_ON'] },
  { rule: 'the newest event counts', on: hostBody({ ...none, events: [refused, event(12294, { time: ago({ hours: 1 }) })] }), status: 'pass', tags: ['HOST_DNS_PUBLISHING_ON', 'HOST_PUBLISHED', 'HOST_RECORD_GONE'] },
  { rule: 'the host key’s row tells where the service does not', on: hostBody({ ...none, events: [], service: 'not-asked', licensingProducts: [hostProduct({ kmsHost: kmsHost({ dnsPublishing: false }) })] }), status: 'warn', tags: ['HOST_DNS_PUBLISHING_OFF'] },
  { rule: 'neither a switch nor an event: nothing to say', on: hostBody({ events: [], service: 'not-asked', licensingProducts: [hostProduct({ kmsHost: kmsHost({ dnsPublishing: null }) })] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.licensingProducts'] },
], ['pass', 'warn', 'fail', 'unknown', 'inapplicable']);

const codesOf = (code: `0x${string}`) => judge(check, hostBody({ ...none, events: [event(12293, { code, time: ago({ hours: 3 }) })] })).findings.map((f) => f.args['codes']);

it('the code of a failed write counts as a symptom only where it is DNS’s: a time limit there says nothing of TCP 1688', () => {
  expect([codesOf('0x8007232D'), codesOf('0x800705B4'), codesOf('0x800706BA')]).toEqual([[['0x8007232D']], [[]], [[]]]);
});
