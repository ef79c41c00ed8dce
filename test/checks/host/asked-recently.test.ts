import check from '../../../checks/host/asked-recently.ts';
import { ago, caseOf, evidence, hostBody, relatedHost, srv } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { logged, withHost } from '../host-log.ts';

const old = { events: [logged({ time: ago({ days: 9 }) })] };
const answer = (target: string, priority: number) => ({ priority, weight: 0, port: 1688, target, ttl: 600 });

checkTable(check, [
  { rule: 'a request of the last week is recent', on: hostBody({ events: [logged({ time: ago({ days: 6 }) })] }), status: 'pass', tags: ['HOST_ASKED_RECENTLY'] },
  { rule: 'more than a renewal interval without a request is a silent outage', on: hostBody(old), status: 'warn', tags: ['HOST_IDLE'], says: [/for 9 days/] },
  { rule: 'the host of a client is judged by its own clock, not by when the client was read', on: withHost({ ...old, machine: { time: ago({ days: 8 }) } }), status: 'pass', tags: ['HOST_ASKED_RECENTLY'] },
  { rule: 'a host that DNS names last stands by', on: { ...hostBody({ ...old, dnsSrv: [srv({ answers: [answer('kms2.contoso.test', 0), answer('KMS1.contoso.test', 10)] })] }) }, status: 'pass', tags: ['HOST_IDLE_ON_STANDBY'], says: [/kms2\.contoso\.test first/] },
  { rule: 'two hosts of one priority are both to be asked', on: hostBody({ ...old, dnsSrv: [srv({ answers: [answer('kms2.contoso.test', 0), answer('kms1.contoso.test', 0)] })] }), status: 'warn', tags: ['HOST_IDLE'] },
  { rule: 'a fresh host that nobody has asked yet is not idle', on: hostBody({ events: [] }), status: 'inapplicable' },
  { rule: 'a text of unknown age says nothing about today', on: (() => {
    const host = relatedHost(old);
    const { events } = host.evidence;
    if (events.state === 'seen') host.evidence.events = { ...events, source: { ...events.source, at: null } };
    return caseOf(evidence(), { related: [{ ...host, evidence: { ...host.evidence, machine: { state: 'unseen', reason: 'not-asked', detail: null } } }] });
  })(), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.events'] },
], ['pass', 'warn', 'unknown', 'inapplicable']);
