import check from '../../../checks/host/firewall-open.ts';
import { caseOf, evidence, hostBody, relatedHost, tcpProbe } from '../../evidence-builder.ts';
import { checkTable } from '../check-table.ts';
import { logged, withHost } from '../host-log.ts';

const rule = (enabled: boolean | null, profiles = ['Domain', 'Private'], activeProfile: string | null = 'domain') => ({ firewallRules: [{ name: 'SPPSVC-In-TCP', enabled, profiles, activeProfile }] });
const unreached = { tcp: [tcpProbe({ outcome: 'timeout' })] };
const elsewhere = { ...rule(true), service: { keyManagementServiceListeningPort: 1699 } };

checkTable(check, [
  { rule: 'an enabled rule lets clients in', on: withHost({}), status: 'pass', tags: ['HOST_FIREWALL_OPEN'] },
  { rule: 'the rule as Windows ships it keeps them out', on: withHost(rule(false), unreached), status: 'fail', tags: ['HOST_FIREWALL_RULE_OFF'] },
  { rule: 'a rule for another profile than the one in use keeps them out', on: withHost(rule(true, ['Private'], 'Public'), unreached), status: 'fail', tags: ['HOST_FIREWALL_WRONG_PROFILE'], says: [/profile Private, but the network in use is Public/] },
  { rule: 'letter case of profiles does not matter, and any means all', on: withHost(rule(true, ['Any'], 'Public'), unreached), status: 'pass', tags: ['HOST_FIREWALL_OPEN'] },
  { rule: 'a port that is open shows that another rule lets them in', on: withHost(rule(false)), status: 'pass', tags: ['HOST_FIREWALL_OPEN_OTHERWISE'] },
  { rule: 'that others were heard once does not show that they still get in', on: hostBody({ ...rule(false), tcp: 'not-asked', events: [logged()] }), status: 'unknown', tags: [], missing: ['tcp'] },
  { rule: 'whether a port of its own is let in is not known before it was tried', on: hostBody({ ...elsewhere, tcp: 'not-asked' }), status: 'unknown', missing: ['tcp'] },
  { rule: 'what was tried just now counts before what was heard once', on: withHost({ ...rule(false), events: [logged()] }, unreached), status: 'fail', tags: ['HOST_FIREWALL_RULE_OFF'] },
  { rule: 'an open port of another host proves nothing about this one', on: caseOf(evidence({ tcp: [tcpProbe({ host: 'kms2.contoso.test' })] }), { related: [relatedHost(rule(false))] }), status: 'fail', tags: ['HOST_FIREWALL_RULE_OFF'] },
  { rule: 'the rule is for 1688, so a host on another port needs one of its own', on: withHost(elsewhere, { tcp: [tcpProbe({ port: 1699, outcome: 'timeout' })] }), status: 'fail', tags: ['HOST_FIREWALL_MISSES_PORT'], says: [/listens on 1699/] },
  { rule: 'a host on another port that is reached has one', on: withHost(elsewhere, { tcp: [tcpProbe({ port: 1699 })] }), status: 'pass', tags: ['HOST_FIREWALL_OPEN_OTHERWISE'] },
  { rule: 'a rule of unknown state says nothing', on: withHost(rule(null), unreached), status: 'pass', tags: [] },
  { rule: 'a host without that rule has a firewall of another kind', on: withHost({ firewallRules: [] }), status: 'inapplicable' },
  { rule: 'without a host at hand nothing can be told', on: evidence(), status: 'unknown', missing: ['host.firewallRules'] },
], ['pass', 'fail', 'unknown', 'inapplicable']);
