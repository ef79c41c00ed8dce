import check from '../../../checks/host/cmids-unique.ts';
import { ago, evidence, hostBody, hostProduct, kmsHost, responseEvent } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { clientNumber, logged, withHost } from '../host-log.ts';

const clone = { cmid: clientNumber(1).cmid };
const named = (clientName: string, days: number) => logged({ ...clone, clientName, time: ago({ days }) });
const counting = (currentCount: number) => ({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount }) })], service: { keyManagementServiceCurrentCount: currentCount } });
const asked = (n: number, but: Parameters<typeof logged>[0] = {}) => Array.from({ length: n }, (_, i) => logged({ ...clientNumber(i + 1), ...but }));
const withTotal = (currentCount: number, totalRequests: number) => ({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount, totalRequests }) })], service: { keyManagementServiceCurrentCount: currentCount } });
const server = { requiredCount: 5, time: ago({ days: 3 }) };
const officeKey = hostProduct({ application: 'office', name: 'Office 21, Office21KMSHost2021VL_KMS_Host edition', activationId: 'a0000000-0000-4000-8000-000000000041' });
const clones = [named('ws-0001.contoso.test', 2), named('ws-0002.contoso.test', 1), named('ws-0003.contoso.test', 1)];

checkTable(check, [
  { rule: 'machines with a CMID each are in order', on: hostBody({ events: asked(4) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'several products of one machine share its CMID and are one machine', on: hostBody({ ...counting(50), events: [logged(), logged({ activationId: 'a0000000-0000-4000-8000-000000000001', requiredCount: 5 })] }), status: 'pass', tags: ['HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'clones that share a CMID keep the count down', on: hostBody({ ...counting(3), events: clones }), status: 'fail', tags: ['HOST_DUPLICATE_CMIDS', 'HOST_ASKED_BY_CLIENT_SYSTEMS'], says: [/3 machines share one CMID/] },
  { rule: 'clones do no harm where the count is high enough', on: hostBody({ ...counting(50), events: clones }), status: 'pass', tags: ['HOST_DUPLICATE_CMIDS_TOLERABLE', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'clones do no harm to a client that the host’s last answer activated', on: withHost({ licensingProducts: 'not-asked', service: 'not-asked', events: clones }, { events: [responseEvent()] }), status: 'pass', tags: ['HOST_DUPLICATE_CMIDS_TOLERABLE', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'two machines that take turns are clones', on: hostBody({ ...counting(3), events: [named('a', 3), named('b', 2), named('a', 1)] }), status: 'fail', tags: ['HOST_DUPLICATE_CMIDS', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a clone that was rearmed has the CMID of its newest request, whatever the log still holds', on: hostBody({ ...counting(3), events: [...clones, logged({ ...clientNumber(7), clientName: 'ws-0002.contoso.test', time: ago({ days: 0 }) }), logged({ ...clientNumber(8), clientName: 'ws-0003.contoso.test', time: ago({ days: 0 }) })] }), status: 'pass' },
  { rule: 'a short name and its long form are one machine, before and after it joined the domain', on: hostBody({ ...counting(3), events: [named('WS-0001', 3), named('ws-0001.contoso.test', 1)] }), status: 'pass', tags: ['HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a name that setup made up is given away once', on: hostBody({ ...counting(3), events: [named('WIN-4JK2L9QRT0A', 3), named('ws-0001', 1)] }), status: 'pass', tags: ['HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a machine that was renamed uses its old name never again', on: hostBody({ ...counting(3), events: [named('old', 9), named('old', 5), named('new', 3), named('new', 1)] }), status: 'pass', tags: ['HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'requests older than 30 days are forgotten, as the host forgets them', on: hostBody({ ...counting(3), events: [named('a', 40), named('b', 1)] }), status: 'pass', tags: ['HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'as many machines as are counted: none is lost in between', on: hostBody({ ...counting(4), events: asked(4) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_COUNT_IS_ALL_THERE_IS', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a host whose every request is younger than a week has not heard all its clients yet', on: hostBody({ ...withTotal(4, 4), events: asked(4) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_FIRST_ASKED_LATELY', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a host that counts far fewer than have asked it began anew, and has enough clients', on: hostBody({ ...withTotal(3, 90), events: asked(30) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_COUNT_BEGAN_ANEW', 'HOST_ASKED_BY_ENOUGH', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'ten is the most while only servers ask, so the first client finds eleven', on: hostBody({ ...withTotal(11, 90), events: [...asked(14, server), logged({ time: ago({ days: 1 }) })] }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_COUNT_CAPPED_AT_TEN', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'machines that came before the last month and not since have left the count', on: hostBody({ ...withTotal(3, 90), events: [...asked(12, { time: ago({ days: 33 }) }), ...asked(3)] }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_COUNT_IS_ALL_THERE_IS', 'HOST_COUNT_HAS_FALLEN', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'a client system that asks for Office too is one machine of Windows’ count', on: hostBody({ ...withTotal(4, 90), events: asked(4).flatMap((e, i) => [e, logged({ ...clientNumber(i + 1), cmid: clientNumber(i + 101).cmid, requiredCount: 5 })]) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'where the host serves Office too, what needs 5 may be Office and is left out', on: hostBody({ licensingProducts: [hostProduct({ kmsHost: kmsHost({ currentCount: 3, totalRequests: 90 }) }), officeKey], service: { keyManagementServiceCurrentCount: 3 }, events: [...asked(3), ...Array.from({ length: 8 }, (_, i) => logged({ ...clientNumber(i + 50), requiredCount: 5 }))] }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_ASKED_BY_CLIENT_SYSTEMS'] },
  { rule: 'Office that was cloned with its CMID keeps Office’s count down, whatever Windows has', on: hostBody({ licensingProducts: [hostProduct(), { ...officeKey, kmsHost: kmsHost({ currentCount: 1 }) }], events: asked(3).flatMap((e, i) => [e, logged({ ...clientNumber(i + 1), cmid: clientNumber(100).cmid, requiredCount: 5 })]) }), status: 'fail', tags: ['HOST_OFFICE_DUPLICATE_CMIDS', 'HOST_ASKED_BY_CLIENT_SYSTEMS'], says: [/3 machines share one Office CMID/] },
  { rule: 'a host that only servers ask is known by what they need', on: hostBody({ events: asked(3, { requiredCount: 5 }) }), status: 'pass', tags: ['HOST_CMIDS_UNIQUE', 'HOST_ASKED_BY_SERVERS_ONLY'] },
  { rule: 'a log without requests says nothing', on: hostBody(), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
